package org.standwith.supporters.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;
import org.standwith.pages.Elsewhere;
import org.standwith.pages.Homes;
import org.standwith.pages.Spoken;
import org.standwith.supporters.AccountSecurity;
import org.standwith.supporters.Entry;
import org.standwith.supporters.LinkErrands;
import org.standwith.supporters.LostCodes;
import org.standwith.supporters.SignedIn;
import org.standwith.vault.EmailAddress;
import org.standwith.vault.Sensitive;
import org.standwith.vault.SupporterCode;

/** Where supporters come in. What these pages say of an address is the same, whether or not anybody is known by it. */
@Controller
class SignInPages {

    /** What the page says on top. */
    enum Told {
        NOTHING,
        /** They went out. */
        OUT,
        /** The form, or the session, was too old. */
        STALE,
        /** The link cannot be used any more. */
        OVER,
        /** What was written cannot be an address. */
        NO_ADDRESS,
        /** Nobody has this code. */
        NO_CODE,
        /** No passkey has let in, whatever the reason. */
        NO_PASSKEY;

        static Told by(String written) {
            return Stream.of(OUT, STALE, OVER)
                    .filter(each -> each.name().equalsIgnoreCase(written))
                    .findFirst()
                    .orElse(NOTHING);
        }
    }

    /** The form, or the session, was too old. */
    static final String STALE = "stale";

    private final LinkErrands links;
    private final Entry entry;
    private final LostCodes codes;
    private final Homes homes;

    SignInPages(LinkErrands links, Entry entry, LostCodes codes, Homes homes) {
        this.links = links;
        this.entry = entry;
        this.codes = codes;
        this.homes = homes;
    }

    @GetMapping(AccountSecurity.SIGN_IN)
    ModelAndView form(
            @RequestParam(defaultValue = "") String told,
            @AuthenticationPrincipal @Nullable SignedIn who,
            HttpServletRequest request) {
        return who != null
                ? new ModelAndView(
                        new Elsewhere(URI.create(Spoken.with(request, "/account", told.equals(STALE) ? told : ""))))
                : form(Told.by(told), null, HttpStatus.OK);
    }

    @PostMapping(AccountSecurity.SIGN_IN + "/link")
    ModelAndView link(@RequestParam Sensitive<String> email, HttpServletRequest request, Locale locale) {
        Optional<EmailAddress> address = EmailAddress.read(email.reveal());
        if (address.isEmpty() || !links.areCarriedOut()) {
            return form(Told.NO_ADDRESS, email, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        links.ask(address.get(), locale, homes.at(request));
        return new ModelAndView("supporters/link-sent");
    }

    /** The button is for people: programs that look at mail follow links, and would use this one up. */
    @GetMapping(LinkErrands.PATH)
    ModelAndView open(@RequestParam(defaultValue = "") String token) {
        return new ModelAndView("supporters/open")
                .addObject("token", token)
                .addObject(
                        "elsewise",
                        UriComponentsBuilder.fromPath(LinkErrands.PATH)
                                .queryParam("token", "{token}")
                                .queryParam("locale", "")
                                .encode()
                                .buildAndExpand(token)
                                .toUriString());
    }

    @PostMapping(AccountSecurity.SIGN_IN + "/code")
    ModelAndView code(@RequestParam Sensitive<String> code, HttpServletRequest request, HttpServletResponse response) {
        return SupporterCode.read(code.reveal())
                .flatMap(written -> entry.byCode(written, null, request, response))
                .map(who -> new ModelAndView(SupporterPages.overview(request)))
                .orElseGet(() -> form(Told.NO_CODE, null, HttpStatus.UNPROCESSABLE_CONTENT));
    }

    @PostMapping(AccountSecurity.SIGN_IN + "/passkey")
    ModelAndView passkey(
            @RequestParam(defaultValue = "") Sensitive<String> answer,
            HttpServletRequest request,
            HttpServletResponse response) {
        return entry.byPasskey(answer, request, response)
                .map(who -> new ModelAndView(SupporterPages.overview(request)))
                .orElseGet(() -> form(Told.NO_PASSKEY, null, HttpStatus.UNPROCESSABLE_CONTENT));
    }

    /** For whoever has lost their code and left no address: it can be stopped, and nothing else. */
    @GetMapping(AccountSecurity.SIGN_IN + "/lost")
    ModelAndView lost() {
        return lost(false, HttpStatus.OK);
    }

    @PostMapping(AccountSecurity.SIGN_IN + "/lost")
    ModelAndView lost(@RequestParam Sensitive<String> number, @RequestParam(defaultValue = "") String day) {
        return day(day).filter(date -> codes.end(number, date))
                .map(date -> new ModelAndView("supporters/lost-sent"))
                .orElseGet(() -> lost(true, HttpStatus.UNPROCESSABLE_CONTENT));
    }

    private static Optional<LocalDate> day(String written) {
        try {
            return Optional.of(LocalDate.parse(written.strip()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static ModelAndView lost(boolean wrong, HttpStatus status) {
        return new ModelAndView("supporters/lost", status).addObject("wrong", wrong);
    }

    private ModelAndView form(Told told, @Nullable Sensitive<String> email, HttpStatus status) {
        return new ModelAndView("supporters/sign-in", status)
                .addObject("told", told.name())
                .addObject("email", email)
                .addObject("mailed", links.areCarriedOut());
    }
}

package org.standwith.supporters.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.standwith.pages.Elsewhere;
import org.standwith.pages.Spoken;
import org.standwith.supporters.AccountSecurity;
import org.standwith.supporters.Acting;
import org.standwith.supporters.Entry;
import org.standwith.supporters.Passkeys;
import org.standwith.supporters.SignedIn;
import org.standwith.vault.Sensitive;

/** Passkeys: what a script of ours asks for before a form is sent, and what becomes of those that somebody has. */
@Controller
class PasskeyPages {

    /** What the page that lists them says on top. */
    enum Told {
        ADDED,
        NOT_ADDED,
        REMOVED;

        /** Its name; nothing where it is none. */
        static String by(String written) {
            return Stream.of(values())
                    .map(Told::name)
                    .filter(written::equals)
                    .findFirst()
                    .orElse("");
        }
    }

    private final Passkeys passkeys;
    private final Entry entry;
    private final Acting acting;

    PasskeyPages(Passkeys passkeys, Entry entry, Acting acting) {
        this.passkeys = passkeys;
        this.entry = entry;
        this.acting = acting;
    }

    @PostMapping(AccountSecurity.SIGN_IN + "/passkey/challenge")
    ResponseEntity<String> askToUse(HttpServletRequest request, HttpServletResponse response) {
        return json(entry.askForPasskey(request, response));
    }

    @PostMapping("/account/passkeys/challenge")
    ResponseEntity<String> askToAdd(
            @AuthenticationPrincipal SignedIn who, HttpServletRequest request, HttpServletResponse response) {
        return passkeys.mayAdd(who)
                ? json(passkeys.askToAdd(who, request, response))
                : ResponseEntity.status(HttpStatus.FORBIDDEN).build();
    }

    @PostMapping("/account/passkeys")
    ModelAndView add(
            @RequestParam(defaultValue = "") Sensitive<String> answer,
            @AuthenticationPrincipal SignedIn who,
            HttpServletRequest request,
            HttpServletResponse response) {
        return told(passkeys.add(who, answer, request, response) ? Told.ADDED : Told.NOT_ADDED, request);
    }

    @PostMapping("/account/passkeys/{passkey}/removal")
    ModelAndView remove(@PathVariable UUID passkey, @AuthenticationPrincipal SignedIn who, HttpServletRequest request) {
        acting.note(who, "supporter.passkey-remove", "", "");
        passkeys.remove(who, passkey);
        return told(Told.REMOVED, request);
    }

    private static ResponseEntity<String> json(String options) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(options);
    }

    private static ModelAndView told(Told told, HttpServletRequest request) {
        return new ModelAndView(new Elsewhere(URI.create(Spoken.with(request, "/account/sessions", told.name()))));
    }
}

package org.standwith.supporters.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.standwith.contributions.Giving;
import org.standwith.pages.Elsewhere;
import org.standwith.pages.Homes;
import org.standwith.pages.Spoken;
import org.standwith.pages.Words;
import org.standwith.receipts.Receipts;
import org.standwith.supporters.Account;
import org.standwith.supporters.Acting;
import org.standwith.supporters.Passkeys;
import org.standwith.supporters.Sessions;
import org.standwith.supporters.SignedIn;

/** What somebody gives, where they are signed in, and by which passkeys they may. */
@Controller
class SupporterPages {

    private final Account account;
    private final Receipts receipts;
    private final Sessions sessions;
    private final Passkeys passkeys;
    private final Homes homes;
    private final Acting acting;
    private final MessageSource messages;
    private final Days days;

    SupporterPages(
            Account account,
            Receipts receipts,
            Sessions sessions,
            Passkeys passkeys,
            Homes homes,
            Acting acting,
            MessageSource messages,
            Days days) {
        this.account = account;
        this.receipts = receipts;
        this.sessions = sessions;
        this.passkeys = passkeys;
        this.homes = homes;
        this.acting = acting;
        this.messages = messages;
        this.days = days;
    }

    @GetMapping("/account")
    ModelAndView overview(
            @RequestParam(defaultValue = "") String told, @AuthenticationPrincipal SignedIn who, Locale locale) {
        Words words = new Words(messages, locale);
        List<Giving> givings = account.givings(who);
        return new ModelAndView("supporters/account")
                .addObject("who", who)
                .addObject("stale", told.equals(SignInPages.STALE))
                .addObject("years", receipts.years(givings))
                .addObject(
                        "givings",
                        givings.stream()
                                .map(each -> GivingView.of(each, words, days))
                                .toList());
    }

    @GetMapping("/account/sessions")
    ModelAndView sessions(
            @RequestParam(defaultValue = "") String told,
            @AuthenticationPrincipal SignedIn who,
            HttpServletRequest request,
            Locale locale) {
        Words words = new Words(messages, locale);
        return new ModelAndView("supporters/sessions")
                .addObject("who", who)
                .addObject("told", PasskeyPages.Told.by(told))
                .addObject("offered", passkeys.mayAdd(who))
                .addObject("host", homes.at(request).getAuthority())
                .addObject(
                        "passkeys",
                        passkeys.of(who).stream()
                                .map(each -> PasskeyView.of(each, words))
                                .toList())
                .addObject(
                        "sessions",
                        sessions.of(who).stream()
                                .map(each -> SessionView.of(each, who, words, days))
                                .toList());
    }

    @PostMapping("/account/sessions/{session}/end")
    ModelAndView end(@PathVariable UUID session, @AuthenticationPrincipal SignedIn who, HttpServletRequest request) {
        acting.note(who, "supporter.sign-out", "", "one");
        sessions.end(who, session);
        return new ModelAndView(new Elsewhere(URI.create("/account/sessions" + Spoken.after(request))));
    }

    @PostMapping("/account/sessions/end")
    ModelAndView endAll(@AuthenticationPrincipal SignedIn who, HttpServletRequest request) {
        acting.note(who, "supporter.sign-out", "", "all");
        sessions.endAll(who);
        return new ModelAndView(new Elsewhere(URI.create("/account/sign-in" + Spoken.after(request))));
    }

    /** Where one comes to after signing in. */
    static Elsewhere overview(HttpServletRequest request) {
        return new Elsewhere(URI.create("/account" + Spoken.after(request)));
    }
}

package org.standwith.supporters.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.standwith.contributions.Alteration;
import org.standwith.contributions.ChangeOutcome;
import org.standwith.contributions.Changes;
import org.standwith.contributions.Giving;
import org.standwith.contributions.Refusal;
import org.standwith.contributions.WayBack;
import org.standwith.money.Amounts;
import org.standwith.money.Verdict;
import org.standwith.pages.AmountMistakes;
import org.standwith.pages.Elsewhere;
import org.standwith.pages.Homes;
import org.standwith.pages.Spoken;
import org.standwith.pages.Words;
import org.standwith.problem.Problem;
import org.standwith.supporters.Account;
import org.standwith.supporters.Acting;
import org.standwith.supporters.AskingAgain;
import org.standwith.supporters.EndingReasons;
import org.standwith.supporters.SignedIn;

/**
 * One of the things that somebody gives, and changing it. What an address says of it is a random id.
 *
 * <p>Every change is shown before it is asked for, but for those that only take one back; and it is told to be done when
 * its provider has confirmed it, and no earlier.
 */
@Controller
@RequestMapping("/account/items/{id:" + ItemPages.ID + "}")
class ItemPages {

    /** What stands in an address is one of ours, or there is nothing at it. */
    static final String ID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    private static final String SOON = "5";

    private final Account account;
    private final Changes changes;
    private final Acting acting;
    private final EndingReasons reasons;
    private final AskingAgain again;
    private final Amounts amounts;
    private final Homes homes;
    private final MessageSource messages;
    private final Days days;

    ItemPages(
            Account account,
            Changes changes,
            Acting acting,
            EndingReasons reasons,
            AskingAgain again,
            Amounts amounts,
            Homes homes,
            MessageSource messages,
            Days days) {
        this.account = account;
        this.changes = changes;
        this.acting = acting;
        this.reasons = reasons;
        this.again = again;
        this.amounts = amounts;
        this.homes = homes;
        this.messages = messages;
        this.days = days;
    }

    @GetMapping
    ModelAndView item(@PathVariable UUID id, @AuthenticationPrincipal SignedIn who, Locale locale) {
        return page(who, id, locale, HttpStatus.OK);
    }

    /** What would follow, before anything is asked for. */
    @PostMapping("/preview")
    ModelAndView preview(@PathVariable UUID id, ChangeForm form, @AuthenticationPrincipal SignedIn who, Locale locale) {
        Giving giving = find(who, id);
        Words words = new Words(messages, locale);
        Optional<String> mistake = mistake(form, giving, words);
        if (mistake.isPresent()) {
            return page(who, id, locale, HttpStatus.UNPROCESSABLE_CONTENT)
                    .addObject("mistake", mistake.get())
                    .addObject("form", form);
        }
        Alteration wish = form.wish(giving);
        return new ModelAndView("supporters/preview")
                .addObject("who", who)
                .addObject("giving", GivingView.of(giving, words, days))
                .addObject("form", form)
                .addObject("amount", form.hasAmount() ? form.amountOf(giving).amount() : null)
                .addObject("wish", title(wish, giving, words))
                .addObject("outlook", Outlook.of(wish, changes.forecast(id, wish), words, days))
                .addObject("key", UUID.randomUUID());
    }

    /** The one screen between somebody and the end: what else there is, and the two buttons that end it. */
    @GetMapping("/stop")
    ModelAndView stop(@PathVariable UUID id, @AuthenticationPrincipal SignedIn who, Locale locale) {
        Giving giving = find(who, id);
        Words words = new Words(messages, locale);
        ItemView view = ItemView.of(giving, changes.refusals(id), words, days);
        Alteration end = view.can("END_WITH_PERIOD") ? new Alteration.EndWithPeriod() : new Alteration.End();
        return new ModelAndView("supporters/stop")
                .addObject("who", who)
                .addObject("view", view)
                .addObject("reasons", EndingReasons.Reason.values())
                .addObject("again", again.isOffered(who) ? AskingAgain.AHEAD : List.of())
                .addObject(
                        "atTheEnd",
                        view.can("END") ? Outlook.of(end, changes.forecast(id, end), words, days) : List.of());
    }

    @PostMapping("/changes")
    ModelAndView change(
            @PathVariable UUID id,
            ChangeForm form,
            @AuthenticationPrincipal SignedIn who,
            HttpServletRequest request,
            Locale locale) {
        Giving giving = find(who, id);
        Optional<String> mistake = mistake(form, giving, new Words(messages, locale));
        if (mistake.isPresent()) {
            return page(who, id, locale, HttpStatus.UNPROCESSABLE_CONTENT)
                    .addObject("mistake", mistake.get())
                    .addObject("form", form);
        }
        if (form.isOutdated(giving)) {
            return told(new ChangeOutcome.Refused(Refusal.REPLACED), who, id, locale, HttpStatus.CONFLICT);
        }
        if (form.key() == null) {
            throw Problem.invalid("key", "A form of ours has one.");
        }
        String item = "/account/items/" + id;
        String after = item + "/changes/" + form.key() + Spoken.after(request);
        URI home = homes.at(request);
        WayBack back = new WayBack(
                URI.create(home + after),
                URI.create(home + item + Spoken.after(request)),
                new Words(messages, locale).language());
        // Before: what was done for somebody and is not in the trail was done by nobody.
        acting.note(who, "supporter.change", "contribution " + id, form.chosen() + " " + form.key());
        ChangeOutcome outcome = changes.ask(id, form.wish(giving), back, form.key());
        acting.note(
                who,
                "supporter.changed",
                "contribution " + id,
                outcome.getClass().getSimpleName() + " " + form.key());
        if (form.ends() && !(outcome instanceof ChangeOutcome.Refused)) {
            reasons.count(form.key(), form.reason());
        }
        return switch (outcome) {
            case ChangeOutcome.Done done -> new ModelAndView(new Elsewhere(URI.create(after)));
            case ChangeOutcome.UnderWay underWay -> new ModelAndView(new Elsewhere(URI.create(after)));
            case ChangeOutcome.ToBeAgreed agree -> new ModelAndView(new Elsewhere(agree.page()));
            case ChangeOutcome.InTheirAccount there -> told(outcome, who, id, locale, HttpStatus.OK);
            case ChangeOutcome.Refused refused -> told(outcome, who, id, locale, HttpStatus.CONFLICT);
            case ChangeOutcome.Forbidden forbidden -> told(outcome, who, id, locale, HttpStatus.FORBIDDEN);
        };
    }

    /** What became of it; also where a provider leads back to. */
    @GetMapping("/changes/{key:" + ID + "}")
    ModelAndView changed(
            @PathVariable UUID id, @PathVariable UUID key, @AuthenticationPrincipal SignedIn who, Locale locale) {
        find(who, id);
        return told(changes.returned(id, key), who, id, locale, HttpStatus.OK);
    }

    private ModelAndView told(ChangeOutcome outcome, SignedIn who, UUID id, Locale locale, HttpStatus status) {
        Words words = new Words(messages, locale);
        ModelAndView page = page(who, id, locale, status);
        URI there = switch (outcome) {
            case ChangeOutcome.ToBeAgreed agree -> agree.page();
            case ChangeOutcome.InTheirAccount account -> account.page();
            case ChangeOutcome.Done done -> null;
            case ChangeOutcome.UnderWay underWay -> null;
            case ChangeOutcome.Refused refused -> null;
            case ChangeOutcome.Forbidden forbidden -> null;
        };
        if (outcome instanceof ChangeOutcome.UnderWay) {
            page.addObject("refresh", SOON);
        }
        return page.addObject("told", sentence(outcome, words))
                .addObject("good", outcome instanceof ChangeOutcome.Done)
                .addObject("there", there);
    }

    private static String sentence(ChangeOutcome outcome, Words words) {
        return outcome instanceof ChangeOutcome.Refused refused
                ? words.text("change.refused." + refused.why())
                : words.text("change.outcome." + outcome.getClass().getSimpleName());
    }

    private ModelAndView page(SignedIn who, UUID id, Locale locale, HttpStatus status) {
        Giving giving = find(who, id);
        Words words = new Words(messages, locale);
        return new ModelAndView("supporters/item", status)
                .addObject("who", who)
                .addObject("view", ItemView.of(giving, changes.refusals(id), words, days));
    }

    private Optional<String> mistake(ChangeForm form, Giving giving, Words words) {
        if (!form.hasAmount()) {
            return Optional.empty();
        }
        Verdict verdict = amounts.read(form.amountOf(giving));
        return verdict instanceof Verdict.UnknownCurrency
                        && form.amountOf(giving).read().isPresent()
                // It goes on in a currency that is offered no more.
                ? Optional.empty()
                : AmountMistakes.in(verdict, words);
    }

    private static String title(Alteration wish, Giving giving, Words words) {
        if (wish instanceof Alteration.ToAmount to) {
            return words.text("giving." + giving.cadence(), words.text(to.each()));
        }
        if (wish instanceof Alteration.ToCadence to) {
            return words.text("giving." + to.cadence(), words.text(to.each()));
        }
        return words.text("change.wish." + wish.kind(), wish instanceof Alteration.Pause pause ? pause.months() : 0);
    }

    private Giving find(SignedIn who, UUID id) {
        return account.giving(who, id)
                .orElseThrow(() -> new Problem(
                        Problem.Kind.NOT_FOUND, "no-such-contribution", "There is no contribution of this id."));
    }
}

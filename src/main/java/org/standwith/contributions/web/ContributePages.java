package org.standwith.contributions.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.standwith.contributions.CameByLink;
import org.standwith.contributions.Checkout;
import org.standwith.contributions.Checkouts;
import org.standwith.contributions.Visitor;
import org.standwith.money.Amounts;
import org.standwith.pages.Elsewhere;
import org.standwith.pages.Homes;
import org.standwith.pages.Words;
import org.standwith.payments.Providers;
import org.standwith.problem.Problem;
import org.standwith.risk.Handling;
import org.standwith.risk.Notice;
import org.standwith.risk.RiskPolicy;
import org.standwith.risk.Signal;
import org.standwith.risk.VisitorSignals;

/** The contribution form, and what follows when it is sent. */
@Controller
class ContributePages {

    private final Checkouts checkouts;
    private final Amounts amounts;
    private final Providers providers;
    private final MessageSource messages;
    private final Contact contact;
    private final RiskPolicy policy;
    private final VisitorSignals visitors;
    private final Homes homes;
    private final Keeping keeping;
    private final ApplicationEventPublisher events;

    ContributePages(
            Checkouts checkouts,
            Amounts amounts,
            Providers providers,
            MessageSource messages,
            Contact contact,
            RiskPolicy policy,
            VisitorSignals visitors,
            Homes homes,
            Keeping keeping,
            ApplicationEventPublisher events) {
        this.checkouts = checkouts;
        this.amounts = amounts;
        this.providers = providers;
        this.messages = messages;
        this.contact = contact;
        this.policy = policy;
        this.visitors = visitors;
        this.homes = homes;
        this.keeping = keeping;
        this.events = events;
    }

    @GetMapping("/")
    ModelAndView show(
            @RequestParam @Nullable String currency,
            @RequestParam @Nullable String campaign,
            @RequestParam @Nullable String note,
            HttpServletRequest request,
            Locale locale) {
        if (!policy.decide(visitors.of(request)).mayPay()) {
            return OtherWays.page(messages, locale, HttpStatus.OK);
        }
        CurrencyUnit chosen = currencyOf(currency, request);
        ContributionForm form =
                ContributionForm.empty(chosen.getCode(), campaign, note).withKey(UUID.randomUUID());
        return page(form, request, locale, List.of(), HttpStatus.OK);
    }

    @PostMapping("/checkouts")
    ModelAndView submit(@ModelAttribute ContributionForm sent, HttpServletRequest request, Locale locale) {
        ContributionForm form = sent.withKey(sent.idempotencyKey());
        Words words = new Words(messages, locale);
        Handling handling = policy.decide(signals(form, request));
        if (!handling.mayPay()) {
            return OtherWays.page(messages, locale, HttpStatus.FORBIDDEN);
        }
        List<Problem.Field> mistakes = mistakes(form, handling, words);
        if (!mistakes.isEmpty()) {
            return page(form, request, locale, mistakes, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        try {
            Checkout checkout = open(form, words, new Visitor(homes.of(request), visitors.of(request)));
            if (form.note() != null) {
                events.publishEvent(new CameByLink(checkout.id(), form.note()));
            }
            return next(checkout, form);
        } catch (Problem problem) {
            List<Problem.Field> told = FormMistakes.in(problem, words);
            return switch (problem.kind()) {
                case INVALID, MALFORMED, CONFLICT ->
                    page(
                            FormMistakes.askAboutRecurring(told) ? form.asSinglePayment() : form,
                            request,
                            locale,
                            told,
                            HttpStatus.UNPROCESSABLE_CONTENT);
                case UNAVAILABLE -> page(form, request, locale, told, HttpStatus.SERVICE_UNAVAILABLE);
                case FORBIDDEN -> {
                    if (OtherWays.areLeft(problem)) {
                        yield OtherWays.page(messages, locale, HttpStatus.FORBIDDEN);
                    }
                    throw problem;
                }
                case UNAUTHENTICATED, NOT_FOUND, TOO_LARGE, TOO_MANY -> throw problem;
            };
        }
    }

    private List<Signal> signals(ContributionForm form, HttpServletRequest request) {
        return Stream.concat(visitors.of(request).stream(), form.signals().stream())
                .toList();
    }

    private List<Problem.Field> mistakes(ContributionForm form, Handling handling, Words words) {
        List<Problem.Field> mistakes = new ArrayList<>(FormMistakes.in(form, amounts.read(form.amount()), words));
        if (handling.needsAcknowledgement() && !form.hasRead(policy.notice(words.language()))) {
            mistakes.addAll(FormMistakes.unread(form, words));
        }
        return mistakes;
    }

    /**
     * Whoever comes back from the provider and chooses something else sends the old form's key with a new wish: that is
     * another checkout, and no mistake.
     */
    private Checkout open(ContributionForm form, Words words, Visitor visitor) {
        var request = form.request(words.language().toLanguageTag());
        try {
            return checkouts.open(request, form.idempotencyKey(), visitor);
        } catch (Problem problem) {
            if (problem.kind() != Problem.Kind.CONFLICT) {
                throw problem;
            }
            return checkouts.open(request, UUID.randomUUID(), visitor);
        }
    }

    private static ModelAndView next(Checkout checkout, ContributionForm form) {
        URI provider = checkout.redirectUrl();
        if (provider != null) {
            return new ModelAndView(new Elsewhere(provider));
        }
        if (checkout.status() == Checkout.Status.UNKNOWN) {
            var page = new ModelAndView("contributions/unreachable", HttpStatus.SERVICE_UNAVAILABLE);
            return page.addObject("form", form);
        }
        return new ModelAndView(new Elsewhere(URI.create("/return/" + checkout.id())));
    }

    private ModelAndView page(
            ContributionForm form,
            HttpServletRequest request,
            Locale locale,
            List<Problem.Field> errors,
            HttpStatus status) {
        CurrencyUnit currency = currencyOf(form.currency(), request);
        Words words = new Words(messages, locale);
        Notice notice = policy.notice(words.language());
        var view = ContributeView.of(
                form,
                currency,
                amounts,
                ContributionOptions.methods(providers, amounts, currency, words),
                policy.places(words.language()),
                notice,
                words,
                errors);
        return new ModelAndView("contributions/contribute", status)
                .addObject("view", view)
                .addObject("mayBeMailed", policy.decide(signals(form, request)).mayBeMailed())
                .addObject("notice", NoticeView.of(notice, keeping, words))
                .addObject("contact", contact);
    }

    private CurrencyUnit currencyOf(@Nullable String code, HttpServletRequest request) {
        return CurrencyGuess.among(amounts, code == null ? "" : code)
                .orElseGet(() -> CurrencyGuess.of(amounts, Collections.list(request.getLocales())));
    }
}

package org.standwith.contributions;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.standwith.problem.Problem;
import org.standwith.risk.Country;
import org.standwith.risk.Handling;
import org.standwith.risk.Judgement;
import org.standwith.risk.Level;
import org.standwith.risk.Recurring;
import org.standwith.risk.RiskPolicy;
import org.standwith.risk.Signal;
import org.standwith.vault.Dossier;
import org.standwith.vault.EmailAddress;

/** Puts the policy's questions where people give, and turns its answers into what callers are told. */
@Component
class Appraisal {

    private final RiskPolicy policy;
    private final MessageSource messages;

    Appraisal(RiskPolicy policy, MessageSource messages) {
        this.policy = policy;
        this.messages = messages;
    }

    /** What a request says of where its supporter is at risk. */
    static List<Signal> signals(CheckoutRequest request, Locale locale, @Nullable EmailAddress email) {
        List<Signal> signals = new ArrayList<>();
        if (request.country() != null) {
            Country.read(request.country()).map(Signal.Declared::new).ifPresent(signals::add);
        }
        if (Boolean.TRUE.equals(request.travels())) {
            signals.add(new Signal.Travels());
        }
        if (Boolean.TRUE.equals(request.moreCare())) {
            signals.add(new Signal.Chosen(Level.PROTECTED));
        }
        if (email != null) {
            signals.add(new Signal.MailDomain(email.domain()));
        }
        if (request.timeZone() != null) {
            signals.add(new Signal.TimeZone(request.timeZone()));
        }
        signals.add(new Signal.Language(locale));
        return signals;
    }

    /**
     * How somebody is handled who begins to give.
     *
     * @throws Problem when they may not, or not like this
     */
    Handling ofRequest(
            CheckoutRequest request,
            Locale locale,
            @Nullable EmailAddress email,
            boolean recurs,
            Collection<Signal> visitor) {
        List<Signal> signals = new ArrayList<>(visitor);
        signals.addAll(signals(request, locale, email));
        Handling handling = policy.decide(signals);
        if (!handling.mayPay()) {
            throw blocked(locale);
        }
        List<Problem.Field> wrong = new ArrayList<>();
        if (email != null && !handling.mayBeMailed()) {
            wrong.add(field("email", handling.takesMailbox() ? "risk.no-mail" : "risk.no-mailbox", locale));
        }
        if (recurs) {
            wrong.addAll(recurring(handling, Boolean.TRUE.equals(request.recurringConfirmed()), locale));
        }
        String shown = request.notice();
        if (shown != null && !shown.equals(policy.notice(locale).version())) {
            wrong.add(field("notice", "risk.notice", locale));
        }
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
        return handling;
    }

    /** How a known supporter is handled now that more is known. What was decided before is never lowered. */
    Handling of(Dossier.Handling before, Collection<Signal> more) {
        List<Signal> signals = new ArrayList<>(more);
        before.places()
                .forEach(place -> Country.read(place).map(Signal.Declared::new).ifPresent(signals::add));
        signals.add(new Signal.Chosen(levelOf(before)));
        return policy.decide(signals);
    }

    /**
     * What is kept of a supporter of whom a provider has told more. By what is written in the policy, because an address
     * that is dropped does not come back: neither an overdue review nor a policy that nobody can trust is a reason.
     */
    Dossier.Handling raised(Dossier.Handling before, Level noticed, Set<Country> places) {
        Judgement judgement = policy.judgement();
        Level level = levelOf(before).or(noticed);
        Set<String> known = new HashSet<>(before.places());
        for (Country place : places) {
            known.add(place.code());
            level = judgement.isClosed() ? level : level.or(judgement.asWritten(place));
        }
        boolean same = level == levelOf(before) && known.equals(before.places());
        return same ? before : new Dossier.Handling(level.name(), judgement.version(), known);
    }

    /** A level that this version does not know is one that nobody may pay at. */
    static Level levelOf(Dossier.Handling handling) {
        for (Level each : Level.values()) {
            if (each.name().equals(handling.level())) {
                return each;
            }
        }
        return Level.BLOCKED;
    }

    static Dossier.Handling kept(Handling handling) {
        Set<String> places = handling.places().stream().map(Country::code).collect(Collectors.toSet());
        return new Dossier.Handling(handling.level().name(), handling.policy(), places);
    }

    /** No money is taken from them. */
    Problem blocked(Locale locale) {
        return new Problem(Problem.Kind.FORBIDDEN, "blocked", text("risk.blocked", locale));
    }

    /** @throws Problem where what goes on by itself has to be confirmed and was not, or may not be at all */
    void requireConfirmed(Handling handling, boolean confirmed, Locale locale) {
        List<Problem.Field> wrong = recurring(handling, confirmed, locale);
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
    }

    private List<Problem.Field> recurring(Handling handling, boolean confirmed, Locale locale) {
        Recurring rule = policy.recurring(handling.level());
        boolean asks = handling.confirmsRecurring() || rule.allowed() == Recurring.Allowed.OPT_IN;
        if (rule.allowed() == Recurring.Allowed.NEVER) {
            return List.of(field("cadence", "risk.once", locale));
        }
        return asks && !confirmed ? List.of(field("recurringConfirmed", "risk.recurring", locale)) : List.of();
    }

    private Problem.Field field(String name, String text, Locale locale) {
        return new Problem.Field(name, text(text, locale));
    }

    String text(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}

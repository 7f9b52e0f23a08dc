package org.standwith.risk;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.stereotype.Service;

/** The policy in force. */
@Service
public class RiskPolicy {

    private final InForce inForce;
    private final Clock clock;

    /** The last that was asked for in each language that the site has. */
    private final ConcurrentMap<String, Choice> choices = new ConcurrentHashMap<>();

    private record Choice(Policy of, List<Place> places) {}

    RiskPolicy(InForce inForce, Clock clock) {
        this.inForce = inForce;
        this.clock = clock;
    }

    /** Decides. Never throws: what cannot be decided is decided with more care, not less. */
    public Handling decide(Collection<? extends Signal> signals) {
        return Decision.of(inForce.policy(), today(), signals);
    }

    /** What the bank's or account's country alone says. */
    public Level of(Country country) {
        return inForce.policy().of(country, today());
    }

    /**
     * The level that somebody has written down of a country, also where it counts for more because it is overdue: what
     * cannot be undone is done for what is written. While no policy can be trusted nothing is written.
     */
    public Level asWritten(Country country) {
        Policy policy = inForce.policy();
        return policy.isClosed() ? Level.CAUTION : policy.asWritten(country);
    }

    public String version() {
        return inForce.policy().version();
    }

    /**
     * Whether no policy can be trusted, so that nobody may pay. Nobody is at risk because of that: whoever would end what
     * somebody gives, or give money back, waits until there is one. Between two questions it may change: whoever asks more than
     * one takes a {@link #judgement}.
     */
    public boolean isClosed() {
        return inForce.policy().isClosed();
    }

    /** In the reader's language, or else in English. */
    public Notice notice(Locale locale) {
        return inForce.policy().notice(locale);
    }

    /** Whether anybody at all may not pay. */
    public boolean blocksAnybody() {
        return inForce.policy().blocksAnybody(today());
    }

    /** All places that somebody may declare, in the order of their names in the reader's language, or else in English. */
    public List<Place> places(Locale locale) {
        Policy policy = inForce.policy();
        String language = locale.getLanguage().equals("ru") ? "ru" : Policy.ENGLISH;
        return choices.compute(
                        language,
                        (key, before) -> before != null && before.of() == policy
                                ? before
                                : new Choice(policy, policy.places(Locale.of(key))))
                .places();
    }

    public AfterCapture afterCapture() {
        return inForce.policy().afterCapture();
    }

    /** What is done when nobody answers {@link AfterCapture#ASK_IN_SESSION}: never that again. */
    public AfterCapture unanswered() {
        return inForce.policy().unanswered();
    }

    /** For how long an answer is waited for. */
    public Duration answerWithin() {
        return inForce.policy().answerWithin();
    }

    /** Whether somebody at this level may give in a way that goes on by itself. */
    public Recurring recurring(Level level) {
        return inForce.policy().recurring(level);
    }

    /** What stands on bank statements, where the policy names it. */
    public Optional<String> descriptor() {
        return inForce.policy().descriptor().text();
    }

    /** By the policy in force, as it is now. */
    public Judgement judgement() {
        return judgement(inForce.policy());
    }

    /**
     * What another policy would say today. Puts nothing in force.
     *
     * @param yaml a text that {@link Policies#propose} accepts
     */
    public Judgement under(String yaml) {
        return switch (PolicyText.read(yaml)) {
            case PolicyText.Readable read -> judgement(read.policy());
            case PolicyText.Unreadable any -> throw new IllegalArgumentException("Not the text of a policy");
        };
    }

    private Judgement judgement(Policy policy) {
        LocalDate today = today();
        return new Judgement() {
            @Override
            public String version() {
                return policy.version();
            }

            @Override
            public boolean isClosed() {
                return policy.isClosed();
            }

            @Override
            public Level asWritten(Country country) {
                return policy.asWritten(country);
            }

            @Override
            public Level of(Country country) {
                return policy.of(country, today);
            }
        };
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}

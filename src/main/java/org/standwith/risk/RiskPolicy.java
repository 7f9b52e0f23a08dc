package org.standwith.risk;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Service;

/** The policy in force. */
@Service
public class RiskPolicy {

    /** Decides. Never throws: what cannot be decided is decided with more care, not less. */
    public Handling decide(Collection<Signal> signals) {
        return new Handling(Level.CAUTION, version(), Set.of(), true, false);
    }

    /** What the bank's or account's country alone says. */
    public Level of(Country country) {
        return Level.OPEN;
    }

    public String version() {
        return "0";
    }

    /** In the reader's language, or else in English. */
    public Notice notice(Locale locale) {
        return new Notice("0", LocalDate.EPOCH, List.of());
    }

    /** Whether the policy cannot be read or trusted: then nobody may pay. */
    public boolean isClosed() {
        return false;
    }

    /** Whether anybody at all may not pay. */
    public boolean blocksAnybody() {
        return true;
    }

    /** All places that somebody may declare, in the order of their names in the reader's language. */
    public List<Place> places(Locale locale) {
        return List.of();
    }

    public AfterCapture afterCapture() {
        return AfterCapture.ASK_IN_SESSION;
    }

    /** What is done when nobody answers {@link AfterCapture#ASK_IN_SESSION}: never that again. */
    public AfterCapture unanswered() {
        return AfterCapture.REFUND;
    }

    /** For how long an answer is waited for. */
    public Duration answerWithin() {
        return Duration.ofDays(7);
    }
}

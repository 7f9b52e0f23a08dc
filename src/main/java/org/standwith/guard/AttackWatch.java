package org.standwith.guard;

import static org.standwith.guard.AttackWatch.Sign.ASKED;
import static org.standwith.guard.AttackWatch.Sign.ATTEMPT;
import static org.standwith.guard.AttackWatch.Sign.DECLINED;
import static org.standwith.guard.AttackWatch.Sign.PAID;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.standwith.guard.State.Figures;
import org.standwith.payments.Fact;
import org.standwith.payments.FactListener;

/**
 * Notices that stolen cards are tried: by how many come, and by how many are declined. Knows numbers only. Whoever asks is
 * told how it stands now; that an attack is over is noticed then.
 */
@Component
class AttackWatch implements FactListener {

    private static final Logger log = LoggerFactory.getLogger(AttackWatch.class);

    enum Sign {
        ATTEMPT,
        ASKED,
        PAID,
        DECLINED
    }

    private record Attack(Instant since, Instant until) {}

    private final GuardProperties.Alarm alarm;
    private final Clock clock;
    private final LastMinutes<Sign> lately = new LastMinutes<>(Sign.class);
    private @Nullable Attack attack;

    AttackWatch(GuardProperties properties, Clock clock, MeterRegistry meters) {
        this.alarm = properties.alarm();
        this.clock = clock;
        Gauge.builder("standwith.guard.attack", this, watch -> watch.isUnderAttack() ? 1 : 0)
                .description("Whether everybody is asked for a proof of work")
                .register(meters);
    }

    /** After the commit: what is rolled back comes again. */
    @Override
    public void on(News news) {
        List<Sign> signs = news.fresh().stream()
                .map(OwnedFact::fact)
                .filter(this::isNew)
                .flatMap(fact -> sign(fact).stream())
                .toList();
        if (signs.isEmpty()) {
            return;
        }
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            signs.forEach(this::note);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                signs.forEach(AttackWatch.this::note);
            }
        });
    }

    synchronized void note(Sign sign) {
        lately.count(sign, clock.instant());
        look();
    }

    synchronized boolean isUnderAttack() {
        look();
        return attack != null;
    }

    synchronized State state() {
        look();
        return attack == null
                ? new State.Calm(figures())
                : new State.UnderAttack(attack.since(), attack.until(), figures());
    }

    /** What is told late, as by an import, says nothing of today. */
    private boolean isNew(Fact fact) {
        return fact.at().isAfter(clock.instant().minus(Duration.ofMinutes(LastMinutes.MINUTES)));
    }

    private static List<Sign> sign(Fact fact) {
        return fact instanceof Fact.PaymentFailed
                ? List.of(DECLINED)
                : fact instanceof Fact.PaymentSucceeded ? List.of(PAID) : List.of();
    }

    private void look() {
        Instant now = clock.instant();
        Figures figures = figures();
        Attack before = attack;
        if (isAttack(figures)) {
            attack = new Attack(before == null ? now : before.since(), now.plus(alarm.lasts()));
            if (before == null) {
                log.atWarn()
                        .addKeyValue("attempts", figures.attempts())
                        .addKeyValue("paid", figures.paid())
                        .addKeyValue("declined", figures.declined())
                        .log("It looks as if stolen cards were tried");
            }
        } else if (before != null && !now.isBefore(before.until())) {
            attack = null;
            log.atInfo()
                    .addKeyValue("attempts", figures.attempts())
                    .addKeyValue("paid", figures.paid())
                    .addKeyValue("declined", figures.declined())
                    .log("It no longer looks as if stolen cards were tried");
        }
    }

    private boolean isAttack(Figures figures) {
        int answered = figures.paid() + figures.declined();
        return figures.attempts() >= alarm.attempts()
                || (figures.declined() >= alarm.declined()
                        && figures.declined() * 100L >= answered * (long) alarm.percent());
    }

    private Figures figures() {
        Instant now = clock.instant();
        return new Figures(
                lately.of(ATTEMPT, now), lately.of(ASKED, now), lately.of(PAID, now), lately.of(DECLINED, now));
    }
}

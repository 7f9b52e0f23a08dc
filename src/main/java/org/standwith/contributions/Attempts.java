package org.standwith.contributions;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.payments.Door;
import org.standwith.payments.Opening;
import org.standwith.payments.Provider;
import org.standwith.problem.Problem;
import org.standwith.vault.BlindIndexes;
import org.standwith.vault.BlindIndexes.Purpose;
import org.standwith.vault.Dossier;
import org.standwith.vault.Dossiers;
import org.standwith.vault.Erasure;
import org.standwith.vault.SupporterCode;

/** Attempts to give, with what their rows keep sealed. */
@Component
class Attempts {

    /** @param answer null when it is no longer kept */
    record Attempt(
            CheckoutAttempt row,
            Contribution contribution,
            @Nullable Answer answer) {
        UUID id() {
            return row.id();
        }
    }

    /** Stripe takes 30 minutes to 24 hours; an hour less, for clocks that differ. */
    private static final Duration PAYABLE = Duration.ofHours(23);

    /** How long a supporter is given to come back before a payment that waits for us is looked after without them. */
    private static final Duration AWAY = Duration.ofMinutes(10);

    private static final int MOST_TRIES = 8;

    private final CheckoutAttempts rows;
    private final Contributions contributions;
    private final AnswerSeals seals;
    private final Owners owners;
    private final Dossiers dossiers;
    private final BlindIndexes indexes;
    private final Erasure erasure;
    private final Door door;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Attempts(
            CheckoutAttempts rows,
            Contributions contributions,
            AnswerSeals seals,
            Owners owners,
            Dossiers dossiers,
            BlindIndexes indexes,
            Erasure erasure,
            Door door,
            TransactionTemplate transaction,
            Clock clock) {
        this.rows = rows;
        this.contributions = contributions;
        this.seals = seals;
        this.owners = owners;
        this.dossiers = dossiers;
        this.indexes = indexes;
        this.erasure = erasure;
        this.door = door;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** @throws Problem when there is none of this id */
    Attempt existing(UUID id) {
        return attempt(row(id));
    }

    /**
     * The attempt that this key began, or a new one.
     *
     * @param home at which of our addresses they are; null for the public one
     * @throws Problem when the key began another one
     */
    Attempt findOrRecord(Wanted wanted, @Nullable URI home, UUID key) {
        byte[] digest = indexes.of(Purpose.REQUEST, wanted.text());
        CheckoutAttempt row = rows.findByIdempotencyKey(key).orElseGet(() -> {
            try {
                return record(wanted, home, digest, key);
            } catch (DataIntegrityViolationException e) {
                // The same request came twice at once, and the other one was first.
                return rows.findByIdempotencyKey(key).orElseThrow(() -> e);
            }
        });
        if (!row.isFor(digest)) {
            throw new Problem(
                    Problem.Kind.CONFLICT,
                    "idempotency-key-reused",
                    "This Idempotency-Key was used for another request. Use a new one for each wish.");
        }
        return attempt(row);
    }

    /** The provider has opened it. */
    Attempt opened(Attempt attempt, Opening.Redirect redirect) {
        return transaction.execute(status -> {
            if (redirect.oursToComplete()) {
                door.complete(attempt.contribution().provider(), redirect.checkout(), AWAY);
            }
            return change(attempt.id(), answer -> answer.opened(redirect.checkout(), redirect.url()));
        });
    }

    /** A card is entered on our own page. */
    Attempt onOurPage(Attempt attempt, URI page) {
        return transaction.execute(status -> change(attempt.id(), answer -> answer.onOurPage(page)));
    }

    /** The provider has made what a card is to pay, and is asked what became of it also when nobody comes back. */
    Attempt begun(Attempt attempt, String checkout) {
        return transaction.execute(status -> {
            door.complete(attempt.contribution().provider(), checkout, AWAY);
            return change(attempt.id(), answer -> answer.begun(checkout));
        });
    }

    /** One more card, or false where there were too many: whoever tries that many has stolen them. */
    boolean countTry(UUID id) {
        return rows.countTry(id, MOST_TRIES) > 0;
    }

    /**
     * As if it had never been, where no provider has heard of it.
     *
     * @return what the provider calls it, where it has been begun there meanwhile; then nothing was done
     */
    Optional<String> drop(Attempt attempt) {
        Optional<String> begun = transaction.execute(status -> {
            Optional<Attempt> now = rows.lock(attempt.id().toString()).map(this::attempt);
            Optional<String> checkout = now.map(Attempt::answer).map(Answer::checkout);
            if (now.isPresent() && checkout.isEmpty()) {
                rows.deleteById(attempt.id());
                contributions.deleteById(attempt.contribution().id());
                door.disown(attempt.contribution().id());
            }
            return checkout;
        });
        if (begun.isEmpty()) {
            supporterOf(attempt).ifPresent(erasure::erase);
        }
        return begun;
    }

    /** What the provider calls the checkout of this contribution; nothing where it has none, or it is not known any more. */
    Optional<String> checkoutOf(UUID contribution) {
        return rows.findByContributionIdIn(List.of(contribution)).stream()
                .map(this::attempt)
                .map(Attempt::answer)
                .flatMap(answer -> Stream.ofNullable(answer == null ? null : answer.checkout()))
                .findFirst();
    }

    /** Has it looked after also when nobody comes back. */
    void watch(Attempt attempt, String checkout) {
        transaction.executeWithoutResult(
                status -> door.complete(attempt.contribution().provider(), checkout, AWAY));
    }

    /** Nothing where they were erased. */
    Optional<UUID> supporterOf(Attempt attempt) {
        return attempt.contribution().owner(owners);
    }

    Attempt closed(UUID id) {
        return transaction.execute(status -> change(id, Answer::closed));
    }

    void spoilKey(UUID id) {
        transaction.executeWithoutResult(status -> row(id).spoilKey());
    }

    /** Noted before the provider is asked, so that one that keeps silent is not asked by everybody who waits. */
    void asked(UUID id) {
        rows.asked(id, clock.instant());
    }

    /** The supporter's code, the first time only, and for a day. */
    Optional<SupporterCode> takeCode(UUID id) {
        return transaction.execute(status -> {
            Attempt attempt = attempt(rows.lock(id.toString()).orElseThrow());
            Answer answer = attempt.answer();
            if (answer == null || answer.codeShown()) {
                return Optional.<SupporterCode>empty();
            }
            attempt.row().answer(seals.seal(id, answer.withCodeShown()));
            return Optional.of(answer.code());
        });
    }

    private Attempt change(UUID id, UnaryOperator<Answer> change) {
        CheckoutAttempt row = rows.lock(id.toString()).orElseThrow();
        Attempt before = attempt(row);
        Answer answer = before.answer() == null ? null : change.apply(before.answer());
        if (answer != null) {
            row.answer(seals.seal(id, answer));
        }
        return new Attempt(row, before.contribution(), answer);
    }

    private CheckoutAttempt record(Wanted wanted, @Nullable URI home, byte[] digest, UUID key) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        UUID id = UUID.randomUUID();
        UUID contribution = UUID.randomUUID();
        Provider provider = wanted.provider().provider();
        return transaction.execute(status -> {
            Dossiers.Admitted admitted = dossiers.admit(new Dossier(
                    wanted.email(),
                    wanted.locale().toLanguageTag(),
                    Appraisal.kept(wanted.handling()),
                    acknowledged(wanted.notice(), now),
                    Set.of(contribution)));
            contributions.save(new Contribution(
                    contribution, owners.seal(contribution, admitted.supporter()), provider, wanted, now));
            Answer answer = new Answer(
                    UUID.randomUUID().toString(),
                    null,
                    null,
                    wanted.returnUrl(),
                    wanted.locale(),
                    admitted.code(),
                    false,
                    home);
            CheckoutAttempt row = rows.saveAndFlush(
                    new CheckoutAttempt(id, key, contribution, digest, seals.seal(id, answer), now, now.plus(PAYABLE)));
            door.own(provider, answer.reference(), contribution);
            return row;
        });
    }

    private static List<Dossier.Acknowledgement> acknowledged(@Nullable String notice, Instant now) {
        return notice == null
                ? List.of()
                : List.of(new Dossier.Acknowledgement(notice, YearMonth.from(now.atZone(ZoneOffset.UTC))));
    }

    private CheckoutAttempt row(UUID id) {
        return rows.findById(id)
                .orElseThrow(() ->
                        new Problem(Problem.Kind.NOT_FOUND, "no-such-checkout", "There is no checkout of this id."));
    }

    private Attempt attempt(CheckoutAttempt row) {
        byte[] sealed = row.answer();
        Answer answer = sealed == null ? null : seals.open(row.id(), sealed).orElse(null);
        return new Attempt(row, contributions.findById(row.contributionId()).orElseThrow(), answer);
    }
}

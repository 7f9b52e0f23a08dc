package org.standwith.contributions;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.contributions.Checkout.Status;
import org.standwith.payments.Completion;
import org.standwith.payments.Completions;
import org.standwith.payments.Door;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Inquiry;
import org.standwith.payments.Opening;
import org.standwith.payments.Order;
import org.standwith.payments.PaymentProvider;
import org.standwith.payments.Providers;
import org.standwith.problem.Problem;

/**
 * Opening a checkout, and what became of it. No transaction is open while a provider is asked: what we want is committed
 * before, what it answered after.
 */
@Service
public class Checkouts {

    private static final Logger log = LoggerFactory.getLogger(Checkouts.class);

    /** Stripe takes 30 minutes to 24 hours; an hour less, for clocks that differ. */
    private static final Duration PAYABLE = Duration.ofHours(23);

    /** Less than this before its end a checkout cannot be opened any more: Stripe's shortest is 30 minutes. */
    private static final Duration TOO_SHORT = Duration.ofMinutes(31);

    /** Between two questions to the provider about one checkout, for those who ask again and again. */
    private static final Duration PAUSE = Duration.ofSeconds(3);

    /** The same for the supporter who comes back: too short to notice, and no lever on the provider's rate limits. */
    private static final Duration BREATH = Duration.ofMillis(500);

    /** How long a supporter is given to come back before a payment that waits for us is looked after without them. */
    private static final Duration AWAY = Duration.ofMinutes(10);

    private final Wishes wishes;
    private final CheckoutAttempts attempts;
    private final Contributions contributions;
    private final Providers providers;
    private final Completions completions;
    private final Door door;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final URI baseUrl;

    Checkouts(
            Wishes wishes,
            CheckoutAttempts attempts,
            Contributions contributions,
            Providers providers,
            Completions completions,
            Door door,
            TransactionTemplate transaction,
            Clock clock,
            CheckoutProperties properties) {
        this.wishes = wishes;
        this.attempts = attempts;
        this.contributions = contributions;
        this.providers = providers;
        this.completions = completions;
        this.door = door;
        this.transaction = transaction;
        this.clock = clock;
        this.baseUrl = properties.baseUrl();
    }

    /**
     * Opens a checkout, or finds the one that this key opened before.
     *
     * <p>Safe to repeat: the same key and request give the same checkout, also after a time-out in between.
     *
     * @throws Problem when a field is not acceptable, the key was used for another request, or the provider refuses
     */
    public Checkout open(CheckoutRequest request, UUID idempotencyKey) {
        Wanted wanted = wishes.check(request);
        CheckoutAttempt attempt = findOrRecord(wanted, idempotencyKey);
        if (!attempt.isFor(wanted)) {
            throw new Problem(
                    Problem.Kind.CONFLICT,
                    "idempotency-key-reused",
                    "This Idempotency-Key was used for another request. Use a new one for each wish.");
        }
        return attempt.providerCheckout() == null ? openAtProvider(attempt) : view(attempt);
    }

    /**
     * What is known of a checkout; asks the provider where that may tell more, but not at every call.
     *
     * @throws Problem when there is none of this id
     */
    public Checkout find(UUID id) {
        return settleAfter(PAUSE, id, false);
    }

    /**
     * The supporter looks at the page that tells of it: asks the provider at once, so that nobody waits for a webhook to be
     * thanked.
     *
     * @throws Problem when there is none of this id
     */
    public Checkout returned(UUID id) {
        return settleAfter(BREATH, id, false);
    }

    /**
     * The supporter comes from the provider just now, where they may have agreed anew after a decline.
     *
     * @throws Problem when there is none of this id
     */
    public Checkout backFromProvider(UUID id) {
        return settleAfter(BREATH, id, true);
    }

    private Checkout settleAfter(Duration pause, UUID id, boolean fromProvider) {
        CheckoutAttempt attempt = existing(id);
        Instant asked = attempt.askedAt();
        if (asked != null && clock.instant().isBefore(asked.plus(pause))) {
            Checkout known = attempt.providerCheckout() == null
                    ? view(attempt, contribution(attempt), Status.UNKNOWN)
                    : view(attempt);
            if (known.status() != Status.DECLINED) {
                return known;
            }
            // Somebody may have just tried another card, and the page that tells of a decline does not look again.
        }
        // Noted before, so that a provider that keeps silent is not asked by everybody who waits.
        attempts.asked(id, clock.instant());
        return settle(attempt, fromProvider);
    }

    private CheckoutAttempt existing(UUID id) {
        return attempts.findById(id)
                .orElseThrow(() ->
                        new Problem(Problem.Kind.NOT_FOUND, "no-such-checkout", "There is no checkout of this id."));
    }

    private CheckoutAttempt findOrRecord(Wanted wanted, UUID key) {
        return attempts.findByIdempotencyKey(key).orElseGet(() -> {
            try {
                return record(wanted, key);
            } catch (DataIntegrityViolationException e) {
                // The same request came twice at once, and the other one was first.
                return attempts.findByIdempotencyKey(key).orElseThrow(() -> e);
            }
        });
    }

    private CheckoutAttempt record(Wanted wanted, UUID key) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return transaction.execute(status -> {
            Contribution contribution = contributions.save(new Contribution(
                    UUID.randomUUID(), UUID.randomUUID(), wanted.provider().provider(), wanted, now));
            CheckoutAttempt attempt =
                    attempts.saveAndFlush(new CheckoutAttempt(key, contribution.id(), wanted, now, now.plus(PAYABLE)));
            door.own(contribution.provider(), attempt.reference(), contribution.id());
            return attempt;
        });
    }

    private Checkout openAtProvider(CheckoutAttempt attempt) {
        Contribution contribution = contribution(attempt);
        if (clock.instant().isAfter(attempt.expiresAt().minus(TOO_SHORT))) {
            // Nobody ever had the address of its page, so nobody can have paid.
            return view(attempt, contribution, Status.EXPIRED);
        }
        String page = baseUrl + "/return/" + attempt.id();
        Order order = new Order(
                attempt.providerKey(),
                attempt.reference(),
                contribution.cadence(),
                contribution.amount(),
                attempt.locale(),
                URI.create(page),
                URI.create(page + "/cancelled"),
                attempt.expiresAt());
        return switch (provider(contribution).open(order)) {
            case Opening.Redirect redirect -> {
                CheckoutAttempt opened = transaction.execute(status -> {
                    CheckoutAttempt current = existing(attempt.id());
                    current.opened(redirect.checkout(), redirect.url());
                    if (redirect.oursToComplete()) {
                        door.complete(contribution.provider(), redirect.checkout(), AWAY);
                    }
                    return current;
                });
                // Not every event repeats our reference, and of what expires unseen there is none.
                completions.admit(
                        List.of(new Linked(contribution.provider(), redirect.checkout(), attempt.reference())));
                yield view(opened);
            }
            case Opening.Refused refused -> {
                log.atError()
                        .addKeyValue("provider", contribution.provider().name())
                        .addKeyValue("reason", refused.reason())
                        .log("A provider refused to open a checkout");
                throw new Problem(
                        Problem.Kind.UNAVAILABLE,
                        "provider-refused",
                        "The payment provider does not take this now. Nothing was charged. Please try again later.");
            }
            case Opening.Unknown unknown -> {
                log.atWarn()
                        .addKeyValue("provider", contribution.provider().name())
                        .addKeyValue("reason", unknown.reason())
                        .log("It is not known whether a provider opened a checkout");
                if (unknown.stored()) {
                    transaction.executeWithoutResult(
                            status -> existing(attempt.id()).spoilKey());
                }
                yield view(attempt, contribution, Status.UNKNOWN);
            }
        };
    }

    /** Asks the provider where something is still open, lets in what it says, and tells where things stand then. */
    private Checkout settle(CheckoutAttempt attempt, boolean fromProvider) {
        Contribution contribution = contribution(attempt);
        Status status = contribution.checkoutStatus();
        String checkout = attempt.providerCheckout();
        if (status == Status.SUCCEEDED || status == Status.EXPIRED) {
            return view(attempt, contribution, status);
        }
        if (checkout == null) {
            return openAtProvider(attempt);
        }
        PaymentProvider provider = provider(contribution);
        // Who was told of a decline is charged only for what they have agreed to since.
        if (status == Status.DECLINED && !fromProvider) {
            return switch (completions.ask(provider, checkout)) {
                case Inquiry.Answered answer -> view(attempt);
                case Inquiry.Unknown unknown -> unknown(attempt, contribution, unknown.reason());
            };
        }
        return switch (completions.complete(provider, checkout)) {
            case Completion.Settled settled -> view(closed(attempt.id()));
            case Completion.Declined declined -> view(attempt);
            case Completion.Open open -> view(attempt);
            case Completion.Unknown unknown -> unknown(attempt, contribution, unknown.reason());
        };
    }

    private static Checkout unknown(CheckoutAttempt attempt, Contribution contribution, String reason) {
        log.atWarn()
                .addKeyValue("provider", contribution.provider().name())
                .addKeyValue("reason", reason)
                .log("A provider did not say what became of a checkout");
        return view(attempt, contribution, Status.UNKNOWN);
    }

    private CheckoutAttempt closed(UUID id) {
        return transaction.execute(status -> {
            CheckoutAttempt current = existing(id);
            current.closed();
            return current;
        });
    }

    private Contribution contribution(CheckoutAttempt attempt) {
        return contributions.findById(attempt.contributionId()).orElseThrow();
    }

    private PaymentProvider provider(Contribution contribution) {
        return providers
                .named(contribution.provider().name())
                .orElseThrow(() -> new Problem(
                        Problem.Kind.UNAVAILABLE, "provider-off", "This payment provider is not offered any more."));
    }

    private Checkout view(CheckoutAttempt attempt) {
        Contribution contribution = contribution(attempt);
        return view(attempt, contribution, contribution.checkoutStatus());
    }

    private static Checkout view(CheckoutAttempt attempt, Contribution contribution, Status status) {
        boolean payable = status != Status.SUCCEEDED && status != Status.EXPIRED;
        return new Checkout(
                attempt.id(),
                status,
                contribution.cadence(),
                contribution.amount(),
                contribution.provider(),
                payable ? attempt.redirectUrl() : null,
                attempt.returnUrl());
    }
}

package org.standwith.contributions;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.standwith.contributions.Attempts.Attempt;
import org.standwith.contributions.Checkout.Status;
import org.standwith.payments.Completion;
import org.standwith.payments.Completions;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Inquiry;
import org.standwith.payments.Opening;
import org.standwith.payments.Order;
import org.standwith.payments.PaymentProvider;
import org.standwith.payments.Providers;
import org.standwith.problem.Problem;
import org.standwith.vault.SupporterCode;

/**
 * Opening a checkout, and what became of it. No transaction is open while a provider is asked: what we want is committed
 * before, what it answered after.
 */
@Service
public class Checkouts {

    private static final Logger log = LoggerFactory.getLogger(Checkouts.class);

    /** Less than this before its end a checkout cannot be opened any more: Stripe's shortest is 30 minutes. */
    private static final Duration TOO_SHORT = Duration.ofMinutes(31);

    /** Between two questions to the provider about one checkout, for those who ask again and again. */
    private static final Duration PAUSE = Duration.ofSeconds(3);

    /** The same for the supporter who comes back: too short to notice, and no lever on the provider's rate limits. */
    private static final Duration BREATH = Duration.ofMillis(500);

    private final Wishes wishes;
    private final Attempts attempts;
    private final Providers providers;
    private final Completions completions;
    private final Appraisal appraisal;
    private final Protection protection;
    private final Clock clock;
    private final URI baseUrl;

    Checkouts(
            Wishes wishes,
            Attempts attempts,
            Providers providers,
            Completions completions,
            Appraisal appraisal,
            Protection protection,
            Clock clock,
            CheckoutProperties properties) {
        this.wishes = wishes;
        this.attempts = attempts;
        this.providers = providers;
        this.completions = completions;
        this.appraisal = appraisal;
        this.protection = protection;
        this.clock = clock;
        this.baseUrl = properties.baseUrl();
    }

    /**
     * Opens a checkout, or finds the one that this key opened before.
     *
     * <p>Safe to repeat: the same key and request give the same checkout, also after a time-out in between.
     *
     * @param visitor what is known of whoever asks, besides what they say; used in memory only
     * @throws Problem when a field is not acceptable, the key was used for another request, the provider refuses, or the
     *     supporter may not give: then nothing was sent to anybody, and nothing is kept
     */
    public Checkout open(CheckoutRequest request, UUID idempotencyKey, Visitor visitor) {
        Attempt attempt =
                attempts.findOrRecord(wishes.check(request, visitor.signals()), visitor.home(), idempotencyKey);
        return withCode(attempt, isToOpen(attempt) ? openAtProvider(attempt) : view(attempt));
    }

    /** The same for somebody of whom nothing is known but what they say. */
    public Checkout open(CheckoutRequest request, UUID idempotencyKey) {
        return open(request, idempotencyKey, Visitor.UNKNOWN);
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

    /**
     * The supporter's code, for the page that shows it: the first time only, for a day, and only to whoever has given or
     * has done their part and waits for the bank.
     *
     * @throws Problem when there is no checkout of this id
     */
    public Optional<SupporterCode> takeCode(UUID id) {
        Attempt attempt = attempts.existing(id);
        Contribution contribution = attempt.contribution();
        boolean given = contribution.checkoutStatus() == Status.SUCCEEDED || contribution.isAwaited();
        return given ? attempts.takeCode(id) : Optional.empty();
    }

    private Checkout settleAfter(Duration pause, UUID id, boolean fromProvider) {
        Attempt attempt = attempts.existing(id);
        Instant asked = attempt.row().askedAt();
        if (asked != null && clock.instant().isBefore(asked.plus(pause))) {
            Checkout known = isToOpen(attempt) ? view(attempt, Status.UNKNOWN) : view(attempt);
            if (known.status() != Status.DECLINED) {
                return known;
            }
            // Somebody may have just tried another card, and the page that tells of a decline does not look again.
        }
        attempts.asked(id);
        return settle(attempt, fromProvider);
    }

    /** Whether the provider has not said yet that it opened it. */
    private static boolean isToOpen(Attempt attempt) {
        Answer answer = attempt.answer();
        return answer != null && answer.checkout() == null && answer.redirectUrl() == null;
    }

    private Checkout openAtProvider(Attempt attempt) {
        Answer answer = attempt.answer();
        if (answer == null || clock.instant().isAfter(attempt.row().expiresAt().minus(TOO_SHORT))) {
            // Nobody ever had the address of its page, so nobody can have paid.
            return view(attempt, Status.EXPIRED);
        }
        Contribution contribution = attempt.contribution();
        URI home = Objects.requireNonNullElse(answer.home(), baseUrl);
        String page = home + "/return/" + attempt.id();
        Order order = new Order(
                attempt.row().providerKey(),
                answer.reference(),
                contribution.cadence(),
                contribution.amount(),
                answer.locale(),
                URI.create(page),
                URI.create(page + "/cancelled"),
                attempt.row().expiresAt());
        return switch (provider(contribution).open(order)) {
            case Opening.Redirect redirect -> {
                Attempt opened = attempts.opened(attempt, redirect);
                // Not every event repeats our reference, and of what expires unseen there is none.
                completions.admit(
                        List.of(new Linked(contribution.provider(), redirect.checkout(), answer.reference())));
                yield view(opened);
            }
            case Opening.OnOurPage ours ->
                view(attempts.onOurPage(attempt, URI.create(home + "/checkout/" + attempt.id())));
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
                    attempts.spoilKey(attempt.id());
                }
                yield view(attempt, Status.UNKNOWN);
            }
        };
    }

    /** Asks the provider where something is still open, lets in what it says, and tells where things stand then. */
    private Checkout settle(Attempt attempt, boolean fromProvider) {
        Contribution contribution = attempt.contribution();
        Status status = contribution.checkoutStatus();
        if (status == Status.SUCCEEDED || status == Status.EXPIRED) {
            return view(attempt, status);
        }
        Answer answer = attempt.answer();
        if (answer == null) {
            return view(attempt);
        }
        String checkout = answer.checkout();
        if (checkout == null) {
            return isToOpen(attempt) ? openAtProvider(attempt) : view(attempt, status);
        }
        if (protection.isTakenBack(contribution)) {
            throw appraisal.blocked(answer.locale());
        }
        PaymentProvider provider = provider(contribution);
        // Who was told of a decline is charged only for what they have agreed to since.
        if (status == Status.DECLINED && !fromProvider) {
            return switch (completions.ask(provider, checkout)) {
                case Inquiry.Answered told -> again(attempt);
                case Inquiry.Unknown unknown -> unknown(attempt, unknown.reason());
            };
        }
        return switch (completions.complete(provider, checkout)) {
            case Completion.Settled settled -> view(attempts.closed(attempt.id()));
            case Completion.Declined declined -> again(attempt);
            case Completion.Forbidden forbidden -> throw appraisal.blocked(answer.locale());
            case Completion.Open open -> again(attempt);
            case Completion.Unknown unknown -> unknown(attempt, unknown.reason());
        };
    }

    private static Checkout unknown(Attempt attempt, String reason) {
        log.atWarn()
                .addKeyValue("provider", attempt.contribution().provider().name())
                .addKeyValue("reason", reason)
                .log("A provider did not say what became of a checkout");
        return view(attempt, Status.UNKNOWN);
    }

    /** As it stands after what the provider has said. */
    private Checkout again(Attempt attempt) {
        return view(attempts.existing(attempt.id()));
    }

    private PaymentProvider provider(Contribution contribution) {
        return providers
                .named(contribution.provider().name())
                .orElseThrow(() -> new Problem(
                        Problem.Kind.UNAVAILABLE, "provider-off", "This payment provider is not offered any more."));
    }

    static Checkout view(Attempt attempt) {
        Status status = attempt.contribution().checkoutStatus();
        // A day later it cannot be paid any more; what the bank has not answered yet is told by events.
        boolean missed = attempt.answer() == null && attempt.contribution().isUnpaid();
        return view(attempt, missed ? Status.EXPIRED : status);
    }

    private static Checkout view(Attempt attempt, Status status) {
        Contribution contribution = attempt.contribution();
        Answer answer = attempt.answer();
        boolean payable = status != Status.SUCCEEDED && status != Status.EXPIRED;
        return new Checkout(
                attempt.id(),
                status,
                contribution.cadence(),
                contribution.amount(),
                contribution.provider(),
                answer == null || !payable ? null : answer.redirectUrl(),
                answer == null ? null : answer.returnUrl(),
                null,
                answer == null ? null : answer.locale());
    }

    /** Only for whoever opened it: others may know its address. */
    private static Checkout withCode(Attempt attempt, Checkout view) {
        return attempt.answer() == null
                ? view
                : new Checkout(
                        view.id(),
                        view.status(),
                        view.cadence(),
                        view.total(),
                        view.provider(),
                        view.redirectUrl(),
                        view.returnUrl(),
                        attempt.answer().code(),
                        view.locale());
    }
}

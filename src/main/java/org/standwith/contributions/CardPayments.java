package org.standwith.contributions;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.standwith.contributions.Attempts.Attempt;
import org.standwith.contributions.Checkout.Status;
import org.standwith.payments.Beginning;
import org.standwith.payments.CardFields;
import org.standwith.payments.Completion;
import org.standwith.payments.Completions;
import org.standwith.payments.Confirmation;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Order;
import org.standwith.payments.PaymentProvider;
import org.standwith.payments.Preview;
import org.standwith.payments.Providers;
import org.standwith.problem.Problem;
import org.standwith.risk.Handling;
import org.standwith.risk.Signal;

/**
 * Pays a checkout by a card that was entered on our own page. The policy is asked before the provider is told to do
 * anything with the card: of one that was issued where giving is punished no bank hears.
 */
@Service
public class CardPayments {

    private static final Logger log = LoggerFactory.getLogger(CardPayments.class);

    /**
     * What became of a card.
     *
     * @param clientSecret where the bank wants to ask first: by this the provider's script in the browser goes on
     */
    public record Confirmed(Status status, @Nullable String clientSecret) {
        /** Has a secret in it. */
        @Override
        public String toString() {
            return "Confirmed[" + status + "]";
        }
    }

    /**
     * A card as the browser tells of it.
     *
     * @param token the provider's, for what was entered
     * @param recurringConfirmed whether they have said a second time that they want it again and again
     */
    public record Entered(String token, boolean recurringConfirmed) {
        @Override
        public String toString() {
            return "Entered[***]";
        }
    }

    private final Attempts attempts;
    private final Providers providers;
    private final Completions completions;
    private final Protection protection;
    private final Appraisal appraisal;
    private final Clock clock;
    private final URI baseUrl;

    CardPayments(
            Attempts attempts,
            Providers providers,
            Completions completions,
            Protection protection,
            Appraisal appraisal,
            Clock clock,
            CheckoutProperties properties) {
        this.attempts = attempts;
        this.providers = providers;
        this.completions = completions;
        this.protection = protection;
        this.appraisal = appraisal;
        this.clock = clock;
        this.baseUrl = properties.baseUrl();
    }

    /**
     * A checkout that is to be paid by a card on our own page; empty where it no longer can be.
     *
     * @throws Problem when there is none of this id
     */
    public Optional<CardStep> card(UUID id) {
        Attempt attempt = attempts.existing(id);
        Answer answer = attempt.answer();
        Checkout checkout = Checkouts.view(attempt);
        boolean payable = checkout.status() == Status.PENDING || checkout.status() == Status.DECLINED;
        return answer == null || !payable
                ? Optional.empty()
                : providers
                        .named(attempt.contribution().provider().name())
                        .flatMap(PaymentProvider::cardFields)
                        .map(fields -> new CardStep(checkout, fields.browser(), answer.locale()));
    }

    /**
     * Pays by a card, or says why not. Safe to repeat; of several cards for one checkout only one is ever charged.
     *
     * @param visitor what is known of whoever asks; used in memory only
     * @throws Problem when there is no such checkout, the card has to be entered anew, it was tried too often, or the card
     *     is from where giving is punished: then nothing was sent to its bank, and nothing of it is kept
     */
    public Confirmed confirm(UUID id, Entered entered, Collection<Signal> visitor) {
        Attempt attempt = attempts.existing(id);
        Answer answer = attempt.answer();
        Status status = attempt.contribution().checkoutStatus();
        if (status == Status.SUCCEEDED || status == Status.EXPIRED) {
            return new Confirmed(status, null);
        }
        if (answer == null || clock.instant().isAfter(attempt.row().expiresAt())) {
            return new Confirmed(Status.EXPIRED, null);
        }
        PaymentProvider provider =
                providers.named(attempt.contribution().provider().name()).orElseThrow(CardPayments::notByCard);
        CardFields fields = provider.cardFields().orElseThrow(CardPayments::notByCard);
        if (!attempts.countTry(id)) {
            throw new Problem(Problem.Kind.CONFLICT, "too-many-tries", appraisal.text("risk.tries", answer.locale()));
        }
        if (protection.isTakenBack(attempt.contribution())) {
            throw appraisal.blocked(answer.locale());
        }
        return switch (fields.preview(entered.token())) {
            case Preview.Shown shown -> {
                judge(attempt, answer, shown, entered, visitor);
                yield pay(
                        attempt,
                        answer,
                        fields,
                        provider,
                        entered.token(),
                        shown.issuer().isEmpty());
            }
            case Preview.Unusable unusable -> throw enterAnew(answer);
            case Preview.Unknown unknown -> unknown(provider, unknown.reason());
        };
    }

    private void judge(
            Attempt attempt, Answer answer, Preview.Shown shown, Entered entered, Collection<Signal> visitor) {
        List<Signal> signals = new ArrayList<>(visitor);
        shown.issuer().map(Signal.CardIssuer::new).ifPresent(signals::add);
        UUID supporter = attempts.supporterOf(attempt).orElseThrow();
        Handling handling = protection.appraise(supporter, signals);
        if (!handling.mayPay()) {
            attempts.drop(attempt)
                    .ifPresent(begun -> protection.withdraw(attempt.contribution(), supporter, handling, begun));
            throw appraisal.blocked(answer.locale());
        }
        if (attempt.contribution().cadence().recurs()) {
            if (shown.issuer().isEmpty()) {
                // Nothing that recurs can be reserved, so the bank would hear of it before we know whose bank it is.
                throw enterAnew(answer);
            }
            // What was known when the form was sent, the form has asked about.
            boolean asked = protection.appraise(supporter, List.of()).confirmsRecurring();
            appraisal.requireConfirmed(handling, asked || entered.recurringConfirmed(), answer.locale());
        }
        protection.keep(supporter, handling);
    }

    private Confirmed pay(
            Attempt judged,
            Answer answer,
            CardFields fields,
            PaymentProvider provider,
            String token,
            boolean issuerUnknown) {
        String checkout = answer.checkout();
        if (checkout == null) {
            switch (fields.begin(order(judged, answer))) {
                case Beginning.Begun begun -> {
                    checkout = begun.checkout();
                    attempts.begun(judged, checkout);
                    completions.admit(List.of(new Linked(provider.provider(), checkout, answer.reference())));
                }
                case Beginning.Refused refused -> {
                    log.atError()
                            .addKeyValue("provider", provider.provider().name())
                            .addKeyValue("reason", refused.reason())
                            .log("A provider refused to begin a payment by card");
                    throw new Problem(
                            Problem.Kind.UNAVAILABLE,
                            "provider-refused",
                            "The payment provider does not take this now. Nothing was charged. Please try again"
                                    + " later.");
                }
                case Beginning.Unknown unknown -> {
                    if (unknown.stored()) {
                        attempts.spoilKey(judged.id());
                    }
                    return unknown(provider, unknown.reason());
                }
            }
        }
        attempts.watch(judged, checkout);
        return switch (fields.confirm(checkout, token, issuerUnknown)) {
            case Confirmation.Answered answered -> {
                completions.admit(answered.facts());
                if (issuerUnknown) {
                    // Reserved only: who issued it is known now, and decides.
                    if (completions.complete(provider, checkout) instanceof Completion.Forbidden) {
                        throw appraisal.blocked(answer.locale());
                    }
                }
                yield new Confirmed(
                        attempts.existing(judged.id()).contribution().checkoutStatus(), null);
            }
            case Confirmation.ActionNeeded needed -> {
                completions.admit(needed.facts());
                yield new Confirmed(Status.PENDING, needed.clientSecret());
            }
            case Confirmation.Refused refused -> throw enterAnew(answer);
            case Confirmation.Unknown unknown -> unknown(provider, unknown.reason());
        };
    }

    private Order order(Attempt attempt, Answer answer) {
        URI page = URI.create(Objects.requireNonNullElse(answer.home(), baseUrl) + "/return/" + attempt.id());
        return new Order(
                attempt.row().providerKey(),
                answer.reference(),
                attempt.contribution().cadence(),
                attempt.contribution().amount(),
                answer.locale(),
                page,
                page,
                attempt.row().expiresAt());
    }

    private static Confirmed unknown(PaymentProvider provider, String reason) {
        log.atWarn()
                .addKeyValue("provider", provider.provider().name())
                .addKeyValue("reason", reason)
                .log("A provider did not say what became of a card");
        return new Confirmed(Status.UNKNOWN, null);
    }

    private Problem enterAnew(Answer answer) {
        return Problem.invalid("confirmationToken", appraisal.text("risk.token", answer.locale()));
    }

    private static Problem notByCard() {
        return new Problem(
                Problem.Kind.CONFLICT, "not-by-card", "This checkout is not paid by a card on our own page.");
    }
}

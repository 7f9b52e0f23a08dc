package org.standwith.contributions;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.http.Fault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.AtOnce;
import org.standwith.StandwithTest;
import org.standwith.TestClock;
import org.standwith.contributions.Checkout.Status;
import org.standwith.money.AmountText;
import org.standwith.payments.Completions;
import org.standwith.payments.Door;
import org.standwith.payments.InboxDrain;
import org.standwith.payments.Providers;
import org.standwith.payments.Webhooks;
import org.standwith.problem.Problem;
import org.standwith.vault.BlindIndexes;
import org.standwith.vault.Dossiers;
import org.standwith.vault.Erasure;

@StandwithTest
@ExtendWith(OutputCaptureExtension.class)
class CheckoutsTest {

    @Autowired
    Wishes wishes;

    @Autowired
    CheckoutAttempts rows;

    @Autowired
    AnswerSeals seals;

    @Autowired
    Owners owners;

    @Autowired
    Dossiers dossiers;

    @Autowired
    BlindIndexes indexes;

    @Autowired
    Contributions contributions;

    @Autowired
    Providers providers;

    @Autowired
    Door door;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    CheckoutProperties properties;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Webhooks webhooks;

    @Autowired
    ApplicationContext context;

    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");
    private final UUID key = UUID.randomUUID();
    private StripePlay stripe;
    private Checkouts checkouts;

    @Autowired
    Completions completions;

    @Autowired
    Erasure erasure;

    @Autowired
    Appraisal appraisal;

    @Autowired
    Protection protection;

    @BeforeEach
    void stripeOpens() {
        jdbc.sql("delete from inbox_event").update();
        stripe = new StripePlay();
        stripe.opens();
        checkouts = new Checkouts(
                wishes,
                new Attempts(rows, contributions, seals, owners, dossiers, indexes, erasure, door, transaction, clock),
                providers,
                completions,
                appraisal,
                protection,
                clock,
                properties);
    }

    @Test
    void openingTellsWhereToPay() {
        Checkout checkout = checkouts.open(wish("5.00"), key);

        assertThat(checkout.status()).isEqualTo(Status.PENDING);
        assertThat(checkout.redirectUrl()).isEqualTo(URI.create(stripe.url()));
        assertThat(checkout.total()).isEqualTo(Money.parse("USD 5.00"));
    }

    @Test
    void theSameRequestFindsTheSameCheckout() {
        Checkout first = checkouts.open(wish("5.00"), key);

        assertThat(checkouts.open(wish("5.00"), key)).isEqualTo(first);
        assertThat(stripe.openings()).hasSize(1);
    }

    @Test
    void anotherRequestCannotUseItsKey() {
        checkouts.open(wish("5.00"), key);

        assertThatThrownBy(() -> checkouts.open(wish("5.01"), key))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.CONFLICT));
        assertThat(stripe.openings()).hasSize(1);
    }

    @Test
    void theSameRequestEightTimesAtOnceIsOneContribution() throws Exception {
        long before = contributions.count();

        List<Checkout> answers = AtOnce.times(8, () -> checkouts.open(wish("5.00"), key));

        assertThat(answers)
                .extracting(Checkout::id)
                .containsOnly(answers.getFirst().id());
        assertThat(answers).extracting(Checkout::redirectUrl).containsOnly(URI.create(stripe.url()));
        assertThat(contributions.count()).isEqualTo(before + 1);
        assertThat(stripe.keys()).hasSize(1);
        assertThat(stripe.openings().stream().map(StripePlay::form).distinct()).hasSize(1);
    }

    @Test
    void stripeLearnsTheRandomReferenceAndNothingElse() {
        var request = new CheckoutRequest(
                "ONCE",
                new AmountText("USD", "5.00"),
                "STRIPE",
                "DE",
                null,
                "de",
                false,
                "winter-canary",
                "https://news.example.org/canary",
                null,
                null,
                null,
                null,
                null);
        checkouts.open(request, key);

        var form = StripePlay.form(stripe.openings().getFirst());
        String contribution = jdbc.sql("select contribution_id from checkout where idempotency_key = :key")
                .param("key", key.toString())
                .query(String.class)
                .single();
        assertThat(form.toString()).doesNotContain("canary", key.toString(), contribution);
        assertThat(form.keySet().stream().filter(name -> name.contains("metadata")))
                .allMatch(name -> name.matches("(payment_intent_data\\[metadata]|metadata)\\[reference]"));
        assertThat(form.keySet()).noneMatch(name -> name.matches("(?i).*(customer|email|country|description).*"));
        assertThat(stripe.keys().getFirst()).doesNotContain(key.toString(), contribution, stripe.reference());
    }

    @Test
    void aTimeOutIsUnknownAndARepeatSettlesItWithTheSameKey() {
        stripe.answersOpening(aResponse().withFixedDelay(2_000).withStatus(200));
        Checkout first = checkouts.open(wish("5.00"), key);
        assertThat(first.status()).isEqualTo(Status.UNKNOWN);
        assertThat(first.redirectUrl()).isNull();
        stripe.opens();

        Checkout second = checkouts.open(wish("5.00"), key);

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.status()).isEqualTo(Status.PENDING);
        assertThat(second.redirectUrl()).isEqualTo(URI.create(stripe.url()));
        assertThat(stripe.keys()).hasSize(1);
    }

    @Test
    void whatIsUnknownIsSettledByAskingToo() {
        stripe.answersOpening(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        UUID id = checkouts.open(wish("5.00"), key).id();
        stripe.opens();

        assertThat(checkouts.find(id).redirectUrl()).isEqualTo(URI.create(stripe.url()));
        assertThat(stripe.keys()).hasSize(1);
    }

    /** Stripe keeps the answer to a key for a day, also where that was an error of its own. */
    @Test
    void anErrorThatTheProviderWouldRepeatIsGotRoundByAnotherKey() {
        stripe.answersOpening(aResponse().withStatus(500).withBody("{\"error\":{\"type\":\"api_error\"}}"));
        assertThat(checkouts.open(wish("5.00"), key).status()).isEqualTo(Status.UNKNOWN);
        stripe.opens();

        assertThat(checkouts.open(wish("5.00"), key).redirectUrl()).isEqualTo(URI.create(stripe.url()));
        assertThat(stripe.keys()).hasSize(2);
    }

    /** Nobody has been told where to pay, so nobody can. */
    @Test
    void whatWasNeverOpenedInItsTimeIsOver() {
        stripe.answersOpening(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        UUID id = checkouts.open(wish("5.00"), key).id();
        stripe.opens();
        int asked = stripe.openings().size();
        clock.pass(Duration.ofHours(23));

        assertThat(checkouts.find(id).status()).isEqualTo(Status.EXPIRED);
        assertThat(checkouts.open(wish("5.00"), key).status()).isEqualTo(Status.EXPIRED);
        assertThat(stripe.openings()).hasSize(asked);
    }

    @Test
    void aRefusalChargesNothingAndTheKeyCanBeUsedAgain(CapturedOutput output) {
        stripe.refuses();

        assertThatThrownBy(() -> checkouts.open(wish("5.00"), key)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.kind()).isEqualTo(Problem.Kind.UNAVAILABLE);
            assertThat(problem.getMessage()).doesNotContain("canary");
        });
        assertThat(output).doesNotContain("canary");

        stripe.opens();
        assertThat(checkouts.open(wish("5.00"), key).status()).isEqualTo(Status.PENDING);
    }

    @Test
    void whoComesBackIsThankedWithoutAWebhookAndTheMoneyIsBookedOnce() {
        UUID id = checkouts.open(wish("5.00"), key).id();
        stripe.says(stripe.paid(500));

        Checkout back = checkouts.returned(id);

        assertThat(back.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(back.redirectUrl()).isNull();
        assertThat(books()).containsExactly("CLEARING 455", "CONTRIBUTIONS -500", "FEES 45");

        byte[] late = stripe.webhook(500);
        webhooks.receive("stripe", late, StripePlay.signed(late));
        InboxDrain.in(context);

        assertThat(checkouts.find(id).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(books()).containsExactly("CLEARING 455", "CONTRIBUTIONS -500", "FEES 45");
    }

    @Test
    void aWebhookThatCameFirstIsBookedOnceToo() {
        UUID id = checkouts.open(wish("5.00"), key).id();
        stripe.says(stripe.paid(500));
        byte[] early = stripe.webhook(500);
        webhooks.receive("stripe", early, StripePlay.signed(early));
        InboxDrain.in(context);

        assertThat(checkouts.returned(id).status()).isEqualTo(Status.SUCCEEDED);

        assertThat(count("PAYMENT")).isEqualTo(1);
    }

    @Test
    void comingBackEightTimesAtOnceBooksOnce() throws Exception {
        UUID id = checkouts.open(wish("5.00"), key).id();
        stripe.says(stripe.paid(500));

        List<Checkout> answers = AtOnce.times(8, () -> checkouts.returned(id));

        // Who comes while another one's question is under way is not told what nobody knows yet.
        assertThat(answers).extracting(Checkout::status).isSubsetOf(Status.SUCCEEDED, Status.PENDING);
        assertThat(answers).extracting(Checkout::status).contains(Status.SUCCEEDED);
        assertThat(books()).containsExactly("CLEARING 455", "CONTRIBUTIONS -500", "FEES 45");
    }

    @Test
    void whatSucceededIsNotAskedAboutAgain() {
        UUID id = checkouts.open(wish("5.00"), key).id();
        stripe.says(stripe.paid(500));
        checkouts.returned(id);
        int asked = stripe.questions();

        checkouts.returned(id);
        clock.pass(Duration.ofMinutes(1));
        checkouts.find(id);

        assertThat(stripe.questions()).isEqualTo(asked);
    }

    @Test
    void aDeclinedCardMayBeTriedAgain() {
        UUID id = checkouts.open(wish("5.00"), key).id();
        stripe.says(stripe.declined(500));

        Checkout back = checkouts.returned(id);

        assertThat(back.status()).isEqualTo(Status.DECLINED);
        assertThat(back.redirectUrl()).isNotNull();
        assertThat(books()).isEmpty();
    }

    @Test
    void aBankThatHasNotAnsweredIsPending() {
        UUID id = checkouts.open(wish("5.00"), key).id();
        stripe.says(stripe.unpaid());

        assertThat(checkouts.returned(id).status()).isEqualTo(Status.PENDING);
        assertThat(books()).isEmpty();
    }

    @Test
    void whatCanNoLongerBePaidIsExpired() {
        UUID id = checkouts.open(wish("5.00"), key).id();
        stripe.says(stripe.expired());

        Checkout back = checkouts.returned(id);

        assertThat(back.status()).isEqualTo(Status.EXPIRED);
        assertThat(back.redirectUrl()).isNull();
    }

    @Test
    void aProviderThatDoesNotAnswerIsUnknownAndSettledLater() {
        UUID id = checkouts.open(wish("5.00"), key).id();
        stripe.answersNothing();
        assertThat(checkouts.returned(id).status()).isEqualTo(Status.UNKNOWN);

        stripe.says(stripe.paid(500));
        clock.pass(Duration.ofSeconds(3));

        assertThat(checkouts.find(id).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(count("PAYMENT")).isEqualTo(1);
    }

    @Test
    void whoeverAsksAgainAndAgainIsAnsweredFromWhatIsKnown() {
        UUID id = checkouts.open(wish("5.00"), key).id();
        stripe.says(stripe.unpaid());

        checkouts.find(id);
        clock.pass(Duration.ofMillis(2_999));
        checkouts.find(id);
        assertThat(stripe.questions()).isEqualTo(1);

        clock.pass(Duration.ofMillis(1));
        checkouts.find(id);
        assertThat(stripe.questions()).isEqualTo(2);
    }

    @Test
    void coveringTheFeesIsWhatStripeIsAskedFor() {
        var request = new CheckoutRequest(
                "ONCE",
                new AmountText("USD", "5.00"),
                "STRIPE",
                null,
                null,
                null,
                true,
                null,
                null,
                null,
                null,
                null,
                null,
                null);

        Checkout checkout = checkouts.open(request, key);

        assertThat(checkout.total()).isEqualTo(Money.parse("USD 5.46"));
        assertThat(StripePlay.form(stripe.openings().getFirst()))
                .containsEntry("line_items[0][price_data][unit_amount]", "546");
    }

    @Test
    void anUnknownIdIsNotFound() {
        UUID unknown = UUID.randomUUID();

        for (var call : List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
                () -> checkouts.find(unknown), () -> checkouts.returned(unknown))) {
            assertThatThrownBy(call)
                    .isInstanceOfSatisfying(
                            Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.NOT_FOUND));
        }
    }

    private static CheckoutRequest wish(String amount) {
        return new CheckoutRequest(
                "ONCE",
                new AmountText("USD", amount),
                "STRIPE",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** The accounts that this test's payment moved. */
    private List<String> books() {
        return jdbc.sql("""
            select concat_ws(' ', account, sum(minor)) from posting where entry_key like :tail
            group by account having sum(minor) <> 0 order by 1\
            """)
                .param("tail", "%" + tail() + "%")
                .query((row, number) -> row.getString(1))
                .list();
    }

    private long count(String kind) {
        return jdbc.sql("select count(*) from journal_entry where kind = :kind and entry_key = :key")
                .param("kind", kind)
                .param("key", "payment:" + stripe.charge())
                .query(Long.class)
                .single();
    }

    private String tail() {
        return stripe.charge().substring("ch_".length());
    }
}

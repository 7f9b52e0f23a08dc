package org.standwith.notices;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.AtOnce;
import org.standwith.StripeStub;
import org.standwith.Time;
import org.standwith.contributions.Alteration;
import org.standwith.contributions.ChangeOutcome;
import org.standwith.contributions.Changes;
import org.standwith.contributions.Giving;
import org.standwith.contributions.Givings;
import org.standwith.contributions.WayBack;
import org.standwith.money.Cadence;
import org.standwith.payments.Door;
import org.standwith.payments.Fact.CollectionFailed;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.SubscriptionSeen.End;
import org.standwith.payments.Fact.SubscriptionSeen.Standing;
import org.standwith.supporters.Readers;
import org.standwith.supporters.Readers.Reader;
import org.standwith.supporters.WithMail;
import org.standwith.vault.Erasure;
import standwith.sandbox.mail.Caught;

/** What is told when a payment fails, and what becomes of it. */
@WithMail
class FailuresTest {

    private static final Duration A_DAY = Duration.ofDays(1);
    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final Duration NEXT = Duration.ofMinutes(11);

    private static final String TOLD = "did not work this time";
    private static final String MENDED = "in order again";
    private static final String OVER = "has ended";

    @Autowired
    Readers readers;

    @Autowired
    Door door;

    @Autowired
    Time time;

    @Autowired
    Failures failures;

    @Autowired
    Endings endings;

    @Autowired
    NoticeRows rows;

    @Autowired
    Givings givings;

    @Autowired
    Changes changes;

    @Autowired
    TransactionTemplate transaction;

    private Subscription monthly() {
        return monthly(Readers.newAddress(), "en");
    }

    private Subscription monthly(@Nullable String email, String locale) {
        Reader reader = readers.gives(email, Cadence.MONTHLY, locale, time.now().minus(A_DAY.multipliedBy(20)));
        return new Subscription(reader, door, time).begun();
    }

    /** One whose payment has failed just now, and was told to have. */
    private Subscription failing() {
        Subscription one = monthly();
        one.tell(one.failed(1, time.now()));
        pass(AN_HOUR.plus(NEXT));
        assertThat(told(one)).containsExactly(TOLD);
        return one;
    }

    private void pass(Duration some) {
        time.pass(some);
        // By then the mail is out.
        time.pass(Duration.ofSeconds(5));
    }

    /** What they were told so far, each letter by what tells it from others. */
    private List<String> told(Subscription one) {
        return readers.lettersTo(one.reader().email()).stream()
                .map(Caught::text)
                .map(text -> Stream.of(TOLD, MENDED, OVER)
                        .filter(text::contains)
                        .findFirst()
                        .orElse(text))
                .toList();
    }

    private Giving.Standing standing(Subscription one) {
        return givings.of(List.of(one.reader().contribution())).getFirst().standing();
    }

    private List<Notice> noted(Subscription one) {
        return rows.of(List.of(one.reader().contribution()));
    }

    private static String path(Subscription one) {
        return "/v1/subscriptions/" + one.id();
    }

    private String json(Subscription one, String status) {
        long now = time.now().getEpochSecond();
        return """
            {"id": "%s", "object": "subscription", "status": "%s", "created": %d, "currency": "usd",
             "cancel_at_period_end": false, "canceled_at": %s, "ended_at": %s, "metadata": {"ref": "%s"},
             "items": {"object": "list", "data": [{"id": "si_1", "object": "subscription_item", "quantity": 1,
               "current_period_start": %d, "current_period_end": %d,
               "price": {"id": "price_1", "object": "price", "currency": "usd", "unit_amount": 2000,
                 "recurring": {"interval": "month", "interval_count": 1}}}]}}\
            """.formatted(
                        one.id(),
                        status,
                        now - 9_000_000,
                        status.equals("canceled") ? now : "null",
                        status.equals("canceled") ? now : "null",
                        one.reader().contribution(),
                        now - 2_000_000,
                        now + 600_000);
    }

    private void stripeSays(Subscription one, String status) {
        StripeStub.server().stubFor(get(urlPathEqualTo(path(one))).willReturn(okJson(json(one, status))));
    }

    private void stripeEnds(Subscription one) {
        StripeStub.server().stubFor(delete(urlPathEqualTo(path(one))).willReturn(okJson(json(one, "canceled"))));
    }

    private void stripeIsAway(Subscription one) {
        StripeStub.server().stubFor(get(urlPathEqualTo(path(one))).willReturn(serverError()));
        StripeStub.server()
                .stubFor(
                        delete(urlPathEqualTo(path(one))).willReturn(aResponse().withStatus(500)));
    }

    private static void assertAskedToEnd(Subscription one, int times) {
        StripeStub.server().verify(times, deleteRequestedFor(urlPathEqualTo(path(one))));
    }

    private static int timesAskedToEnd(Subscription one) {
        return StripeStub.server()
                .findAll(deleteRequestedFor(urlPathEqualTo(path(one))))
                .size();
    }

    @Test
    void aFailureIsToldOnceHoweverOftenTheProviderTriesAgain() {
        Subscription one = monthly();
        for (int attempt = 1; attempt <= 3; attempt++) {
            CollectionFailed failed = one.failed(attempt, time.now());
            one.tell(failed);
            one.tell(failed);
            pass(A_DAY.multipliedBy(2));
        }

        assertThat(told(one)).containsExactly(TOLD);
        assertThat(standing(one)).isEqualTo(Giving.Standing.OVERDUE);
    }

    @Test
    void itIsToldInTheReadersLanguage() {
        Subscription one = monthly(Readers.newAddress(), "ru");
        one.tell(one.failed(1, time.now()));
        pass(AN_HOUR.plus(NEXT));
        one.tell(one.paid(time.now()));
        pass(NEXT);

        assertThat(readers.lettersTo(one.reader().email()))
                .extracting(Caught::text)
                .satisfiesExactly(
                        first -> assertThat(first).contains("на этот раз не получилось"),
                        second -> assertThat(second).contains("снова в порядке"));
    }

    @Test
    void successIsSaidOnceToWhomTheFailureWasTold() {
        Subscription one = failing();

        PaymentSucceeded paid = one.paid(time.now());
        one.tell(paid);
        one.tell(paid);
        pass(NEXT);
        one.tell(one.paid(time.now()));
        pass(A_DAY);

        assertThat(told(one)).containsExactly(TOLD, MENDED);
        assertThat(noted(one)).isEmpty();
    }

    @Test
    void whatIsPutRightAtOnceIsNotToldInWhateverOrderItIsHeardOf() {
        Subscription inOrder = monthly();
        Subscription reversed = monthly();
        Subscription together = monthly();
        Instant now = time.now();
        Instant soon = now.plus(Duration.ofMinutes(10));
        inOrder.tell(inOrder.failed(1, now));
        pass(Duration.ofMinutes(30));
        inOrder.tell(inOrder.paid(soon));
        reversed.tell(reversed.paid(soon));
        reversed.tell(reversed.failed(1, now));
        together.tell(together.paid(soon), together.failed(1, now));
        pass(A_DAY);

        assertThat(List.of(inOrder, reversed, together)).allSatisfy(each -> {
            assertThat(told(each)).isEmpty();
            assertThat(noted(each)).isEmpty();
        });
    }

    @Test
    void aTryThatIsHeardOfAfterTheSuccessIsNotTold() {
        Subscription one = failing();
        Instant second = time.now();
        pass(A_DAY);
        one.tell(one.paid(time.now()));
        pass(NEXT);

        one.tell(one.failed(2, second));
        pass(A_DAY);

        assertThat(told(one)).containsExactly(TOLD, MENDED);
    }

    @Test
    void aSuccessThatIsHeardOfAfterTheNextFailureIsNoNewsButTheFailureIs() {
        Subscription one = failing();
        Instant paid = time.now().plus(A_DAY);
        pass(A_DAY.multipliedBy(15));
        one.tell(one.failed(2, time.now()));
        pass(NEXT);

        one.tell(one.paid(paid));
        pass(AN_HOUR.plus(NEXT));
        pass(NEXT);

        assertThat(told(one)).containsExactly(TOLD, TOLD);
    }

    @Test
    void aFailureOfWhichWeHearDaysLaterIsNotToldNorIsItsSuccess() {
        Subscription one = monthly();
        one.tell(one.failed(1, time.now().minus(A_DAY.multipliedBy(4))));
        pass(NEXT);
        assertThat(noted(one)).singleElement().extracting(Notice::told).isEqualTo(false);

        one.tell(one.paid(time.now()));
        pass(NEXT);

        assertThat(told(one)).isEmpty();
        assertThat(noted(one)).isEmpty();
    }

    @Test
    void theNextFailureIsToldAnew() {
        Subscription one = failing();
        one.tell(one.paid(time.now()));
        pass(A_DAY.multipliedBy(20));

        one.tell(one.failed(2, time.now()));
        pass(AN_HOUR.plus(NEXT));

        assertThat(told(one)).containsExactly(TOLD, MENDED, TOLD);
    }

    @Test
    void whatFailsForOneReaderOnOneDayIsToldByOneLetterAndSoIsThatAllOfItIsInOrder() {
        Subscription one = monthly();
        Subscription other = monthly(one.reader().email(), "en");
        one.tell(one.failed(1, time.now()));
        pass(Duration.ofMinutes(30));
        other.tell(other.failed(1, time.now()));
        pass(AN_HOUR.plus(NEXT));
        assertThat(told(one)).containsExactly(TOLD);

        one.tell(one.paid(time.now()));
        pass(NEXT);
        assertThat(told(one)).as("one of them fails still").containsExactly(TOLD);

        other.tell(other.paid(time.now()));
        pass(NEXT);
        assertThat(told(one)).containsExactly(TOLD, MENDED);
    }

    @Test
    void whatFailsDaysLaterIsToldAnew() {
        Subscription one = failing();
        Subscription other = monthly(one.reader().email(), "en");
        pass(A_DAY.multipliedBy(2));

        other.tell(other.failed(1, time.now()));
        pass(AN_HOUR.plus(NEXT));

        assertThat(told(one)).containsExactly(TOLD, TOLD);
    }

    @Test
    void whatOnlyNobodyHasHeardOfIsNotToldToHaveFailed() {
        Subscription one = monthly();

        pass(A_DAY.multipliedBy(20));

        assertThat(standing(one)).isEqualTo(Giving.Standing.OVERDUE);
        assertThat(told(one)).isEmpty();
    }

    @Test
    void whoLeftNoAddressIsNotWrittenToAndTheRowSaysTheSame() {
        Subscription with = monthly();
        Subscription without = monthly(null, "en");
        with.tell(with.failed(1, time.now()));
        without.tell(without.failed(1, time.now()));
        pass(AN_HOUR.plus(NEXT));

        assertThat(told(with)).containsExactly(TOLD);
        assertThat(told(without)).isEmpty();
        Notice one = noted(with).getFirst();
        assertThat(noted(without))
                .containsExactly(
                        new Notice(without.reader().contribution(), one.kind(), one.about(), one.told(), one.due()));
    }

    @Test
    void whoIsErasedBetweenIsNotWrittenToAnyMore(@Autowired Erasure erasure) {
        Subscription one = failing();
        one.tell(one.seen(Standing.ENDED, null, null));
        assertThat(erasure.erase(one.reader().supporter())).isInstanceOf(Erasure.Outcome.Erased.class);

        pass(A_DAY);

        assertThat(told(one)).containsExactly(TOLD);
        assertThat(noted(one)).isEmpty();
    }

    @Test
    void whenTheGraceIsOverItIsEndedAtTheProviderAndToldWhenThatIsConfirmed() {
        Subscription one = failing();
        stripeIsAway(one);
        pass(A_DAY.multipliedBy(20));
        assertThat(noted(one)).singleElement().extracting(Notice::kind).isEqualTo(Notice.Kind.FAILURE);

        pass(A_DAY);
        pass(AN_HOUR.plus(NEXT));
        assertThat(told(one)).containsExactly(TOLD);
        assertAskedToEnd(one, 0);

        stripeSays(one, "past_due");
        pass(AN_HOUR.plus(NEXT));
        assertThat(told(one)).containsExactly(TOLD);

        stripeEnds(one);
        pass(AN_HOUR.plus(NEXT));
        pass(AN_HOUR.plus(NEXT));
        assertThat(told(one)).containsExactly(TOLD, OVER);
        assertThat(standing(one)).isEqualTo(Giving.Standing.ENDED);
        assertThat(noted(one)).isEmpty();

        pass(A_DAY);
        assertThat(told(one)).containsExactly(TOLD, OVER);
    }

    @Test
    void whatTheProviderSaysIsInOrderAgainIsNotEnded() {
        Subscription one = failing();
        stripeIsAway(one);
        pass(A_DAY.multipliedBy(21));
        pass(NEXT);
        assertThat(noted(one)).singleElement().extracting(Notice::kind).isEqualTo(Notice.Kind.LAPSE);

        stripeSays(one, "active");
        stripeEnds(one);
        pass(AN_HOUR.plus(NEXT));
        assertThat(standing(one)).isEqualTo(Giving.Standing.ACTIVE);

        one.tell(one.paid(time.now()));
        pass(NEXT);
        assertAskedToEnd(one, 0);
        assertThat(told(one)).containsExactly(TOLD, MENDED);
    }

    /** One whose grace is over, and whose provider did not say what came of being asked to end it. */
    private Subscription lapsing() {
        Subscription one = failing();
        stripeIsAway(one);
        stripeSays(one, "past_due");
        pass(A_DAY.multipliedBy(21));
        assertThat(timesAskedToEnd(one)).isPositive();
        return one;
    }

    @Test
    void whatIsPaidWhileItIsBeingEndedGoesOn() {
        Subscription one = lapsing();
        int before = timesAskedToEnd(one);

        stripeSays(one, "active");
        stripeEnds(one);
        one.tell(one.paid(time.now()));
        // The two tasks that see to it may meet, and one leaves it to the other.
        pass(AN_HOUR.plus(NEXT));
        pass(AN_HOUR.plus(NEXT));
        pass(NEXT);

        assertThat(timesAskedToEnd(one)).isEqualTo(before);
        assertThat(standing(one)).isEqualTo(Giving.Standing.ACTIVE);
        assertThat(told(one)).containsExactly(TOLD, MENDED);
        assertThat(noted(one)).isEmpty();
    }

    @Test
    void whatWasEndedWithoutAnAnswerHasEndedThoughItWasPaidMeanwhile() {
        Subscription one = lapsing();
        int before = timesAskedToEnd(one);

        one.tell(one.paid(time.now()));
        stripeSays(one, "canceled");
        // The two tasks that see to it may meet, and one leaves it to the other.
        pass(AN_HOUR.plus(NEXT));
        pass(AN_HOUR.plus(NEXT));
        pass(NEXT);

        assertThat(timesAskedToEnd(one)).isEqualTo(before);
        assertThat(standing(one)).isEqualTo(Giving.Standing.ENDED);
        assertThat(told(one)).containsExactly(TOLD, OVER);
    }

    @Test
    void aPaymentThatIsToldWhileTheProviderIsAwayIsNotForgottenWhenItIsBack() {
        Subscription one = lapsing();
        int before = timesAskedToEnd(one);

        stripeIsAway(one);
        one.tell(one.paid(time.now()));
        pass(AN_HOUR.plus(NEXT));
        assertThat(timesAskedToEnd(one)).isEqualTo(before);

        stripeSays(one, "active");
        // The two tasks that see to it may meet, and one leaves it to the other.
        pass(AN_HOUR.plus(NEXT));
        pass(AN_HOUR.plus(NEXT));
        pass(NEXT);
        assertThat(timesAskedToEnd(one)).isEqualTo(before);
        assertThat(told(one)).containsExactly(TOLD, MENDED);
    }

    @Test
    void whatGoesOnForAMomentOnlyIsEndedAllTheSame() {
        Subscription one = lapsing();
        int before = timesAskedToEnd(one);
        stripeSays(one, "active");
        pass(AN_HOUR.plus(NEXT));
        assertThat(standing(one)).isEqualTo(Giving.Standing.ACTIVE);

        stripeSays(one, "past_due");
        stripeEnds(one);
        one.tell(one.seen(Standing.PAST_DUE, null, null));
        pass(A_DAY.plus(AN_HOUR));
        pass(NEXT);

        assertThat(timesAskedToEnd(one)).isGreaterThan(before);
        assertThat(told(one)).containsExactly(TOLD, OVER);
    }

    @Test
    void whatTheProviderGivesUpIsToldToBeOver() {
        Subscription one = failing();
        Subscription unexplained = failing();

        one.tell(one.ended(End.GIVEN_UP));
        unexplained.tell(unexplained.ended(null));
        pass(NEXT);
        pass(A_DAY);

        assertThat(told(one)).containsExactly(TOLD, OVER);
        assertThat(told(unexplained)).containsExactly(TOLD, OVER);
    }

    @Test
    void whoEndsItAtTheProviderIsNotToldSo() {
        Subscription one = failing();

        one.tell(one.ended(End.WANTED));
        pass(NEXT);

        assertThat(told(one)).containsExactly(TOLD);
        assertThat(noted(one)).isEmpty();
    }

    @Test
    void whoEndsItThemselvesIsNotToldSo() {
        Subscription one = failing();

        endThemselves(one);
        pass(NEXT);

        assertThat(told(one)).containsExactly(TOLD);
        assertThat(noted(one)).isEmpty();
    }

    private void endThemselves(Subscription one) {
        stripeSays(one, "past_due");
        stripeEnds(one);
        URI page = URI.create("http://localhost:8080/account");
        ChangeOutcome outcome = changes.ask(
                one.reader().contribution(),
                new Alteration.End(),
                new WayBack(page, page, Locale.ENGLISH),
                UUID.randomUUID());
        assertThat(outcome).isInstanceOf(ChangeOutcome.Done.class);
    }

    /** One whose grace is over, and whose provider has not said yet how it stands. */
    private Subscription over() {
        Subscription one = failing();
        stripeIsAway(one);
        pass(A_DAY.multipliedBy(21));
        pass(NEXT);
        assertThat(noted(one)).singleElement().extracting(Notice::kind).isEqualTo(Notice.Kind.LAPSE);
        return one;
    }

    @Test
    void whoEndsItThemselvesWhenItsGraceIsOverIsNotToldSoEither() {
        Subscription here = over();
        Subscription there = over();
        Subscription nobody = over();

        endThemselves(here);
        there.tell(there.ended(End.WANTED));
        nobody.tell(nobody.ended(End.GIVEN_UP));
        for (Subscription each : List.of(here, there, nobody)) {
            stripeSays(each, "canceled");
        }
        pass(AN_HOUR.plus(NEXT));

        assertThat(told(here)).containsExactly(TOLD);
        assertThat(told(there)).containsExactly(TOLD);
        assertThat(told(nobody)).containsExactly(TOLD, OVER);
        assertThat(List.of(here, there, nobody))
                .allSatisfy(each -> assertThat(noted(each)).isEmpty());
    }

    @Test
    void whatIsPausedWhileItFailsIsLeftAlone() {
        Subscription one = failing();
        one.tell(one.seen(Standing.PAUSED, null, null));

        pass(A_DAY.multipliedBy(22));
        pass(NEXT);

        assertThat(told(one)).containsExactly(TOLD);
        assertThat(standing(one)).isEqualTo(Giving.Standing.PAUSED);
        assertThat(noted(one)).isEmpty();
    }

    @Test
    void aCrashBetweenLeavesNothingUndoneAndNothingDoneTwice() {
        Subscription one = monthly();
        one.tell(one.failed(1, time.now()));
        transaction.executeWithoutResult(status -> {
            failures.carryOut();
            status.setRollbackOnly();
        });
        pass(AN_HOUR.plus(NEXT));
        failures.carryOut();
        assertThat(told(one)).containsExactly(TOLD);

        one.tell(one.paid(time.now()));
        transaction.executeWithoutResult(status -> {
            failures.carryOut();
            status.setRollbackOnly();
        });
        time.pass(Duration.ofSeconds(5));
        assertThat(told(one)).containsExactly(TOLD);
        pass(NEXT);
        failures.carryOut();
        pass(NEXT);
        assertThat(told(one)).containsExactly(TOLD, MENDED);
    }

    @Test
    void severalNodesTellItOnceAndEndItOnce() throws Exception {
        Subscription one = failing();
        Subscription other = failing();
        stripeSays(one, "past_due");
        stripeEnds(one);
        time.pass(A_DAY.multipliedBy(20));
        other.tell(other.paid(time.now()));
        AtOnce.times(3, () -> {
            failures.carryOut();
            endings.carryOut();
            return true;
        });
        pass(A_DAY.plus(NEXT));
        AtOnce.times(3, () -> {
            failures.carryOut();
            endings.carryOut();
            return true;
        });
        pass(AN_HOUR.plus(NEXT));

        assertThat(told(other)).containsExactly(TOLD, MENDED);
        assertThat(told(one)).containsExactly(TOLD, OVER);
        assertAskedToEnd(one, 1);
    }
}

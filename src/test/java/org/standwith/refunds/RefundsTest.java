package org.standwith.refunds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.standwith.Bank.BANK;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.AtOnce;
import org.standwith.Bank;
import org.standwith.Time;
import org.standwith.contributions.AtRisk;
import org.standwith.money.AmountText;
import org.standwith.payments.Blanked;
import org.standwith.payments.Door;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.DisputeClosed;
import org.standwith.payments.Fact.DisputeOpened;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.RefundFailed;
import org.standwith.payments.Fact.RefundMade;
import org.standwith.problem.Problem;
import org.standwith.refunds.Refund.Cause;
import org.standwith.refunds.Refund.Ending;
import org.standwith.refunds.Refund.State;
import org.standwith.staff.AuditEntry;
import org.standwith.staff.AuditTrail;
import org.standwith.staff.Role;
import org.standwith.staff.StaffAccounts;
import org.standwith.staff.StaffMember;

/** Staff give money back, up to a provider that a test has in its hand. */
@AtRisk
@SuppressWarnings("NullAway.Init") // somebody works here before anything is tested
class RefundsTest {

    private static final Money HUNDRED_FIFTY = Money.parse("USD 150.00");

    @Autowired
    Refunds refunds;

    @Autowired
    Decisions decisions;

    @Autowired
    Payables payables;

    @Autowired
    Time time;

    @Autowired
    Bank bank;

    @Autowired
    Door door;

    @Autowired
    AuditTrail audit;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    private final String tail = "_" + UUID.randomUUID();
    private final String payment = "ch" + tail;
    private StaffMember ann;
    private StaffMember ben;

    @BeforeEach
    void twoWorkHereAndAPaymentWasMade(@Autowired StaffAccounts accounts, @Autowired UserDetailsService details) {
        ann = member("ann@example.org", accounts, details);
        ben = member("ben@example.org", accounts, details);
        bank.did.clear();
        bank.asked.clear();
        bank.silences = 0;
        bank.silentAboutContests = false;
        bank.refuses = null;
        tell(new PaymentSucceeded(BANK, payment, HUNDRED_FIFTY, time.now()));
    }

    private static StaffMember member(String email, StaffAccounts accounts, UserDetailsService details) {
        if (accounts.byEmail(email).isEmpty()) {
            String once = accounts.create(email, "Somebody", Set.of(Role.FINANCE), "test");
            accounts.changePassword(accounts.byEmail(email).orElseThrow().id(), once, "correct horse battery");
        }
        return (StaffMember) details.loadUserByUsername(email);
    }

    @Test
    void aSmallOneIsMadeAtOnceAndDoneWhenTheProviderSaysSo() {
        Refund asked = ask("20.00");
        assertThat(asked.state()).isEqualTo(State.APPROVED);
        assertThat(did()).isEmpty();

        carryOut();

        assertThat(state(asked)).isEqualTo(State.CONFIRMED);
        assertThat(did()).containsExactly("gave back " + payment + " USD 20.00");
        assertThat(left()).isEqualTo(Money.parse("USD 130.00"));
        assertThat(books()).isEqualTo(-13_000);
        assertThat(states(asked)).containsExactly(State.ASKED, State.APPROVED, State.SENT, State.CONFIRMED);
        assertThat(auditOf(asked)).containsExactly("ann@example.org refund.ask BANK USD 20.00");
    }

    @Test
    void aLargeOneWaitsForASecondPersonWhoIsNotTheFirst() {
        Refund asked = ask("100.01");
        carryOut();
        assertThat(state(asked)).isEqualTo(State.ASKED);
        assertThat(did()).isEmpty();

        assertProblem(() -> decisions.approve(asked.id(), ann)).hasMessageContaining("Somebody else has to agree");

        decisions.approve(asked.id(), ben);
        carryOut();
        assertThat(state(asked)).isEqualTo(State.CONFIRMED);
        assertThat(refunds.story(asked.id()).refund().decidedBy()).isEqualTo("ben@example.org");
        assertThat(did()).containsExactly("gave back " + payment + " USD 100.01");
        assertThat(auditOf(asked))
                .containsExactly(
                        "ann@example.org refund.ask BANK USD 100.01", "ben@example.org refund.approve BANK USD 100.01");
        assertProblem(() -> decisions.approve(asked.id(), ben)).hasMessageContaining("Somebody was quicker");
    }

    @Test
    void severalSmallOnesOfOnePaymentCountTogether() {
        assertThat(ask("60.00").state()).isEqualTo(State.APPROVED);
        carryOut();

        assertThat(ask("60.00").state()).isEqualTo(State.ASKED);
    }

    @Test
    void aCurrencyOfWhichNothingIsSaidAlwaysNeedsASecondPerson() {
        tell(new PaymentSucceeded(BANK, "sek" + tail, Money.parse("SEK 100.00"), time.now()));

        Refund asked = refunds.ask(wish("sek" + tail, "SEK", "1.00"), ann, null);

        assertThat(asked.state()).isEqualTo(State.ASKED);
    }

    @Test
    void whoDecidesAgainstItSaysWhyAndItsMoneyIsFreeAgain() {
        Refund asked = ask("150.00");
        assertThat(left()).isEqualTo(Money.parse("USD 0.00"));
        assertProblem(() -> decisions.decline(asked.id(), " ", ben));

        decisions.decline(asked.id(), "paid once only", ben);
        carryOut();

        assertThat(state(asked)).isEqualTo(State.DECLINED);
        assertThat(left()).isEqualTo(HUNDRED_FIFTY);
        assertThat(did()).isEmpty();
    }

    @Test
    void noMoreThanWasPaidGoesBackHoweverManyAskAtOnce() throws Exception {
        Callable<Boolean> asking = () -> {
            try {
                ask("40.00");
                return true;
            } catch (Problem problem) {
                return false;
            }
        };

        assertThat(AtOnce.times(6, asking)).filteredOn(Boolean::booleanValue).hasSize(3);

        assertThat(left()).isEqualTo(Money.parse("USD 30.00"));
    }

    @Test
    void severalOfOnePaymentAreMadeOneAfterTheOther() {
        bank.silences = 1;
        Refund first = ask("10.00");
        carryOut();
        Refund second = ask("10.00");
        carryOut();
        assertThat(state(first)).isEqualTo(State.UNKNOWN);
        assertThat(state(second)).isEqualTo(State.APPROVED);

        time.pass(Duration.ofMinutes(6));
        time.pass(Duration.ofMinutes(6));

        assertThat(List.of(state(first), state(second))).containsOnly(State.CONFIRMED);
        assertThat(did()).hasSize(2);
        assertThat(left()).isEqualTo(Money.parse("USD 130.00"));
    }

    @ParameterizedTest
    @CsvSource({
        "NOBODY, ch, USD, 5.00, twice, provider",
        "BANK, other, USD, 5.00, twice, payment",
        "BANK, '', USD, 5.00, twice, payment",
        "BANK, ch, EUR, 5.00, twice, amount.currency",
        "BANK, ch, USD, 150.01, twice, amount.amount",
        "BANK, ch, USD, 0.00, twice, amount.amount",
        "BANK, ch, USD, 1.005, twice, amount",
        "BANK, ch, XXY, 1.00, twice, amount",
        "BANK, ch, USD, 5.00, ' ', reason",
    })
    void whatIsNotAcceptableIsNamed(
            String provider, String id, String currency, String amount, String reason, String field) {
        String ref = id.isEmpty() ? "" : id + tail;
        Wish wish = new Wish(provider, ref, new AmountText(currency, amount), reason, false);

        assertThatThrownBy(() -> refunds.ask(wish, ann, null))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.fields())
                                .extracting(Problem.Field::name)
                                .containsExactly(field));
    }

    @Test
    void everythingMayBeMissing() {
        assertThatThrownBy(() -> refunds.ask(new Wish(null, null, null, null, false), ann, null))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.fields())
                                .extracting(Problem.Field::name)
                                .containsExactly("provider", "payment", "amount", "reason"));
    }

    @Test
    void aPaymentIsFoundAlsoByWhatItWasAskedForBy() {
        tell(new Linked(BANK, payment, "pi" + tail));

        assertThat(payables.find("bank", "pi" + tail).payment()).isEqualTo(payment);
    }

    @Test
    void aContestedPaymentIsNotGivenBackUnlessTheDisputeWasWon() {
        tell(new DisputeOpened(BANK, "dp" + tail, payment, HUNDRED_FIFTY, time.now()));
        assertProblem(() -> ask("5.00")).hasMessageContaining("would pay twice");

        tell(new DisputeClosed(BANK, "dp" + tail, payment, true, time.now()));
        assertThat(ask("5.00").state()).isEqualTo(State.APPROVED);
    }

    @Test
    void oneThatIsContestedBeforeItIsSentIsNotSent() {
        Refund asked = ask("120.00");
        tell(new DisputeOpened(BANK, "dp" + tail, payment, HUNDRED_FIFTY, time.now()));

        decisions.approve(asked.id(), ben);
        carryOut();

        assertThat(state(asked)).isEqualTo(State.REFUSED);
        assertThat(did()).isEmpty();
    }

    @Test
    void oneThatIsContestedWithoutAWordToUsIsNotSentEither() {
        Refund asked = ask("20.00");
        bank.contests.put(payment, List.of(new DisputeOpened(BANK, "dp" + tail, payment, HUNDRED_FIFTY, time.now())));

        carryOut();

        assertThat(state(asked)).isEqualTo(State.REFUSED);
        assertThat(did()).isEmpty();
    }

    @Test
    void whileItIsNotKnownWhetherItIsContestedItIsNotSent() {
        bank.silentAboutContests = true;
        Refund asked = ask("20.00");
        carryOut();
        time.pass(Duration.ofMinutes(20));
        assertThat(state(asked)).isEqualTo(State.APPROVED);
        assertThat(did()).isEmpty();

        bank.silentAboutContests = false;
        time.pass(Duration.ofMinutes(6));

        assertThat(state(asked)).isEqualTo(State.CONFIRMED);
        assertThat(did()).hasSize(1);
    }

    @Test
    void whatTheProviderRefusesIsSaidAndNothingIsTakenAsMade() {
        bank.refuses = "charge_too_old";
        Refund asked = ask("20.00");

        carryOut();

        assertThat(state(asked)).isEqualTo(State.REFUSED);
        assertThat(refunds.story(asked.id()).refund().code()).isEqualTo("charge_too_old");
        assertThat(left()).isEqualTo(HUNDRED_FIFTY);
    }

    /** The provider made it each time that it kept silent, and forgets the key after a day. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void whateverIsNotAnsweredIsAskedAgainUntilItIsAndMadeOnce(int silences) {
        bank.silences = silences;
        Refund asked = ask("20.00");
        carryOut();
        assertThat(state(asked)).isEqualTo(State.UNKNOWN);

        time.pass(Duration.ofMinutes(5));
        time.pass(Duration.ofHours(1));
        for (int day = 1; day <= 5; day++) {
            time.pass(Duration.ofDays(1));
        }

        assertThat(state(asked)).isEqualTo(State.CONFIRMED);
        assertThat(did()).hasSize(1);
        assertThat(left()).isEqualTo(Money.parse("USD 130.00"));
    }

    @Test
    void whatIsNotAnsweredForDaysIsParkedAndStaffHaveItAskedAgain() {
        bank.silences = 100;
        Refund asked = ask("20.00");
        carryOut();
        time.pass(Duration.ofMinutes(5));
        time.pass(Duration.ofHours(1));
        for (int day = 1; day <= 4; day++) {
            time.pass(Duration.ofDays(1));
            assertThat(state(asked)).isEqualTo(State.UNKNOWN);
        }
        time.pass(Duration.ofDays(1));
        assertThat(state(asked)).isEqualTo(State.PARKED);
        assertThat(refunds.open()).extracting(Refund::id).contains(asked.id());
        time.pass(Duration.ofDays(3));
        assertThat(state(asked)).isEqualTo(State.PARKED);

        bank.silences = 0;
        bank.silentAboutContests = false;
        decisions.tryAgain(asked.id(), ben);
        carryOut();

        assertThat(state(asked)).isEqualTo(State.CONFIRMED);
        assertThat(did()).hasSize(1);
    }

    @Test
    void aParkedOneIsSettledAlsoByAnEventThatComesLate() {
        Refund parked = parked();

        tell(new RefundMade(BANK, "re_late" + tail, payment, parked.amount(), time.now()));

        assertThat(state(parked)).isEqualTo(State.CONFIRMED);
        assertThat(refunds.story(parked.id()).refund().providerRefund()).isEqualTo("re_late" + tail);
    }

    @Test
    void aParkedOneThatIsTooOldIsNotSentAgainAndCanBeClosed() {
        Refund parked = parked();
        jdbc.sql("update refund set sent_at = '2020-01-01' where id = ?")
                .param(parked.id().toString())
                .update();

        assertProblem(() -> decisions.tryAgain(parked.id(), ann)).hasMessageContaining("made twice");
        decisions.close(parked.id(), "not there", ann);

        assertThat(state(parked)).isEqualTo(State.REFUSED);
        assertThat(left()).isEqualTo(HUNDRED_FIFTY);
    }

    @Test
    void oneOfWhichTheAnswerWasNotNotedIsSentAgainUnderTheSameKey() {
        Refund asked = ask("20.00");
        jdbc.sql("update refund set state = 'SENT', sent_at = ? where id = ?")
                .params(
                        LocalDateTime.ofInstant(time.now(), ZoneOffset.UTC),
                        asked.id().toString())
                .update();

        carryOut();

        assertThat(state(asked)).isEqualTo(State.CONFIRMED);
        assertThat(did()).hasSize(1);
        assertThat(bank.asked).contains(payment);
    }

    @Test
    void oneThatComesBackLaterHasBouncedAndCanBeAskedForAnew() {
        Refund asked = ask("20.00");
        carryOut();
        String made = Objects.requireNonNull(refunds.story(asked.id()).refund().providerRefund());

        tell(new RefundFailed(BANK, made, payment, asked.amount(), time.now()));

        assertThat(state(asked)).isEqualTo(State.BOUNCED);
        assertThat(left()).isEqualTo(HUNDRED_FIFTY);
    }

    @Test
    void theSameKeyAsksOnceAlsoAtTheSameTime() throws Exception {
        UUID key = UUID.randomUUID();

        List<UUID> asked = AtOnce.times(
                4, () -> refunds.ask(wish(payment, "USD", "7.00"), ann, key).id());

        assertThat(Set.copyOf(asked)).hasSize(1);
        assertThat(refunds.of(BANK, payment)).hasSize(1);
        assertProblem(() -> refunds.ask(wish(payment, "USD", "8.00"), ann, key))
                .hasMessageContaining("used for another request");
    }

    @Test
    void whatGoesOnIsEndedAsWellWhereThatIsWanted() {
        UUID owner = UUID.randomUUID();
        transaction.executeWithoutResult(status -> door.own(BANK, "reference" + tail, owner));
        tell(new Linked(BANK, "sub_" + tail, "reference" + tail), new Linked(BANK, payment, "sub_" + tail));
        bank.silences = 2;

        Refund asked =
                refunds.ask(new Wish("BANK", payment, new AmountText("USD", "5.00"), "by mistake", true), ann, null);
        carryOut();
        time.pass(Duration.ofMinutes(5));
        time.pass(Duration.ofHours(1));

        assertThat(did()).containsExactlyInAnyOrder("ended sub_" + tail, "gave back " + payment + " USD 5.00");
        assertThat(refunds.story(asked.id()).refund().ending()).isEqualTo(Ending.DONE);
        assertThat(state(asked)).isEqualTo(State.CONFIRMED);
    }

    @Test
    void whatIsProposedIsProposedOnceAndStaffTakeAPartOfItOrDecideAgainst() {
        propose(payment);
        propose(payment);
        assertThat(refunds.of(BANK, payment)).singleElement().satisfies(each -> {
            assertThat(each.state()).isEqualTo(State.PROPOSED);
            assertThat(each.amount()).isEqualTo(HUNDRED_FIFTY);
        });
        assertThat(left()).as("nobody has decided").isEqualTo(HUNDRED_FIFTY);
        Refund proposed = refunds.of(BANK, payment).getFirst();

        Refund wanted = refunds.want(proposed.id(), wish(payment, "USD", "30.00"), ann);
        carryOut();

        assertThat(wanted.id()).isEqualTo(proposed.id());
        assertThat(state(proposed)).isEqualTo(State.CONFIRMED);
        assertThat(did()).containsExactly("gave back " + payment + " USD 30.00");
        propose(payment);
        assertThat(refunds.of(BANK, payment)).hasSize(1);
    }

    @Test
    void whatIsProposedOfNoPaymentThatIsKnownIsNothing() {
        propose("ch_unknown" + tail);

        assertThat(refunds.of(BANK, "ch_unknown" + tail)).isEmpty();
    }

    @Test
    void whenThePaymentsIdIsBlankedItIsHereTooAndWordsGoWithIt(@Autowired ApplicationContext context) {
        Refund asked = ask("20.00");
        carryOut();

        Blanked.everything(context, tail);

        Refund now = refunds.story(asked.id()).refund();
        assertThat(now.payment()).startsWith("~");
        assertThat(String.valueOf(now.providerRefund())).startsWith("~");
        assertThat(now.reason()).isEmpty();
        assertThat(refunds.story(asked.id()).steps())
                .extracting(Refund.Step::note)
                .containsOnly("");
        assertThat(refunds.of(BANK, payment)).extracting(Refund::id).containsExactly(asked.id());
        assertThat(jdbc.sql("select count(*) from refund where concat_ws(' ', payment, provider_refund) like ?")
                        .param("%" + tail + "%")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private Refund parked() {
        Refund asked = ask("20.00");
        carryOutSilently(asked);
        return refunds.story(asked.id()).refund();
    }

    /** As if nothing had reached the provider. */
    private void carryOutSilently(Refund asked) {
        jdbc.sql("update refund set state = 'PARKED', sent_at = ? where id = ?")
                .params(
                        LocalDateTime.ofInstant(time.now(), ZoneOffset.UTC),
                        asked.id().toString())
                .update();
        carryOut();
    }

    private void propose(String ref) {
        transaction.executeWithoutResult(
                status -> refunds.propose(BANK, ref, HUNDRED_FIFTY, Cause.RECONCILIATION, "twice in the statement"));
    }

    private Refund ask(String amount) {
        return refunds.ask(wish(payment, "USD", amount), ann, null);
    }

    private static Wish wish(String payment, String currency, String amount) {
        return new Wish("BANK", payment, new AmountText(currency, amount), "paid twice", false);
    }

    private void carryOut() {
        time.pass(Duration.ofSeconds(1));
    }

    private void tell(Fact... facts) {
        door.admit(List.of(facts));
    }

    private State state(Refund refund) {
        return refunds.story(refund.id()).refund().state();
    }

    private List<State> states(Refund refund) {
        return refunds.story(refund.id()).steps().stream()
                .map(Refund.Step::state)
                .toList();
    }

    private Money left() {
        return payables.find("BANK", payment).left();
    }

    /** For others, too, time has passed. */
    private List<String> did() {
        return bank.did.stream().filter(each -> each.contains(tail)).toList();
    }

    private long books() {
        return jdbc.sql("""
            select sum(minor) from posting where account = 'SUSPENSE' and provider = 'BANK' and entry_key like ?\
            """).param("%" + tail + "%").query(Long.class).single();
    }

    private List<String> auditOf(Refund refund) {
        return audit.latest(50).stream()
                .filter(each -> each.subject().equals(refund.id().toString()))
                .map((AuditEntry each) -> each.actor() + " " + each.action() + " " + each.detail())
                .sorted()
                .toList();
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertProblem(ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOf(Problem.class);
    }
}

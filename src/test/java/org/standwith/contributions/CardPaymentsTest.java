package org.standwith.contributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.standwith.AtOnce;
import org.standwith.Bank;
import org.standwith.Time;
import org.standwith.contributions.CardPayments.Confirmed;
import org.standwith.contributions.CardPayments.Entered;
import org.standwith.contributions.Checkout.Status;
import org.standwith.money.AmountText;
import org.standwith.problem.Problem;
import org.standwith.vault.Dossiers;

/** Whoever issued the card is known before the bank hears of it. */
@AtRisk
class CardPaymentsTest {

    private static final List<String> TABLES = List.of("checkout", "contribution", "reference", "dossier", "fact");

    @Autowired
    Time time;

    @Autowired
    Bank bank;

    @Autowired
    Checkouts checkouts;

    @Autowired
    CardPayments cards;

    @Autowired
    Attempts attempts;

    @Autowired
    Dossiers dossiers;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void nothingHasHappened() {
        bank.did.clear();
        bank.silences = 0;
        bank.keepsUntil = null;
    }

    @Test
    void theCardIsEnteredOnOurOwnPageAndTheProviderHasNotHeardOfItYet() {
        Checkout checkout = open("ONCE");

        assertThat(checkout.redirectUrl()).isEqualTo(URI.create("http://localhost:8080/checkout/" + checkout.id()));
        assertThat(cards.card(checkout.id())).isPresent();
        assertThat(checkouts.find(checkout.id()).status()).isEqualTo(Status.PENDING);
        assertThat(bank.did).isEmpty();
    }

    @Test
    void whoeverComesByAnotherAddressOfOursStaysAtIt() {
        URI onion = URI.create("http://gazette.onion");

        Checkout checkout = checkouts.open(wish("ONCE"), UUID.randomUUID(), new Visitor(onion, List.of()));

        assertThat(checkout.redirectUrl()).isEqualTo(URI.create(onion + "/checkout/" + checkout.id()));
    }

    @Test
    void aCardFromWhereNobodyIsAtRiskIsCharged() {
        UUID id = open("ONCE").id();

        assertThat(confirm(id, "ctoken_US_paid").status()).isEqualTo(Status.SUCCEEDED);

        assertThat(bank.did).hasSize(2).last().asString().startsWith("took ch_pi_");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RU", "BY"})
    void t14OfACardThatWasIssuedWhereGivingIsPunishedNothingIsDoneAndNothingKept(String country) {
        Map<String, Long> before = rows();
        UUID id = open("MONTHLY").id();

        Problem problem = refusal(id, "ctoken_" + country + "_paid");

        assertThat(problem.kind()).isEqualTo(Problem.Kind.FORBIDDEN);
        assertThat(problem.type()).hasToString("urn:standwith:problem:blocked");
        assertThat(problem).hasMessageNotContaining(country);
        assertThat(bank.did).isEmpty();
        assertThat(rows()).isEqualTo(before);
        time.pass(Duration.ofHours(1));
        assertThat(bank.did).isEmpty();
    }

    @Test
    void whoseFirstCardWasDeclinedAndWhoseSecondIsFromThereIsForgottenToo() {
        UUID id = open("MONTHLY").id();
        UUID supporter = attempts.supporterOf(attempts.existing(id)).orElseThrow();
        assertThat(confirm(id, "ctoken_US_declined").status()).isEqualTo(Status.DECLINED);

        assertThat(refusal(id, "ctoken_RU_paid").kind()).isEqualTo(Problem.Kind.FORBIDDEN);
        time.pass(Duration.ofSeconds(5));
        time.pass(Duration.ofSeconds(5));

        assertThat(bank.did).noneMatch(each -> each.startsWith("took")).anyMatch(each -> each.startsWith("ended sub_"));
        assertThat(dossiers.open(supporter)).isEmpty();
    }

    @Test
    void afterARefusalNoOtherCardIsTriedForThis() {
        UUID id = open("ONCE").id();
        confirm(id, "ctoken_US_declined");
        refusal(id, "ctoken_RU_paid");

        assertThat(refusal(id, "ctoken_DE_paid").type()).hasToString("urn:standwith:problem:blocked");
        time.pass(Duration.ofSeconds(5));

        assertThat(bank.did).noneMatch(each -> each.startsWith("took"));
    }

    @Test
    void whatRecursIsNotPaidByACardThatDoesNotTellItsCountry() {
        UUID id = open("MONTHLY").id();

        assertThat(refusal(id, "ctoken_none_paid").fields())
                .extracting(Problem.Field::name)
                .containsExactly("confirmationToken");
        assertThat(bank.did).isEmpty();
    }

    @Test
    void aCardThatDoesNotTellItsCountryIsOnlyReserved() {
        UUID id = open("ONCE").id();

        confirm(id, "ctoken_none_paid");

        assertThat(bank.did).last().asString().startsWith("reserved ");
    }

    @Test
    void whoIsProtectedConfirmsASecondTimeWhatGoesOn() {
        UUID id = open("MONTHLY").id();

        Problem problem = refusal(id, "ctoken_HK_paid");
        assertThat(problem.fields()).extracting(Problem.Field::name).containsExactly("recurringConfirmed");
        assertThat(bank.did).isEmpty();

        Confirmed confirmed = cards.confirm(id, new Entered("ctoken_HK_paid", true), List.of());
        assertThat(confirmed.status()).isEqualTo(Status.SUCCEEDED);
        UUID supporter = attempts.supporterOf(attempts.existing(id)).orElseThrow();
        assertThat(dossiers.open(supporter).orElseThrow().handling().level()).isEqualTo("PROTECTED");
        assertThat(dossiers.open(supporter).orElseThrow().handling().places()).containsExactly("HK");
    }

    @Test
    void whoHasConfirmedItWhenTheyOpenedTheCheckoutIsNotAskedAgain() {
        CheckoutRequest confirmed = new CheckoutRequest(
                "MONTHLY",
                new AmountText("USD", "5.00"),
                "BANK",
                "HK",
                null,
                "en",
                false,
                null,
                null,
                null,
                null,
                true,
                null,
                null);
        UUID id = checkouts.open(confirmed, UUID.randomUUID()).id();

        assertThat(confirm(id, "ctoken_HK_paid").status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void whatTheBankAsksGoesToTheBrowserAlone() {
        UUID id = open("ONCE").id();

        Confirmed confirmed = confirm(id, "ctoken_US_asks");

        assertThat(confirmed.status()).isEqualTo(Status.PENDING);
        assertThat(confirmed.clientSecret()).startsWith("secret of pi_");
        assertThat(confirmed.toString()).doesNotContain("secret");
    }

    @Test
    void aTokenThatIsNoGoodHasTheCardEnteredAgain() {
        UUID id = open("ONCE").id();

        assertThat(refusal(id, "ctoken_unusable_paid").fields())
                .extracting(Problem.Field::name)
                .containsExactly("confirmationToken");
        assertThat(confirm(id, "ctoken_silent_paid").status()).isEqualTo(Status.UNKNOWN);
        assertThat(bank.did).isEmpty();
    }

    @Test
    void nobodyTriesNineCards() {
        UUID id = open("ONCE").id();
        for (int card = 0; card < 8; card++) {
            confirm(id, "ctoken_US_declined_" + card);
        }

        assertThat(refusal(id, "ctoken_US_paid").type()).hasToString("urn:standwith:problem:too-many-tries");
        assertThat(bank.did).noneMatch(each -> each.startsWith("took"));
    }

    @Test
    void sixCardsAtOnceChargeOnce() throws Exception {
        UUID id = open("ONCE").id();

        AtOnce.times(6, () -> confirm(id, "ctoken_US_paid_" + UUID.randomUUID()));

        assertThat(bank.did).hasSize(2);
        assertThat(checkouts.find(id).status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void whatIsPaidStaysPaidWhateverCardComesAfter() {
        UUID id = open("ONCE").id();
        confirm(id, "ctoken_US_paid");

        assertThat(confirm(id, "ctoken_RU_paid").status()).isEqualTo(Status.SUCCEEDED);
        assertThat(bank.did).hasSize(2);
    }

    private Checkout open(String cadence) {
        return checkouts.open(wish(cadence), UUID.randomUUID());
    }

    private static CheckoutRequest wish(String cadence) {
        return new CheckoutRequest(cadence, new AmountText("USD", "5.00"), "BANK", null, null, "en", false, null, null);
    }

    private Confirmed confirm(UUID id, String token) {
        return cards.confirm(id, new Entered(token, false), List.of());
    }

    private Problem refusal(UUID id, String token) {
        return catchThrowableOfType(Problem.class, () -> confirm(id, token));
    }

    private Map<String, Long> rows() {
        Map<String, Long> rows = new TreeMap<>();
        TABLES.forEach(table -> rows.put(
                table,
                jdbc.sql("select count(*) from " + table)
                        .query((row, number) -> row.getLong(1))
                        .single()));
        return rows;
    }
}

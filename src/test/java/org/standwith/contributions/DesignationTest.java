package org.standwith.contributions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.standwith.Bank;
import org.standwith.Time;
import org.standwith.contributions.CardPayments.Entered;
import org.standwith.contributions.Designation.Reach;
import org.standwith.money.AmountText;
import org.standwith.risk.Country;
import org.standwith.risk.Judgement;
import org.standwith.risk.Level;
import org.standwith.risk.Policies;
import org.standwith.risk.RiskPolicy;
import org.standwith.vault.Dossiers;

/** The day on which giving becomes a crime somewhere. */
@AtRisk
class DesignationTest {

    private static final Country THERE = new Country("RS");

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
    Designation designation;

    @Autowired
    Withdrawals withdrawals;

    @Autowired
    Policies policies;

    @Autowired
    RiskPolicy policy;

    private final List<String> references = new ArrayList<>();

    @BeforeEach
    void nothingHasHappened() {
        bank.did.clear();
        bank.silences = 0;
        bank.keepsUntil = null;
    }

    @Test
    void t19WhoeverIsAtHomeThereGivesNoLongerAndIsForgottenWithinADay() {
        List<UUID> there = new ArrayList<>();
        there.add(supporterOf(give("MONTHLY", "RS", "US")));
        there.add(supporterOf(give("ANNUAL", "DE", "RS")));
        there.add(supporterOf(give("ONCE", "RS", "RS")));
        UUID silent = supporterOf(give("MONTHLY", null, "US"));
        UUID elsewhere = supporterOf(give("MONTHLY", "DE", "DE"));
        String raised = policies.raised(THERE, Level.BLOCKED, "Giving became a crime there", today())
                .orElseThrow();

        Judgement after = policy.under(raised);
        Reach dry = designation.reach(place -> after.of(place) == Level.BLOCKED && policy.of(place) != Level.BLOCKED);
        assertThat(dry).isEqualTo(new Reach(2, 3));
        assertThat(dossiers.open(there)).as("nothing has happened yet").hasSize(3);

        UUID proposal = ((Policies.Proposed) policies.propose(raised, "one@example.org")).id();
        assertThat(policies.approve(proposal, "two@example.org")).isInstanceOf(Policies.Applied.class);
        bank.did.clear();
        bank.silences = 1;
        for (int hour = 0; hour < 3; hour++) {
            time.pass(Duration.ofHours(1));
        }

        assertThat(did()).filteredOn(each -> each.startsWith("ended sub_")).hasSize(dry.recurring());
        assertThat(did()).noneMatch(each -> each.startsWith("gave back"));
        assertThat(dossiers.open(there)).isEmpty();
        assertThat(dossiers.open(Set.of(silent, elsewhere))).hasSize(2);
        assertThat(withdrawals.all()).isEmpty();
    }

    @Test
    void whatIsOpenOnThatDayCanNoLongerBePaid() {
        UUID open = checkouts.open(wish("MONTHLY", "AM"), UUID.randomUUID()).id();
        remembered(open);
        cards.confirm(open, new Entered("ctoken_US_asks", true), List.of());
        UUID supporter = supporterOf(open);
        raise(new Country("AM"));

        for (int hour = 0; hour < 3; hour++) {
            time.pass(Duration.ofHours(1));
        }

        assertThat(did()).filteredOn(each -> each.startsWith("ended sub_")).hasSize(1);
        assertThat(dossiers.open(supporter)).isEmpty();
    }

    @Test
    void whoIsProtectedGivesThreeMonthsAtMostUnlessTheyLookAfterIt() {
        UUID supporter = supporterOf(give("MONTHLY", "HK", "US"));
        bank.did.clear();

        time.pass(Duration.ofDays(88));
        assertThat(did()).isEmpty();
        time.pass(Duration.ofDays(6));
        time.pass(Duration.ofHours(2));

        assertThat(did()).singleElement().asString().startsWith("ended sub_");
        assertThat(dossiers.open(supporter)).isPresent();
    }

    private void raise(Country there) {
        String raised = policies.raised(there, Level.BLOCKED, "Giving became a crime there", today())
                .orElseThrow();
        UUID proposal = ((Policies.Proposed) policies.propose(raised, "one@example.org")).id();
        assertThat(policies.approve(proposal, "two@example.org")).isInstanceOf(Policies.Applied.class);
    }

    private static CheckoutRequest wish(String cadence, @Nullable String country) {
        return new CheckoutRequest(
                cadence,
                new AmountText("USD", "5.00"),
                "BANK",
                country,
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
    }

    private LocalDate today() {
        return LocalDate.ofInstant(time.now(), ZoneOffset.UTC);
    }

    private UUID give(String cadence, @Nullable String country, String issuer) {
        UUID id = checkouts.open(wish(cadence, country), UUID.randomUUID()).id();
        cards.confirm(id, new Entered("ctoken_" + issuer + "_paid", true), List.of());
        return remembered(id);
    }

    private UUID remembered(UUID id) {
        references.add(Objects.requireNonNull(attempts.existing(id).answer()).reference());
        return id;
    }

    /** For others, too, time has passed. */
    private List<String> did() {
        return bank.did.stream()
                .filter(each -> references.stream().anyMatch(each::contains))
                .toList();
    }

    private UUID supporterOf(UUID checkout) {
        return attempts.supporterOf(attempts.existing(checkout)).orElseThrow();
    }
}

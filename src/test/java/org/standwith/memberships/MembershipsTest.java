package org.standwith.memberships;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.standwith.Time;
import org.standwith.payments.Door;
import org.standwith.payments.Fact.DisputeWithdrawn;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.RefundMade;
import org.standwith.payments.Provider;
import org.standwith.problem.Problem;
import tools.jackson.databind.ObjectMapper;

/** What giving entitles to, from what providers told. */
@WithTiers
class MembershipsTest {

    private static final Provider STRIPE = new Provider("STRIPE");

    @Autowired
    private Memberships memberships;

    @Autowired
    private Passes passes;

    @Autowired
    private Door door;

    @Autowired
    private Time time;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ObjectMapper json;

    private final UUID contribution = UUID.randomUUID();
    private final String reference = UUID.randomUUID().toString();
    private final String charge = "ch_" + reference;

    /** As far as a webhook needs it. */
    @BeforeEach
    void somebodyBeginsToGive() {
        jdbc.sql("""
            insert into contribution (id, owner, provider, cadence, currency, amount_minor, covers_fees, created_at,
                state, state_since, version)
            values (?, 'nobody', 'STRIPE', 'MONTHLY', 'USD', 2000, false, '2026-01-01', 'Pending', '2026-01-01', 0)\
            """).param(contribution.toString()).update();
        jdbc.sql("insert into reference (provider, ref, owner, since) values ('STRIPE', ?, ?, '2026-01-01')")
                .params(reference, contribution.toString())
                .update();
    }

    private void pays() {
        door.admit(List.of(
                new Linked(STRIPE, charge, reference),
                new PaymentSucceeded(STRIPE, charge, Money.parse("USD 20.00"), time.now())));
    }

    private Membership membership() {
        return memberships.of(List.of(contribution));
    }

    @Test
    void itFollowsThePaymentAndEndsWithoutAnother() {
        assertThat(membership()).isEqualTo(Membership.NONE);

        pays();
        assertThat(membership().tier()).isEqualTo("patron");
        assertThat(membership().until())
                .isBetween(time.now().plus(Duration.ofDays(35)), time.now().plus(Duration.ofDays(38)));

        time.pass(Duration.ofDays(34));
        assertThat(membership().tier()).isEqualTo("patron");
        time.pass(Duration.ofDays(5));
        assertThat(membership()).isEqualTo(Membership.NONE);
    }

    @Test
    void aRefundInPartLowersIt() {
        pays();
        door.admit(List.of(new RefundMade(STRIPE, "re_" + reference, charge, Money.parse("USD 12.00"), time.now())));

        assertThat(membership().tier()).isEqualTo("friend");
        assertThat(membership().benefits()).containsExactly("newsletter", "comments");
    }

    @Test
    void whatWasTakenBackDoesNotCount() {
        pays();
        Money all = Money.parse("USD 20.00");
        door.admit(List.of(new DisputeWithdrawn(
                STRIPE, "dp_" + reference, charge, all, all, Money.parse("USD 15.00"), time.now())));

        assertThat(membership()).isEqualTo(Membership.NONE);
    }

    @Test
    void contributionsOfNobodyEntitleToNothing() {
        assertThat(memberships.of(List.of())).isEqualTo(Membership.NONE);
        assertThat(memberships.of(List.of(UUID.randomUUID()))).isEqualTo(Membership.NONE);
    }

    @Test
    void itsJsonIsTheOneThatIsPromised() {
        pays();

        assertThat(json.readTree(json.writeValueAsString(membership())).propertyNames())
                .containsExactlyInAnyOrder("tier", "benefits", "until");
        assertThat(json.readTree(json.writeValueAsString(membership()))
                        .get("until")
                        .asString())
                .endsWith("Z");
        assertThat(json.writeValueAsString(Membership.NONE))
                .isEqualToIgnoringWhitespace("{\"tier\":null,\"benefits\":[],\"until\":null}");
        assertThat(json.readTree(json.writeValueAsString(passes.issue(membership())))
                        .propertyNames())
                .containsExactlyInAnyOrder("pass", "expiresAt");
    }

    @Test
    void whoeverHasNoTierGetsNoPass() {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> passes.issue(membership()))
                .satisfies(problem -> assertThat(problem.type()).hasToString("urn:standwith:problem:no-membership"));
    }
}

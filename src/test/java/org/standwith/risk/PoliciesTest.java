package org.standwith.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.AtOnce;
import org.standwith.StandwithTest;
import org.standwith.TestClock;
import org.standwith.risk.Policies.Applied;
import org.standwith.risk.Policies.Gone;
import org.standwith.risk.Policies.NotNewer;
import org.standwith.risk.Policies.Proposed;
import org.standwith.risk.Policies.Rejected;
import org.standwith.risk.Policies.SamePerson;
import org.standwith.risk.Policies.Unacceptable;
import org.standwith.vault.Seals;

/** Policies that staff agree upon, in a real database. */
@StandwithTest
@ExtendWith(OutputCaptureExtension.class)
class PoliciesTest {

    private static final String ANN = "ann@example.org";
    private static final String BOB = "bob@example.org";
    private static final Country KZ = new Country("KZ");
    private static final String STRICTER =
            PolicyTexts.version(8).replace("\"KZ\": { level: CAUTION", "\"KZ\": { level: BLOCKED");

    @Autowired
    Policies policies;

    @Autowired
    RiskPolicy policy;

    @Autowired
    InForce inForce;

    @Autowired
    PolicyFile file;

    @Autowired
    PolicyRows rows;

    @Autowired
    Seals seals;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    private final TestClock clock = new TestClock("2026-11-25T12:00:00Z");

    @AfterEach
    void nothingStays() {
        jdbc.sql("delete from risk_policy").update();
        inForce.on(new PolicyApplied(0));
    }

    @Test
    void whatOneProposesAndAnotherApprovesIsInForceAtOnce() {
        assertThat(policy.version()).isEqualTo("1");
        UUID id = proposed(STRICTER);
        assertThat(policy.version()).isEqualTo("1");

        assertThat(policies.approve(id, BOB)).isEqualTo(new Applied(8));

        assertThat(policy.version()).isEqualTo("8");
        assertThat(policy.of(KZ)).isEqualTo(Level.BLOCKED);
        assertThat(policies.proposed()).isEmpty();
        assertThat(policies.history()).singleElement().satisfies(row -> {
            assertThat(row.proposedBy()).isEqualTo(ANN);
            assertThat(row.decidedBy()).contains(BOB);
            assertThat(row.text()).isEqualTo(STRICTER);
            assertThat(row.intact()).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {ANN, " Ann@Example.org "})
    void nobodyApprovesWhatTheyProposed(String sameOne) {
        UUID id = proposed(STRICTER);

        assertThat(policies.approve(id, sameOne)).isEqualTo(new SamePerson());
        assertThat(policy.version()).isEqualTo("1");
        assertThat(policies.approve(id, BOB)).isEqualTo(new Applied(8));
    }

    @Test
    void whatIsRejectedIsNeverInForce() {
        UUID id = proposed(STRICTER);

        assertThat(policies.reject(id, ANN)).isEqualTo(new Rejected());
        assertThat(policies.approve(id, BOB)).isEqualTo(new Gone());
        assertThat(policies.reject(id, BOB)).isEqualTo(new Gone());
        assertThat(policies.approve(UUID.randomUUID(), BOB)).isEqualTo(new Gone());
        assertThat(policy.version()).isEqualTo("1");
        assertThat(policies.history())
                .singleElement()
                .extracting(Proposal::state)
                .isEqualTo(Proposal.State.REJECTED);
    }

    @Test
    void onlyANewerOneIsTaken() {
        assertThat(policies.propose(PolicyTexts.version(1), ANN)).isEqualTo(new NotNewer(1));
        UUID seventh = proposed(PolicyTexts.version(7));
        UUID eighth = proposed(STRICTER);
        policies.approve(eighth, BOB);

        assertThat(policies.propose(STRICTER, ANN)).isEqualTo(new NotNewer(8));
        assertThat(policies.approve(seventh, BOB)).isEqualTo(new NotNewer(8));
    }

    @Test
    void whatIsWrongIsToldByItsPath() {
        assertThat(policies.propose(STRICTER.replace("reason: doubts, ", ""), ANN))
                .isEqualTo(new Unacceptable(List.of(new Fault("countries.KZ.reason", "is missing"))));
    }

    /** Somebody who slips by ten years would never be asked again. */
    @Test
    void aReviewThatIsStillToComeIsNotTaken() {
        String ahead = LocalDate.now(Clock.systemUTC()).plusYears(1).toString();

        assertThat(policies.propose(
                        STRICTER.replace("doubts, reviewed: 2026-11-16", "doubts, reviewed: " + ahead), ANN))
                .isEqualTo(new Unacceptable(List.of(new Fault("countries.KZ.reviewed", "is a day to come"))));
    }

    @Test
    void ofTwoOfOneVersionThatAreApprovedInOneMomentOneHolds() throws Exception {
        var ids = new ConcurrentLinkedQueue<>(List.of(proposed(STRICTER), proposed(STRICTER)));

        var answers = AtOnce.times(2, () -> policies.approve(ids.remove(), BOB));

        assertThat(answers).containsExactlyInAnyOrder(new Applied(8), new NotNewer(8));
        assertThat(policies.history()).hasSize(1);
    }

    @Test
    void whatIsRolledBackWasNeverInForce() {
        UUID id = proposed(STRICTER);

        transaction.executeWithoutResult(status -> {
            policies.approve(id, BOB);
            status.setRollbackOnly();
        });

        assertThat(policy.version()).isEqualTo("1");
        assertThat(policies.proposed()).hasSize(1);
    }

    @Test
    void anotherNodeGoesByItWithinTenSeconds() {
        InForce other = node(rows);
        assertThat(other.policy().number()).isEqualTo(1);
        policies.approve(proposed(STRICTER), BOB);

        clock.pass(Duration.ofSeconds(9));
        assertThat(other.policy().number()).isEqualTo(1);
        clock.pass(Duration.ofSeconds(1));
        assertThat(other.policy().number()).isEqualTo(8);
    }

    @Test
    void theFileHoldsAsSoonAsItsVersionIsAsHigh() {
        policies.approve(proposed(STRICTER), BOB);

        assertThat(new InForce(PolicyFileTest.file(PolicyTexts.version(8)), rows, clock)
                        .policy()
                        .of(KZ, PolicyTexts.TODAY))
                .isEqualTo(Level.CAUTION);
        assertThat(new InForce(PolicyFileTest.file(PolicyTexts.SMALL), rows, clock)
                        .policy()
                        .of(KZ, PolicyTexts.TODAY))
                .isEqualTo(Level.BLOCKED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "body = replace(body, 'BLOCKED', 'OPEN')",
                "version = 9",
                "state = 'REJECTED'",
                "state = 'PROPOSED', decided_by = null, decided_at = null",
                "proposed_by = 'eve@example.org'",
                "decided_by = 'eve@example.org'",
                "decided_at = decided_at + interval 1 second",
                "seal = ''",
                "seal = concat(left(seal, length(seal) - 1), x'00')",
                "id = '00000000-0000-4000-8000-000000000000'",
            })
    void t34WhereAnythingOfItWasChangedNobodyMayPay(String change, CapturedOutput output) {
        policies.approve(proposed(STRICTER), BOB);
        assertThat(node(rows).policy().number()).isEqualTo(8);

        jdbc.sql("update risk_policy set " + change).update();

        Policy now = node(rows).policy();
        assertThat(now.isClosed()).isTrue();
        assertThat(now.of(new Country("DE"), PolicyTexts.TODAY)).isEqualTo(Level.BLOCKED);
        assertThat(output).contains("tampered with");
        assertThat(policies.history().size() + policies.proposed().size()).isEqualTo(1);
    }

    @Test
    void t34APolicyThatSomebodyPutInByHandClosesToo() {
        UUID id = proposed(STRICTER);
        policies.approve(id, BOB);
        jdbc.sql("insert into risk_policy select ?, 99, 99, body, state, proposed_by, proposed_at, decided_by,"
                        + " decided_at, seal from risk_policy")
                .param(UUID.randomUUID().toString())
                .update();

        assertThat(node(rows).policy().isClosed()).isTrue();
    }

    @Test
    void aProposalThatWasTamperedWithCannotBeApproved() {
        UUID id = proposed(STRICTER);
        jdbc.sql("update risk_policy set body = replace(body, 'BLOCKED', 'OPEN')")
                .update();

        assertThat(policies.approve(id, BOB)).isEqualTo(new Gone());
        assertThat(policies.proposed())
                .singleElement()
                .extracting(Proposal::intact)
                .isEqualTo(false);
    }

    /** Such as one that another release wrote. */
    @Test
    void t34WhereTheOneInForceCannotBeReadNobodyMayPay() {
        rows.insert(new Proposal(
                UUID.randomUUID(),
                8,
                "version: 8",
                Proposal.State.PROPOSED,
                ANN,
                clock.instant(),
                java.util.Optional.empty(),
                java.util.Optional.empty(),
                true));
        Proposal row = policies.proposed().getFirst();
        assertThat(policies.approve(row.id(), BOB)).isInstanceOf(Unacceptable.class);
        assertThat(node(rows).policy().number()).isEqualTo(1);
        rows.update(row.decided(Proposal.State.APPLIED, BOB, clock.instant()));

        assertThat(node(rows).policy().isClosed()).isTrue();
        inForce.on(new PolicyApplied(8));
        assertThat(policy.isClosed()).isTrue();
        assertThat(policy.version()).isEqualTo("closed");
        assertThat(policy.judgement().isClosed()).isTrue();
        assertThat(policies.raised(KZ, Level.BLOCKED, "x", PolicyTexts.TODAY)).isEmpty();
    }

    @Test
    void aShortSilenceOfTheDatabaseChangesNothingAndALongOneCloses() {
        Silent silent = new Silent();
        InForce node = node(silent);
        policies.approve(proposed(STRICTER), BOB);
        assertThat(node.policy().number()).isEqualTo(8);
        silent.silent = true;

        clock.pass(Duration.ofSeconds(59));
        assertThat(node.policy().number()).isEqualTo(8);
        clock.pass(Duration.ofSeconds(10));
        assertThat(node.policy().isClosed()).isTrue();
        silent.silent = false;
        clock.pass(Duration.ofSeconds(10));
        assertThat(node.policy().number()).isEqualTo(8);
    }

    @Test
    void t34WhereNothingWasEverKnownSilenceCloses(CapturedOutput output) {
        Silent silent = new Silent();
        silent.silent = true;

        assertThat(node(silent).policy().isClosed()).isTrue();
        assertThat(output).contains("cannot be asked for");
    }

    @Test
    void aRaisedCountryCanBeProposedAndLookedAtBeforeItHolds() {
        String text = policies.raised(KZ, Level.BLOCKED, "Declared undesirable", PolicyTexts.REVIEWED)
                .orElseThrow();

        Judgement judgement = policy.under(text);
        assertThat(judgement.version()).isEqualTo("2");
        assertThat(judgement.of(KZ)).isEqualTo(Level.BLOCKED);
        assertThat(judgement.of(List.of(new Country("DE"), KZ))).isEqualTo(Level.BLOCKED);
        assertThat(judgement.of(List.of())).isEqualTo(Level.OPEN);
        assertThat(judgement.asWritten(KZ)).isEqualTo(Level.BLOCKED);
        assertThat(policy.judgement().of(KZ)).isEqualTo(Level.CAUTION);
        assertThat(policy.judgement().isClosed()).isFalse();
        assertThat(policies.propose(text, ANN)).isInstanceOf(Proposed.class);
    }

    private UUID proposed(String text) {
        return ((Proposed) policies.propose(text, ANN)).id();
    }

    /** What it knows is its own. */
    private InForce node(PolicyRows rows) {
        return new InForce(file, rows, clock);
    }

    private final class Silent extends PolicyRows {

        boolean silent;

        Silent() {
            super(jdbc, seals);
        }

        @Override
        List<Proposal> all() {
            if (silent) {
                throw new DataAccessResourceFailureException("No connection");
            }
            return super.all();
        }
    }
}

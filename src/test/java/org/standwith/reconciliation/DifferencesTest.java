package org.standwith.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.standwith.reconciliation.Account.dollars;
import static org.standwith.reconciliation.Account.id;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.standwith.StandwithTest;
import org.standwith.problem.Problem;
import org.standwith.staff.AuditTrail;
import org.standwith.staff.Role;
import org.standwith.staff.StaffAccounts;
import org.standwith.staff.StaffMember;

/** What staff do about differences. */
@StandwithTest
class DifferencesTest {

    @Autowired
    private Differences differences;

    @Autowired
    private AuditTrail audit;

    private Account account;
    private StaffMember ann;
    private final String one = id("");

    @BeforeEach
    void open(
            @Autowired ApplicationContext context,
            @Autowired StaffAccounts accounts,
            @Autowired UserDetailsService signIn) {
        account = new Account(context);
        String name = "ann-" + UUID.randomUUID() + "@example.org";
        accounts.create(name, "Ann", Set.of(Role.FINANCE), "test");
        ann = (StaffMember) signIn.loadUserByUsername(name);
    }

    @Test
    void itIsTakenOnAndExplainedAndBothIsInTheTrail() {
        Discrepancy found = anotherFee();

        assertThat(differences.take(found.id(), ann).owner()).isEqualTo(ann.getUsername());
        Resolving resolving = differences.resolve(found.id(), "  The schemes billed it later. ", false, ann);

        Discrepancy resolved = differences.find(found.id());
        assertThat(resolving).isEqualTo(new Resolving.Resolved(resolved, false));
        assertThat(resolved.isOpen()).isFalse();
        assertThat(resolved.resolution())
                .satisfies(each -> assertThat(each.note()).isEqualTo("The schemes billed it later."));
        assertThat(audit.latest(2)).extracting("action").containsExactly("discrepancy.resolve", "discrepancy.take");
        assertThat(audit.latest(2))
                .extracting("subject")
                .allMatch(each -> !each.toString().contains(one));
        assertThat(differences.resolve(found.id(), "Again.", false, ann)).isInstanceOf(Resolving.ResolvedBefore.class);
    }

    @Test
    void whatWasExplainedStaysSoWhenItIsFoundAgain() {
        Discrepancy found = anotherFee();
        differences.resolve(found.id(), "Known.", false, ann);

        account.compared();

        assertThat(account.open()).isEmpty();
    }

    @Test
    void aCorrectionMakesTheBooksSayWhatTheStatementSays() {
        Discrepancy fee = anotherFee();

        differences.resolve(fee.id(), "Corrected.", true, ann);
        differences.resolve(fee.id(), "Corrected.", true, ann);

        assertThat(account.held()).containsExactly(dollars(500 - 30));
        assertThat(account.compared().healed()).isZero();
        assertThat(account.held()).containsExactly(dollars(500 - 30));
    }

    @Test
    void whatTheProviderNeverHadIsTakenOutOfTheBooks() {
        account.tell(account.paid(one, 500), account.settled(one, 500, 45));
        account.line(account.settled(one, 500, 45));
        account.compared();
        Discrepancy missing = account.open().getFirst();
        assertThat(missing.kind()).isEqualTo(Kind.MISSING_AT_PROVIDER);

        differences.resolve(missing.id(), "Of another account.", true, ann);

        assertThat(account.held()).containsExactly(dollars(-45));
    }

    @Test
    void whatWasTakenOutOfTheBooksAndComesLateIsToldAndCanBePutBack() {
        Discrepancy missing = onlyInTheBooks();
        differences.resolve(missing.id(), "Of another account.", true, ann);

        account.line(one, 500, 45);
        account.compared();
        Discrepancy late = account.open().getFirst();
        assertThat(account.differences()).containsExactly("AMOUNT " + late.providerRef() + " USD 5.00 null");
        differences.resolve(late.id(), "It came after all.", true, ann);

        assertThat(account.held()).containsExactly(dollars(455));
        account.compared();
        assertThat(account.open()).isEmpty();
    }

    @Test
    void whatComesLateWithAnotherAmountIsNoLongerMissingAndIsCorrectedOnce() {
        onlyInTheBooks();

        account.line(one, 400, 45);
        account.compared();
        assertThat(account.open()).singleElement().satisfies(only -> {
            assertThat(only.kind()).isEqualTo(Kind.AMOUNT);
            differences.resolve(only.id(), "It was changed.", true, ann);
        });

        assertThat(account.held()).containsExactly(dollars(355));
        account.compared();
        assertThat(account.open()).isEmpty();
    }

    @Test
    void whatChangesAgainAfterItWasCorrectedIsOpenAgain() {
        differences.resolve(anotherFee().id(), "Corrected.", true, ann);

        account.statement.lines.clear();
        account.line(one, 500, 20);
        account.compared();
        Discrepancy again = account.open().getFirst();
        assertThat(account.differences()).containsExactly("FEE " + again.providerRef() + " USD 0.20 USD 0.30");
        differences.resolve(again.id(), "Corrected again.", true, ann);

        assertThat(account.held()).containsExactly(dollars(480));
        account.compared();
        assertThat(account.open()).isEmpty();
    }

    @Test
    void whatHadGoneByItselfAndDiffersAnewIsOpenAgain() {
        anotherFee();
        account.statement.lines.clear();
        account.line(one, 500, 45);
        account.compared();
        assertThat(account.open()).isEmpty();

        account.statement.lines.clear();
        account.line(one, 500, 30);
        account.compared();

        assertThat(account.open()).singleElement().satisfies(again -> {
            assertThat(again.isOpen()).isTrue();
            assertThat(again.kind()).isEqualTo(Kind.FEE);
        });
    }

    @Test
    void whatNoEntryCanCorrectIsExplainedOnly() {
        account.tell(account.paid(one, 500));
        account.line(account.paid(one, 500));
        account.line(account.paid(one, 500));
        account.compared();
        Discrepancy twice = account.open().getFirst();

        assertThatThrownBy(() -> differences.resolve(twice.id(), "Note.", true, ann))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() -> differences.resolve(twice.id(), "  ", false, ann))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.fields())
                                .extracting(Problem.Field::name)
                                .containsExactly("note"));
        assertThatThrownBy(() -> differences.resolve(twice.id(), "x".repeat(501), false, ann))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() -> differences.find(UUID.randomUUID())).isInstanceOf(Problem.class);
        assertThat(differences.find(twice.id()).isOpen()).isTrue();
    }

    private Discrepancy onlyInTheBooks() {
        account.tell(account.paid(one, 500), account.settled(one, 500, 45));
        account.compared();
        Discrepancy missing = account.open().getFirst();
        assertThat(missing.kind()).isEqualTo(Kind.MISSING_AT_PROVIDER);
        return missing;
    }

    private Discrepancy anotherFee() {
        account.tell(account.paid(one, 500), account.settled(one, 500, 45));
        account.line(one, 500, 30);
        account.compared();
        List<Discrepancy> open = account.open();
        assertThat(open).hasSize(1);
        return open.getFirst();
    }
}

package org.standwith.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.standwith.AtOnce;
import org.standwith.vault.DossierRows.Row;
import org.standwith.vault.Rotations.Kind;

class DossiersTest {

    private static Installation installation;

    private Node node;
    private final String local = "jane" + UUID.randomUUID();
    private final EmailAddress address =
            EmailAddress.read(local + "@example.org").orElseThrow();

    @BeforeAll
    static void start() {
        installation = new Installation();
    }

    @BeforeEach
    void node() {
        node = installation.node();
    }

    @AfterAll
    static void stop() {
        installation.close();
    }

    @Test
    void whoWasAdmittedIsFoundByIdAddressAndCodeOnEveryNode() {
        Dossier dossier = Node.dossier(local + "@example.org");
        Dossiers.Admitted admitted = node.admit(dossier);

        for (Node each : List.of(node, installation.node())) {
            assertThat(each.dossiers.open(admitted.supporter())).contains(dossier);
            assertThat(each.dossiers.open(List.of(admitted.supporter(), UUID.randomUUID())))
                    .containsOnlyKeys(admitted.supporter());
            assertThat(each.dossiers.withEmail(address)).containsExactly(admitted.supporter());
            assertThat(each.dossiers.withEmail(
                            EmailAddress.read(local.toUpperCase(java.util.Locale.ROOT) + "@EXAMPLE.org")
                                    .orElseThrow()))
                    .containsExactly(admitted.supporter());
            assertThat(each.dossiers.withCode(
                            SupporterCode.read(admitted.code().reveal()).orElseThrow()))
                    .contains(admitted.supporter());
        }
    }

    @Test
    void whoGivesAgainIsSomebodyElseAndBothAreFoundByTheAddress() {
        Dossiers.Admitted first = node.admit(Node.dossier(local + "@example.org"));
        Dossiers.Admitted second = node.admit(Node.dossier(local + "@example.org"));

        assertThat(second.supporter()).isNotEqualTo(first.supporter());
        assertThat(node.dossiers.withEmail(address)).containsExactlyInAnyOrder(first.supporter(), second.supporter());
        assertThat(node.dossiers.withCode(second.code())).contains(second.supporter());
    }

    @Test
    void whoIsNotThereIsFoundByNothing() {
        assertThat(node.dossiers.open(UUID.randomUUID())).isEmpty();
        assertThat(node.dossiers.open(List.of())).isEmpty();
        assertThat(node.dossiers.withEmail(address)).isEmpty();
        assertThat(node.dossiers.withCode(SupporterCode.random())).isEmpty();
        assertThat(node.change(UUID.randomUUID(), dossier -> dossier)).isFalse();
        assertThat(node.refused()).isZero();
    }

    @Test
    void whoseKeyWasDestroyedIsNotThereAndThatIsNoAlarm() {
        UUID supporter = node.admit(Node.dossier(null)).supporter();
        node.subjectKeys.destroy(List.of(supporter));

        assertThat(node.dossiers.open(supporter)).isEmpty();
        assertThat(node.dossiers.open(List.of(supporter))).isEmpty();
        assertThat(node.change(supporter, dossier -> dossier)).isFalse();
        assertThat(node.refused()).isZero();
    }

    @Test
    void aChangeIsSeenByEverybodyAndTheCodeStaysTheSame() {
        Dossiers.Admitted admitted = node.admit(Node.dossier(null));
        UUID contribution = UUID.randomUUID();
        Node other = installation.node();
        assertThat(other.dossiers.open(admitted.supporter())).isPresent();

        assertThat(node.change(admitted.supporter(), dossier -> dossier.withContribution(contribution)))
                .isTrue();

        assertThat(other.dossiers.open(admitted.supporter()).orElseThrow().contributions())
                .contains(contribution)
                .hasSize(2);
        assertThat(other.dossiers.withCode(admitted.code())).contains(admitted.supporter());
    }

    @Test
    void aChangeThatIsRolledBackIsNone() {
        UUID supporter = node.admit(Node.dossier(null)).supporter();
        Optional<Dossier> before = node.dossiers.open(supporter);

        node.transaction.executeWithoutResult(status -> {
            node.dossiers.change(supporter, dossier -> dossier.withContribution(UUID.randomUUID()));
            status.setRollbackOnly();
        });

        assertThat(installation.node().dossiers.open(supporter)).isEqualTo(before);
    }

    @Test
    void changesOfOneDossierAtTheSameTimeLoseNothing() throws Exception {
        UUID supporter = node.admit(Node.dossier(null)).supporter();

        List<List<UUID>> added = AtOnce.times(6, () -> {
            Node own = installation.node();
            List<UUID> mine = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                UUID contribution = UUID.randomUUID();
                assertThat(own.change(supporter, dossier -> dossier.withContribution(contribution)))
                        .isTrue();
                mine.add(contribution);
            }
            return mine;
        });

        assertThat(node.dossiers.open(supporter).orElseThrow().contributions())
                .hasSize(61)
                .containsAll(added.stream().flatMap(List::stream).toList());
    }

    @Test
    void theirRowsAreOfOneShapeWithAnAddressAndWithout() {
        List<Row> rows = List.of(
                rowOf(node.admit(Node.dossier(null)).supporter()),
                rowOf(node.admit(Node.dossier(local + "@example.org")).supporter()),
                rowOf(node.admit(Node.dossier("x".repeat(64) + "@" + "example.".repeat(20) + "org"))
                        .supporter()));

        assertThat(rows)
                .allSatisfy(row -> assertThat(row.emailIndex()).hasSize(16))
                .allSatisfy(row -> assertThat(row.codeIndex()).hasSize(16))
                .extracting(row -> row.sealed().length)
                .containsOnly(rows.getFirst().sealed().length);
        assertThat(rows.stream().map(row -> new String(row.emailIndex(), java.nio.charset.StandardCharsets.ISO_8859_1)))
                .doesNotHaveDuplicates();
    }

    @Test
    void theIndexValueOfWhoHasNoAddressStaysAsOthersDo() {
        UUID without = node.admit(Node.dossier(null)).supporter();
        UUID with = node.admit(Node.dossier(local + "@example.org")).supporter();
        for (UUID supporter : List.of(without, with)) {
            Row before = rowOf(supporter);

            node.change(supporter, dossier -> dossier.withContribution(UUID.randomUUID()));
            node.rotate(Kind.SUPPORTERS);

            Row after = rowOf(supporter);
            assertThat(after.emailIndex()).isEqualTo(before.emailIndex());
            assertThat(after.codeIndex()).isEqualTo(before.codeIndex());
            assertThat(after.sealed()).isNotEqualTo(before.sealed());
        }
    }

    @Test
    void anAddressThatComesLaterIsFoundByAndOneThatGoesIsNot() {
        UUID supporter = node.admit(Node.dossier(null)).supporter();

        node.change(supporter, dossier -> withEmail(dossier, address));
        assertThat(node.dossiers.withEmail(address)).containsExactly(supporter);

        node.change(supporter, dossier -> withEmail(dossier, null));
        assertThat(node.dossiers.withEmail(address)).isEmpty();
    }

    private static Dossier withEmail(Dossier dossier, @org.jspecify.annotations.Nullable EmailAddress email) {
        return new Dossier(
                email, dossier.locale(), dossier.handling(), dossier.acknowledgements(), dossier.contributions());
    }

    /** The row is read, then all keys are replaced elsewhere, and only then the key is read. */
    @Test
    void whoseKeyIsReplacedWhileTheyAreReadIsThereAndThatIsNoAlarm() {
        UUID supporter = node.admit(Node.dossier(local + "@example.org")).supporter();
        Node reader = installation.node();
        Dossiers slow = new Dossiers(
                new DossierRows(new JdbcTemplate(installation.pool)) {
                    private int left = 2;

                    @Override
                    List<Row> find(Collection<UUID> ids) {
                        List<Row> found = super.find(ids);
                        if (left-- > 0) {
                            node.rotate(Kind.SUPPORTERS);
                        }
                        return found;
                    }
                },
                reader.subjectKeys,
                reader.indexes,
                new Alarm(reader.meters),
                reader.schema);

        assertThat(slow.open(supporter)).isPresent();
        assertThat(slow.open(List.of(supporter))).containsKey(supporter);
        assertThat(reader.refused()).isZero();
    }

    @Test
    void aKeyThatANodeHasInMemoryAndThatWasReplacedIsNoAlarm() {
        UUID supporter = node.admit(Node.dossier(null)).supporter();
        Node other = installation.node();
        assertThat(other.dossiers.open(supporter)).isPresent();

        // Without any time passing, in which it would forget.
        node.rotations.start(Kind.SUPPORTERS);
        node.work.carryOn();

        assertThat(other.dossiers.open(supporter)).isPresent();
        assertThat(other.refused()).isZero();
    }

    @Test
    void thereIsNothingOfThemInAnyException() {
        Dossiers.Admitted admitted = node.admit(Node.dossier("canary@example.org"));
        installation.jdbc.sql("rename table dossier to hidden").update();
        try {
            List<Throwable> all = new ArrayList<>();
            all.add(catchThrowable(() -> node.admit(Node.dossier("canary@example.org"))));
            all.add(catchThrowable(() -> node.dossiers.open(admitted.supporter())));
            all.add(catchThrowable(() -> node.dossiers.withEmail(
                    EmailAddress.read("canary@example.org").orElseThrow())));
            all.add(catchThrowable(() -> node.dossiers.withCode(admitted.code())));
            all.add(catchThrowable(() -> node.change(admitted.supporter(), dossier -> dossier)));

            for (Throwable each : all) {
                assertThat(each).isNotNull();
                for (Throwable cause = each; cause != null; cause = cause.getCause()) {
                    assertThat(cause.toString())
                            .doesNotContain(
                                    "canary",
                                    admitted.supporter().toString(),
                                    admitted.code().reveal());
                }
            }
        } finally {
            installation.jdbc.sql("rename table hidden to dossier").update();
        }
    }

    private Row rowOf(UUID supporter) {
        return node.rows.find(supporter).orElseThrow();
    }

    @Test
    void aPersonOrDossierShowsNothingWhenItIsPrinted() {
        assertThat(new Person(UUID.randomUUID(), Set.of()) + " " + Node.dossier("canary@example.org"))
                .isEqualTo("Person[***] Dossier[***]");
    }
}

package org.standwith.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.standwith.vault.Rotations.Kind;

/** T10: whatever is changed, or moved to where it does not belong, is refused with an alarm, and holds up nobody else. */
@ExtendWith(OutputCaptureExtension.class)
class TamperingTest {

    private static final String CANARY = "canary@example.org";
    private static final EmailAddress ADDRESS = EmailAddress.read(CANARY).orElseThrow();
    private static final String ALARM = "Something sealed does not open";

    private Installation installation;
    private JdbcClient main;
    private JdbcClient keys;
    private UUID victim;
    private UUID other;

    @BeforeEach
    void start() {
        installation = new Installation();
        Node node = installation.node();
        main = installation.jdbc;
        keys = node.schema.jdbc();
        victim = node.admit(Node.dossier(CANARY)).supporter();
        other = node.admit(Node.dossier(CANARY)).supporter();
    }

    @AfterEach
    void stop() {
        installation.close();
    }

    private static byte[] read(JdbcClient from, String column, String table, String where) {
        return from.sql("select " + column + " from " + table + " where " + where)
                .query((row, number) -> row.getBytes(1))
                .single();
    }

    private static void write(JdbcClient to, String column, String table, String where, byte[] value) {
        to.sql("update " + table + " set " + column + " = ? where " + where)
                .param(value)
                .update();
    }

    private static String of(UUID supporter) {
        return "id = '" + supporter + "'";
    }

    /** The first and last bits, and one in 29 between: in every part of whatever format it is. */
    private static Collection<Integer> bits(byte[] value) {
        Set<Integer> bits = new TreeSet<>();
        for (int bit = 0; bit < value.length * 8; bit++) {
            if (bit < 64 || bit >= value.length * 8 - 16 || bit % 29 == 0) {
                bits.add(bit);
            }
        }
        return bits;
    }

    private static byte[] flipped(byte[] value, int bit) {
        byte[] other = value.clone();
        other[bit / 8] ^= (byte) (1 << bit % 8);
        return other;
    }

    private void isRefused(UUID supporter) {
        Node node = installation.node();
        assertThatExceptionOfType(Tampered.class)
                .isThrownBy(() -> node.dossiers.open(supporter))
                .withMessageMatching("A sealed (dossier|key|epoch key) does not open")
                .withNoCause();
        assertThat(node.refused()).isPositive();
        assertThatExceptionOfType(Tampered.class)
                .isThrownBy(() -> node.change(supporter, dossier -> dossier.withContribution(UUID.randomUUID())));
        assertThat(node.dossiers.open(List.of(victim, other))).doesNotContainKey(supporter);
    }

    private void isOpen(UUID supporter) {
        assertThat(installation.node().dossiers.open(supporter))
                .hasValueSatisfying(dossier -> assertThat(dossier.email()).isEqualTo(ADDRESS));
    }

    @Test
    void t10ADossierOfWhichABitWasChanged(CapturedOutput output) {
        byte[] sealed = read(main, "sealed", "dossier", of(victim));
        for (int bit : bits(sealed)) {
            write(main, "sealed", "dossier", of(victim), flipped(sealed, bit));
            isRefused(victim);
        }

        isOpen(other);
        assertThat(output).contains(ALARM).doesNotContain("canary", victim.toString());
        write(main, "sealed", "dossier", of(victim), sealed);
        isOpen(victim);
    }

    @Test
    void t10ASupportersKeyOfWhichABitWasChanged(CapturedOutput output) {
        byte[] wrapped = read(keys, "wrapped", "subject_key", of(victim));
        for (int bit : bits(wrapped)) {
            write(keys, "wrapped", "subject_key", of(victim), flipped(wrapped, bit));
            isRefused(victim);
        }

        isOpen(other);
        assertThat(output).contains(ALARM).doesNotContain("canary", victim.toString());
    }

    @Test
    void t10AnEpochsKeyOfWhichABitWasChanged(CapturedOutput output) {
        byte[] wrapped = read(keys, "wrapped", "epoch_key", "epoch = 1");
        for (int bit : bits(wrapped)) {
            write(keys, "wrapped", "epoch_key", "epoch = 1", flipped(wrapped, bit));
            isRefused(victim);
        }

        assertThat(output).contains(ALARM);
        write(keys, "wrapped", "epoch_key", "epoch = 1", wrapped);
        isOpen(victim);
    }

    @Test
    void t10AnIndexsKeyOfWhichABitWasChanged(CapturedOutput output) {
        byte[] wrapped = read(keys, "wrapped", "service_key", "name = 'index:EMAIL'");
        for (int bit : bits(wrapped)) {
            write(keys, "wrapped", "service_key", "name = 'index:EMAIL'", flipped(wrapped, bit));
            Node node = installation.node();
            assertThatExceptionOfType(Tampered.class).isThrownBy(() -> node.dossiers.withEmail(ADDRESS));
            assertThat(node.refused()).isPositive();
        }

        isOpen(victim);
        assertThat(output).contains(ALARM).doesNotContain("canary");
    }

    @Test
    void t10DossiersThatWereExchanged() {
        swap(main, "sealed", "dossier");

        isRefused(victim);
        isRefused(other);
    }

    @Test
    void t10KeysOfSupportersThatWereExchanged() {
        swap(keys, "wrapped", "subject_key");

        isRefused(victim);
        isRefused(other);
    }

    @Test
    void t10DossiersThatWereExchangedTogetherWithTheirKeys() {
        swap(main, "sealed", "dossier");
        swap(keys, "wrapped", "subject_key");

        isRefused(victim);
        isRefused(other);
    }

    @Test
    void t10KeysOfPurposesThatWereExchanged() {
        byte[] email = read(keys, "wrapped", "service_key", "name = 'index:EMAIL'");
        write(keys, "wrapped", "service_key", "name = 'index:CODE'", email);

        Node node = installation.node();
        assertThatExceptionOfType(Tampered.class).isThrownBy(() -> node.dossiers.withCode(SupporterCode.random()));
        assertThat(node.refused()).isPositive();
    }

    @Test
    void t10KeysOfEpochsThatWereExchanged() {
        Node node = installation.node();
        node.epochs.begin();
        swap(keys, "wrapped", "epoch_key", "epoch = 1", "epoch = 2");

        isRefused(victim);
    }

    private void swap(JdbcClient in, String column, String table) {
        swap(in, column, table, of(victim), of(other));
    }

    private static void swap(JdbcClient in, String column, String table, String one, String another) {
        byte[] first = read(in, column, table, one);
        byte[] second = read(in, column, table, another);
        write(in, column, table, one, second);
        write(in, column, table, another, first);
    }

    /** All that there is of somebody, in the vault of another organisation that uses the same key service. */
    @Test
    void t10AnotherOrganisationsSupporter() {
        try (Installation abroad = new Installation()) {
            abroad.keyService = installation.keyService;
            Node there = abroad.node();
            there.epochs.current();
            abroad.jdbc
                    .sql("insert into dossier select * from " + schemaOf(main) + ".dossier")
                    .update();
            there.schema
                    .jdbc()
                    .sql("insert into subject_key select * from " + schemaOf(keys) + ".subject_key")
                    .update();
            assertThatExceptionOfType(Tampered.class)
                    .isThrownBy(() -> abroad.node().dossiers.open(victim));

            there.schema.jdbc().sql("delete from epoch_key").update();
            there.schema
                    .jdbc()
                    .sql("insert into epoch_key select * from " + schemaOf(keys) + ".epoch_key")
                    .update();
            Node node = abroad.node();
            assertThatExceptionOfType(Tampered.class).isThrownBy(() -> node.dossiers.open(victim));
            assertThat(node.refused()).isPositive();
        }
        isOpen(victim);
    }

    private static String schemaOf(JdbcClient client) {
        return client.sql("select database()").query(String.class).single();
    }

    @Test
    void t10AnotherKeyEncryptionKey() {
        KeyService right = installation.keyService;
        installation.keyService = new FileKeyFactory()
                .open(installation.folder.resolve("other.json").toString(), installation.settings, true);

        isRefused(victim);

        installation.keyService = right;
        isOpen(victim);
    }

    @ParameterizedTest
    @EnumSource
    void t10OneThatDoesNotOpenStopsNoReplacingOfKeysOfTheOthers(Kind kind) {
        byte[] sealed = read(main, "sealed", "dossier", of(victim));
        write(main, "sealed", "dossier", of(victim), flipped(sealed, 300));

        installation.node().rotate(kind);

        isOpen(other);
        assertThat(installation.node().dossiers.withEmail(ADDRESS)).contains(other);
        assertThat(keys.sql("select count(*) from subject_key where epoch < (select max(epoch) from epoch_key)")
                        .query(Integer.class)
                        .single())
                .isZero();
        if (kind != Kind.INDEXES) {
            // What was changed by mistake can be put back, and opens by the key that was not thrown away.
            write(main, "sealed", "dossier", of(victim), sealed);
            isOpen(victim);
        }
    }

    @Test
    void t10OneThatDoesNotOpenStopsNoRetention() {
        byte[] sealed = read(main, "sealed", "dossier", of(victim));
        write(main, "sealed", "dossier", of(victim), flipped(sealed, 300));
        installation.holdings.add(new Register());

        installation.node().expiry.carryOut();

        assertThat(installation.node().dossiers.open(other)).isEmpty();
        assertThat(installation.node().rows.count()).isEqualTo(1);
    }
}

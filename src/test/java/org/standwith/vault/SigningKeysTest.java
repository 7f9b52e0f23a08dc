package org.standwith.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.standwith.vault.SigningKeys.Purpose.PASS;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.standwith.vault.Rotations.Kind;

/** Keys that sign for a week, and are shown for longer. */
class SigningKeysTest {

    private static final byte[] TEXT = "anything".getBytes(StandardCharsets.UTF_8);

    /** What stands before an Ed25519 key where it is written as certificates do. */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private final Installation installation = new Installation();
    private Node node = installation.node();

    @BeforeEach
    void onAMonday() {
        at("2027-03-01T00:00:00Z");
    }

    @AfterEach
    void stop() {
        installation.close();
    }

    private void at(String time) {
        installation.clock.pass(Duration.between(installation.clock.instant(), Instant.parse(time)));
    }

    private byte[] current() {
        return node.signing.current(PASS).shown();
    }

    @Test
    void whatIsSignedIsCheckedByTheKeyThatIsShown() throws GeneralSecurityException {
        byte[] signature = node.signing.current(PASS).sign(TEXT);

        assertThat(node.signing.shown(PASS)).containsExactly(current());
        assertThat(verifies(current(), TEXT, signature)).isTrue();
        assertThat(verifies(current(), new byte[] {1}, signature)).isFalse();
        assertThat(node.signing.current(PASS).sign(TEXT)).isEqualTo(signature);
    }

    @Test
    void allNodesHaveTheSameKey() {
        Node another = installation.node();

        assertThat(another.signing.current(PASS).shown()).isEqualTo(current());
        assertThat(another.signing.current(PASS).sign(TEXT))
                .isEqualTo(node.signing.current(PASS).sign(TEXT));
    }

    @Test
    void theNextKeyIsShownADayBeforeItSigns() {
        byte[] first = current();
        at("2027-03-06T23:59:59Z");
        assertThat(node.signing.shown(PASS)).containsExactly(first);

        at("2027-03-07T00:00:00Z");
        List<byte[]> shown = node.signing.shown(PASS);
        assertThat(shown).hasSize(2).contains(first);

        at("2027-03-07T23:59:59Z");
        assertThat(current()).isEqualTo(first);
        at("2027-03-08T00:00:00Z");
        assertThat(current()).isNotEqualTo(first).isEqualTo(shown.getLast());
    }

    @Test
    void theOldKeyIsShownUntilNothingCountsThatItSigned() {
        byte[] first = current();
        at("2027-03-09T23:59:59Z");
        byte[] second = current();
        assertThat(node.signing.shown(PASS)).containsExactly(first, second);

        at("2027-03-10T00:00:00Z");
        assertThat(node.signing.shown(PASS)).containsExactly(second);
    }

    @Test
    void aKeyThatIsNotShownAnyMoreIsDestroyed() {
        current();
        at("2027-03-09T12:00:00Z");
        current();
        node.signing.destroyOld();
        assertThat(names()).containsExactly("sign:PASS:2027-03-01", "sign:PASS:2027-03-08");

        at("2027-03-10T03:30:00Z");
        node.signing.destroyOld();
        assertThat(names()).containsExactly("sign:PASS:2027-03-08");
    }

    @Test
    void whoeverWasAwayForWeeksGoesOnWithAKeyOfThisWeek() {
        byte[] old = current();
        at("2027-04-30T09:00:00Z");

        assertThat(node.signing.shown(PASS)).hasSize(1).doesNotContain(old);
    }

    @Test
    void aNewEpochWrapsTheSameKey() {
        byte[] signature = node.signing.current(PASS).sign(TEXT);

        node.rotate(Kind.EPOCH);

        node = installation.node();
        assertThat(node.signing.current(PASS).sign(TEXT)).isEqualTo(signature);
    }

    @Test
    void keysThatSomebodyElseMayHaveAreReplacedAtOnceAtEveryNode() {
        at("2027-03-07T12:00:00Z");
        Node another = installation.node();
        List<byte[]> before = another.signing.shown(PASS);
        assertThat(before).hasSize(2);

        node.rotate(Kind.SIGNATURES);
        byte[] fresh = current();

        // Longer than a node has keys in memory.
        installation.clock.pass(Duration.ofSeconds(61));
        assertThat(another.signing.current(PASS).shown()).isEqualTo(fresh);
        assertThat(another.signing.shown(PASS)).hasSize(2).doesNotContainAnyElementsOf(before);
    }

    private List<String> names() {
        return node.schema
                .jdbc()
                .sql("select name from service_key where name like 'sign:%' order by name")
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** By the JDK, which has nothing to do with what signs. */
    private static boolean verifies(byte[] key, byte[] text, byte[] signature) throws GeneralSecurityException {
        ByteBuffer encoded =
                ByteBuffer.allocate(X509.length + key.length).put(X509).put(key);
        PublicKey point = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded.array()));
        Signature check = Signature.getInstance("Ed25519");
        check.initVerify(point);
        check.update(text);
        return check.verify(signature);
    }
}

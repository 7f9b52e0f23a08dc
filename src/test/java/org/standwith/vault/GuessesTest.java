package org.standwith.vault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.StandwithTest;
import org.standwith.contributions.StripePlay;

/**
 * T8: whoever has a dump of both schemas, but not the key-encryption key, and guesses a million addresses, learns of none
 * whether it is there. What they can compute of a guess is it itself and its unkeyed hashes, in whatever encoding; it is
 * looked for at every place of every value.
 */
@StandwithTest
class GuessesTest {

    private static final int GUESSES = 1_000_000;

    /** So many bytes in a row are no chance: a guess meets a stranger's by one in 2^64 for each place. */
    private static final int WINDOW = 16;

    private static final int BEGINNING = 24;

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz";

    @Autowired
    Dossiers dossiers;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    KeySchema keys;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester web;

    private final Set<String> given = new TreeSet<>();
    private final String planted = "planted.address." + word(new Random(7)) + "@example.org";

    @BeforeEach
    void supportersGive() {
        Random random = new Random();
        for (int i = 0; i < 50; i++) {
            String email = "Supporter." + word(random) + "@Example.org";
            given.add(email);
            transaction.executeWithoutResult(status -> dossiers.admit(Node.dossier(email)));
        }
        StripePlay stripe = new StripePlay();
        stripe.opens();
        for (int i = 0; i < 5; i++) {
            String email = "contributor." + word(random) + "@example.org";
            given.add(email);
            assertThat(web.post()
                            .uri("/api/v1/checkouts")
                            .header("Idempotency-Key", UUID.randomUUID().toString())
                            .contentType(MediaType.APPLICATION_JSON)
                            .content("""
                                {"cadence":"ONCE","amount":{"currency":"USD","amount":"5.00"},"provider":"STRIPE",
                                 "email":"%s"}\
                                """.formatted(email)))
                    .hasStatus(201);
        }
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < 9; i++) {
            word.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return word.toString();
    }

    @Test
    void t8AMillionGuessesConfirmNoAddress() {
        assertThat(confirmed(new Dump(jdbc, keys.jdbc()))).isEmpty();
    }

    @Test
    void aPlantedHashIsConfirmedInEachEncoding() throws NoSuchAlgorithmException {
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(planted.getBytes(UTF_8));
        byte[] md5 = MessageDigest.getInstance("MD5").digest(planted.getBytes(UTF_8));
        for (byte[] leak : List.of(
                md5,
                Arrays.copyOf(sha256, WINDOW),
                HexFormat.of().formatHex(sha256).getBytes(ISO_8859_1),
                ("{\"id\":\"" + Base64.getEncoder().encodeToString(md5) + "\"}").getBytes(ISO_8859_1),
                ("mailto:" + planted).getBytes(UTF_8))) {
            jdbc.sql("create table planted (value varbinary(200))").update();
            try {
                jdbc.sql("insert into planted values (?)").param(leak).update();

                Dump dump = new Dump(jdbc, keys.jdbc());

                assertThat(Guess.isIn(dump, planted)).isTrue();
                assertThat(Guess.isIn(dump, "another." + planted.substring(8))).isFalse();
            } finally {
                jdbc.sql("drop table planted").update();
            }
        }
    }

    private Set<String> confirmed(Dump dump) {
        Set<String> confirmed = new TreeSet<>();
        Random random = new Random(1);
        List<String> guesses = new ArrayList<>(given);
        for (int i = guesses.size(); i < GUESSES; i++) {
            guesses.add((i % 2 == 0 ? "supporter." : "contributor.") + word(random) + "@example.org");
        }
        for (String guess : guesses) {
            if (Guess.isIn(dump, guess)) {
                confirmed.add(guess);
            }
        }
        return confirmed;
    }

    /** Every {@value #WINDOW} bytes in a row that are anywhere in either schema, as 64 bits of them. */
    private static final class Dump {

        private final long[] windows;

        /** The first bits of each of them: most of what is looked for is not even here. */
        private final BitSet beginnings = new BitSet(1 << BEGINNING);

        Dump(JdbcClient... schemas) {
            List<long[]> parts = new ArrayList<>();
            for (JdbcClient schema : schemas) {
                schema.sql("""
                    select table_name, group_concat(concat('`', column_name, '`')) from information_schema.columns
                    where table_schema = database() group by table_name\
                    """)
                        .query((row, number) -> new String[] {row.getString(1), row.getString(2)})
                        .list()
                        .forEach(table -> schema.sql("select " + table[1] + " from " + table[0])
                                .query(row -> {
                                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                                        byte[] value = row.getBytes(i);
                                        if (value != null && value.length >= WINDOW) {
                                            parts.add(windows(value));
                                        }
                                    }
                                }));
            }
            windows = parts.stream().flatMapToLong(Arrays::stream).sorted().toArray();
            Arrays.stream(windows).forEach(window -> beginnings.set(beginning(window)));
            assertThat(windows.length).isGreaterThan(100_000);
        }

        private static long[] windows(byte[] value) {
            long[] windows = new long[value.length - WINDOW + 1];
            Arrays.setAll(windows, from -> window(value, from));
            return windows;
        }

        private static long window(byte[] value, int from) {
            long mixed = 0;
            for (int i = from; i < from + WINDOW; i++) {
                mixed = (mixed ^ value[i]) * 0x100000001b3L;
                mixed ^= mixed >>> 29;
            }
            return mixed;
        }

        private static int beginning(long window) {
            return (int) (window >>> (Long.SIZE - BEGINNING));
        }

        boolean has(byte[] value) {
            if (value.length < WINDOW) {
                return false;
            }
            long window = window(value, 0);
            return beginnings.get(beginning(window)) && Arrays.binarySearch(windows, window) >= 0;
        }
    }

    private static final class Guess {

        private static final List<MessageDigest> HASHES = List.of(hash("MD5"), hash("SHA-1"), hash("SHA-256"));

        static boolean isIn(Dump dump, String address) {
            Set<String> forms =
                    new TreeSet<>(List.of(address, address.toLowerCase(Locale.ROOT), address.toUpperCase(Locale.ROOT)));
            for (String form : forms) {
                byte[] plain = form.getBytes(UTF_8);
                if (encodedIn(dump, plain) || HASHES.stream().anyMatch(each -> encodedIn(dump, each.digest(plain)))) {
                    return true;
                }
            }
            return false;
        }

        /** Only the beginning of each encoding is looked for, and so only of that many bytes it has to be made. */
        private static boolean encodedIn(Dump dump, byte[] value) {
            byte[] start = value.length > WINDOW ? Arrays.copyOf(value, WINDOW) : value;
            String hex = HexFormat.of().formatHex(start, 0, Math.min(start.length, WINDOW / 2));
            return dump.has(start)
                    || dump.has(hex.getBytes(ISO_8859_1))
                    || dump.has(hex.toUpperCase(Locale.ROOT).getBytes(ISO_8859_1))
                    || dump.has(Base64.getEncoder().encode(start))
                    || dump.has(Base64.getUrlEncoder().encode(start));
        }

        private static MessageDigest hash(String name) {
            try {
                return MessageDigest.getInstance(name);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

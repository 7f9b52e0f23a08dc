package org.standwith.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SupporterCodeTest {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final String NOT_WRITTEN = "U!ÄЖ٣🙂";

    @Provide
    Arbitrary<SupporterCode> codes() {
        return Arbitraries.randomValue(any -> SupporterCode.random());
    }

    @Property
    void itReadsWhatItWroteHoweverPeopleCopyIt(@ForAll("codes") SupporterCode code, @ForAll Random hand) {
        StringBuilder copied = new StringBuilder(" ");
        for (char each : plain(code).toCharArray()) {
            copied.append(sloppily(each, hand));
            copied.append(new String[] {"", "", "-", " ", "–", ".", "\n", "\t"}[hand.nextInt(8)]);
        }

        assertThat(SupporterCode.read(copied.toString())).contains(code);
        assertThat(SupporterCode.read(code.reveal())).contains(code);
        assertThat(SupporterCode.read(copied.toString()).orElseThrow().verifier())
                .isEqualTo(code.verifier());
    }

    private static String sloppily(char written, Random hand) {
        String copied = switch (written) {
            case '0' -> hand.nextBoolean() ? "0" : "O";
            case '1' -> new String[] {"1", "I", "L"}[hand.nextInt(3)];
            default -> String.valueOf(written);
        };
        return hand.nextBoolean() ? copied : copied.toLowerCase(Locale.ROOT);
    }

    /** Of each of the 28 places, each of the 31 other letters. */
    @Property(tries = 50)
    void everySingleMistakeIsRefused(@ForAll("codes") SupporterCode code) {
        String plain = plain(code);
        for (int at = 0; at < plain.length(); at++) {
            for (char other : (ALPHABET + NOT_WRITTEN).toCharArray()) {
                String mistaken = plain.substring(0, at) + other + plain.substring(at + 1);
                if (!mistaken.equals(plain)) {
                    assertThat(SupporterCode.read(mistaken))
                            .as("%d: %s", at, other)
                            .isEmpty();
                }
            }
        }
    }

    @Property(tries = 500)
    void everyExchangeOfTwoNeighboursIsRefused(@ForAll("codes") SupporterCode code) {
        String plain = plain(code);
        for (int at = 0; at + 1 < plain.length(); at++) {
            char left = plain.charAt(at);
            char right = plain.charAt(at + 1);
            if (left != right) {
                assertThat(SupporterCode.read(plain.substring(0, at) + right + left + plain.substring(at + 2)))
                        .as("at %d", at)
                        .isEmpty();
            }
        }
    }

    @Property(tries = 100)
    void whatIsLongerOrShorterIsRefused(@ForAll("codes") SupporterCode code) {
        String plain = plain(code);

        assertThat(SupporterCode.read(plain.substring(1))).isEmpty();
        assertThat(SupporterCode.read(plain.substring(0, 27))).isEmpty();
        assertThat(SupporterCode.read("0" + plain)).isEmpty();
        assertThat(SupporterCode.read(plain + "0")).isEmpty();
    }

    @Property
    void whateverIsTypedIsReadOrRefusedAndNeverAnError(@ForAll String typed) {
        SupporterCode.read(typed).ifPresent(code -> assertThat(plain(code)).hasSize(28));
    }

    /**
     * 26 letters of 5 bits. That each of these bits is used, and evenly, is what is looked at: of 4,000 codes a letter is
     * expected 125 times in each place, and to be seen fewer than 60 or more than 200 times is nearly 6 standard deviations.
     */
    @Test
    void t23ItIsOfAtLeast128RandomBits() {
        int[][] seen = new int[26][32];
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 4_000; i++) {
            String plain = plain(SupporterCode.random());
            all.add(plain);
            IntStream.range(0, 26).forEach(at -> seen[at][ALPHABET.indexOf(plain.charAt(at))]++);
        }

        assertThat(26 * 5).isGreaterThanOrEqualTo(128);
        assertThat(all).hasSize(4_000);
        for (int[] place : seen) {
            assertThat(IntStream.of(place))
                    .allSatisfy(times -> assertThat(times).isBetween(60, 200));
        }
    }

    @Test
    void itIsWrittenInGroupsOfFourAndShowsItselfToNobodyByAccident() {
        SupporterCode code = SupporterCode.random();

        assertThat(code.reveal()).matches("([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}");
        assertThat("%s %s".formatted(code, new Dossiers.Admitted(java.util.UUID.randomUUID(), code)))
                .contains("***")
                .doesNotContain(code.reveal(), plain(code));
    }

    @Test
    void whatIsKeptOfItIsNotItAndDiffersForEach() {
        SupporterCode code = SupporterCode.random();

        assertThat(code.verifier())
                .hasSize(32)
                .isNotEqualTo(SupporterCode.random().verifier());
    }

    private static String plain(SupporterCode code) {
        return code.reveal().replace("-", "");
    }
}

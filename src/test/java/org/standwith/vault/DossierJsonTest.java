package org.standwith.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.standwith.vault.DossierJson.Contents;

class DossierJsonTest {

    @Provide
    Arbitrary<Dossier> dossiers() {
        return dossiers(20, 8);
    }

    @Provide
    Arbitrary<Dossier> longDossiers() {
        return dossiers(400, 60);
    }

    private static Arbitrary<Dossier> dossiers(int contributions, int notices) {
        Arbitrary<EmailAddress> email = Combinators.combine(
                        Arbitraries.strings().withChars("abcжé.").ofMinLength(1).ofMaxLength(40),
                        Arbitraries.strings()
                                .withCharRange('a', 'z')
                                .ofMinLength(1)
                                .ofMaxLength(40))
                .as((local, domain) -> EmailAddress.read(local.replace('.', '_') + "@" + domain + ".example.org")
                        .orElseThrow());
        Arbitrary<Dossier.Acknowledgement> notice = Combinators.combine(
                        Arbitraries.of("caution-1", "universal-12"),
                        Arbitraries.integers().between(2020, 2099))
                .as((name, year) -> new Dossier.Acknowledgement(name, YearMonth.of(year, 1 + year % 12)));
        return Combinators.combine(
                        email.injectNull(0.5),
                        Arbitraries.of("de", "ru-RU", "zh-Hant-TW"),
                        Arbitraries.of("OPEN", "CAUTION", "PROTECTED", "BLOCKED"),
                        notice.list().ofMaxSize(notices),
                        Arbitraries.create(UUID::randomUUID).set().ofMaxSize(contributions))
                .as((address, locale, level, shown, owned) ->
                        new Dossier(address, locale, new Dossier.Handling(level, "policy-17"), shown, owned));
    }

    @Property
    void nearlyEverybodyIsOfTheSameLength(@ForAll("dossiers") Dossier dossier, @ForAll @Size(32) byte[] code) {
        assertThat(DossierJson.write(new Contents(dossier, code))).hasSize(2048);
    }

    @Property(tries = 300)
    void theOthersAreOfOneOfFewLengths(@ForAll("longDossiers") Dossier dossier, @ForAll @Size(32) byte[] code) {
        assertThat(DossierJson.write(new Contents(dossier, code)).length).isIn(2048, 8192, 32_768);
    }

    @Property
    void whatWasWrittenIsRead(@ForAll("longDossiers") Dossier dossier, @ForAll @Size(32) byte[] code) {
        Contents read = DossierJson.read(DossierJson.write(new Contents(dossier, code)));

        assertThat(read.dossier()).isEqualTo(dossier);
        assertThat(read.dossier().email() == null ? "" : read.dossier().email().reveal())
                .isEqualTo(dossier.email() == null ? "" : dossier.email().reveal());
        assertThat(read.code()).isEqualTo(code);
    }

    /** Filled letter by letter, so that the end falls on each byte around the step. */
    @Test
    void aDossierThatJustFitsIsReadAsWell() {
        Set<Integer> lengths = Stream.iterate(1_700, length -> length + 1)
                .limit(500)
                .map(length -> {
                    var dossier = new Dossier(
                            null, "x".repeat(length), new Dossier.Handling("OPEN", "1"), List.of(), Set.of());
                    byte[] written = DossierJson.write(new Contents(dossier, new byte[32]));
                    assertThat(DossierJson.read(written).dossier()).isEqualTo(dossier);
                    return written.length;
                })
                .collect(Collectors.toSet());

        assertThat(lengths).containsExactlyInAnyOrder(2048, 8192);
    }

    @Test
    void theOrderOfGivingIsNowhere() {
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        Dossier nobody = new Dossier(null, "de", new Dossier.Handling("OPEN", "1"), List.of(), Set.of());

        byte[] one =
                DossierJson.write(new Contents(nobody.withContribution(first).withContribution(second), new byte[32]));
        byte[] other =
                DossierJson.write(new Contents(nobody.withContribution(second).withContribution(first), new byte[32]));

        assertThat(one).isEqualTo(other);
    }
}

package org.standwith.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.ClassPathResource;

/** Countries of addresses, from networks that are for documentation only. */
@ExtendWith(OutputCaptureExtension.class)
class AddressFileTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, RU",
        "192.0.2.127, RU",
        "198.51.100.7, UA-43",
        "203.0.113.9, DE",
        "2001:db8::1, BY",
    })
    void anAddressIsSeenInItsCountryOrThePartOfIt(String address, String country) {
        assertThat(countries().of(Addresses.of(address))).isEqualTo(new Sighting.Seen(new Country(country)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.128", "10.0.0.1", "2001:db9::1", "203.0.113.200", "203.0.113.250"})
    void whatIsNotInTheFileOrInNoCountryIsUnseen(String address) {
        assertThat(countries().of(Addresses.of(address))).isEqualTo(new Sighting.Unseen());
    }

    @Test
    void t18ALookUpThatFailsIsToldOnceAndWithoutTheAddress(CapturedOutput output) {
        AddressFile countries = countries();
        countries.destroy();

        assertThat(countries.of(Addresses.of("192.0.2.1"))).isEqualTo(new Sighting.Failed());
        assertThat(countries.of(Addresses.of("192.0.2.2"))).isEqualTo(new Sighting.Failed());

        assertThat(output.getOut().split("cannot be looked up", -1)).hasSize(2);
        assertThat(output).doesNotContain("192.0.2");
    }

    @Test
    void anEntryOfAnotherShapeIsAFailureAndNotASafePlace() {
        AddressFile countries = new AddressFile(new AddressDatabase("Other-Country")
                .with("192.0.2.0/24", Map.of("country", "RU"))
                .write(folder.resolve("other.mmdb")));

        assertThat(countries.of(Addresses.of("192.0.2.1"))).isEqualTo(new Sighting.Failed());
    }

    @Test
    void aFileThatIsNotOneIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.mmdb"), "RU");

        assertThatExceptionOfType(Unusable.class)
                .isThrownBy(() -> new AddressFile(text))
                .withMessage("standwith.risk.addresses is not usable: it is not a MaxMind DB file that can be read.");
        assertThatExceptionOfType(Unusable.class).isThrownBy(() -> new AddressFile(folder.resolve("nowhere.mmdb")));
        assertThatExceptionOfType(Unusable.class).isThrownBy(() -> new AddressFile(folder));
    }

    /** It would say of everybody that nothing is known. */
    @Test
    void aFileThatDoesNotTellCountriesIsRefused() {
        Path file = new AddressDatabase("Example-ASN")
                .with("192.0.2.0/24", Map.of("autonomous_system_number", 64_496))
                .write(folder.resolve("asn.mmdb"));

        assertThatExceptionOfType(Unusable.class)
                .isThrownBy(() -> new AddressFile(file))
                .withMessage("standwith.risk.addresses is not usable: it does not tell countries.");
    }

    @Test
    void withoutAFileNothingIsSeen() {
        for (Path none : new Path[] {null, Path.of("")}) {
            AddressCountries countries = new RiskConfiguration()
                    .addressCountries(new RiskProperties(new ClassPathResource("risk/policy.yaml"), none));

            assertThat(countries.of(Addresses.of("192.0.2.1"))).isEqualTo(new Sighting.Unseen());
        }
    }

    private AddressFile countries() {
        return new AddressFile(new AddressDatabase("Example-City")
                .with("192.0.2.0/25", Map.of("country", Map.of("iso_code", "RU")))
                .with(
                        "198.51.100.0/24",
                        Map.of("country", Map.of("iso_code", "UA"), "subdivisions", List.of(Map.of("iso_code", "43"))))
                .with("203.0.113.0/25", Map.of("country", Map.of("iso_code", "DE", "geoname_id", 1)))
                .with("203.0.113.192/27", Map.of("country", Map.of("iso_code", "ZZ")))
                .with("203.0.113.240/28", Map.of("continent", Map.of("code", "EU")))
                .with("2001:db8::/32", Map.of("country", Map.of("iso_code", "BY")))
                .write(folder.resolve("city.mmdb")));
    }
}

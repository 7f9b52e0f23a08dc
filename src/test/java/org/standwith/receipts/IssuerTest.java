package org.standwith.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class IssuerTest {

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(Issuer.class)
    static class Settings {}

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withUserConfiguration(Settings.class)
            .withPropertyValues("standwith.organisation.name=The Example Gazette");

    @Test
    void onlyTheNameIsNeeded() {
        runner.run(context -> assertThat(context.getBean(Issuer.class))
                .isEqualTo(new Issuer("The Example Gazette", ZoneId.of("UTC"), null, Desk.NOTHING)));
    }

    @Test
    void theParticularsAreSettings() {
        runner.withPropertyValues(
                        "standwith.organisation.zone=Europe/Amsterdam",
                        "standwith.organisation.contact=help@example.org",
                        "standwith.organisation.legal.name=Stichting Example",
                        "standwith.organisation.legal.address[0]=Keizersgracht 1",
                        "standwith.organisation.legal.address[1]=Amsterdam, Netherlands",
                        "standwith.organisation.legal.registration=KvK 12345678",
                        "standwith.organisation.legal.tax-id=RSIN 123456789",
                        "standwith.organisation.legal.statement.en=No goods or services were provided.")
                .run(context -> assertThat(context.getBean(Issuer.class))
                        .isEqualTo(new Issuer(
                                "The Example Gazette",
                                ZoneId.of("Europe/Amsterdam"),
                                "help@example.org",
                                new Issuer.Legal(
                                        "Stichting Example",
                                        List.of("Keizersgracht 1", "Amsterdam, Netherlands"),
                                        "KvK 12345678",
                                        "RSIN 123456789",
                                        Map.of("en", "No goods or services were provided.")))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"address[0]= ", "statement.en= ", "statement.english=No goods."})
    void whatCannotBePrintedIsFoundAtTheStart(String setting) {
        runner.withPropertyValues("standwith.organisation.legal." + setting)
                .run(context -> assertThat(context).hasFailed());
    }
}

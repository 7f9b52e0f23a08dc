package org.standwith.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

@ExtendWith(OutputCaptureExtension.class)
class PolicyFileTest {

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(RiskProperties.class)
    @Import({PolicyFile.class, RiskConfiguration.class})
    static class Setup {

        @Bean
        Reviews reviews() {
            return Mockito.mock();
        }
    }

    @TempDir
    Path folder;

    @Test
    void thePolicyOfTheFileIsTaken() {
        assertThat(file(PolicyTexts.SMALL).policy().version()).isEqualTo("7");
    }

    @Test
    void t34AMalformedFileIsRefusedWithAllThatIsWrongInOneLine() {
        assertThatExceptionOfType(Unusable.class)
                .isThrownBy(() -> file(PolicyTexts.with("\"HK\"", "NO").replace("version: 7", "")))
                .withMessage("standwith.risk.policy is not usable: version is missing;"
                        + " countries.NO has to be in quotes.");
    }

    @Test
    void t34ADescriptorThatBreaksARuleIsRefused() {
        assertThatExceptionOfType(Unusable.class)
                .isThrownBy(() -> file(PolicyTexts.with("EXAMPLE GAZETTE", "EXAMPLE*")))
                .withMessage("standwith.risk.policy is not usable: descriptor.text must not have any of"
                        + " < > \\ ' \" *.");
    }

    @Test
    void t34AFileThatIsNotThereIsRefused() {
        assertThatExceptionOfType(Unusable.class)
                .isThrownBy(() -> new PolicyFile(properties(new ClassPathResource("risk/nowhere.yaml"))))
                .withMessage("standwith.risk.policy is not usable: it cannot be read.");
    }

    @Test
    void t34NothingStartsWithAMalformedFileAndOneLineSaysWhy(CapturedOutput output) throws IOException {
        Path file = Files.writeString(folder.resolve("policy.yaml"), PolicyTexts.with("\"HK\"", "NO"));

        refusedToStart("standwith.risk.policy=file:" + file);

        assertThat(output.getOut().lines().filter(line -> line.contains("Standwith cannot start")))
                .singleElement()
                .asString()
                .endsWith("standwith.risk.policy is not usable: countries.NO has to be in quotes.");
        assertThat(output).doesNotContain("\tat ", "UnsatisfiedDependency");
    }

    @Test
    void nothingStartsWithAFileOfAddressesThatIsNone(CapturedOutput output) throws IOException {
        Path file = Files.writeString(folder.resolve("addresses.mmdb"), "nothing");

        refusedToStart("standwith.risk.addresses=" + file);

        assertThat(output).contains("standwith.risk.addresses is not usable: it is not a MaxMind DB file");
    }

    private static void refusedToStart(String setting) {
        assertThatException()
                .isThrownBy(() -> new SpringApplicationBuilder(Setup.class)
                        .web(WebApplicationType.NONE)
                        .properties(setting)
                        .run());
    }

    static PolicyFile file(String text) {
        return new PolicyFile(properties(new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8))));
    }

    private static RiskProperties properties(Resource policy) {
        return new RiskProperties(policy, null);
    }
}

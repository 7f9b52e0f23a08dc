package org.standwith.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

class PolicyFileTest {

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

    static PolicyFile file(String text) {
        return new PolicyFile(properties(new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8))));
    }

    private static RiskProperties properties(Resource policy) {
        return new RiskProperties(policy, null);
    }
}

package org.standwith.supporters;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** While everybody has to work before they come in. */
@WithMail
@TestPropertySource(properties = "standwith.guard.proof=always")
class PasskeyLimitsTest {

    private static final String HOME = "http://localhost:8080";

    @Test
    void whoeverShowsAPasskeyWorksAsWhoeverTypesACodeAndLosesNothingByIt(@Autowired Readers readers) {
        PasskeyVisit visit = new PasskeyVisit(readers.visit(), HOME);
        String answer = new Device().answers(visit.askedToUse(), HOME);

        visit.uses(answer);

        assertThat(visit.visit().status()).isEqualTo(429);
        assertThat(visit.visit().page()).contains("id=\"proof\"", "name=\"answer\"");
        assertThat(visit.visit().cookies()).containsKey("ceremony");
    }
}

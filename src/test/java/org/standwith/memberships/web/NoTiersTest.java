package org.standwith.memberships.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.standwith.StandwithTest;

/** Where nobody has configured a tier. */
@StandwithTest
class NoTiersTest {

    @Autowired
    private MockMvcTester web;

    @Test
    void thereAreNoKeys() {
        assertThat(web.get().uri("/.well-known/jwks.json"))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("{\"keys\":[]}");
    }
}

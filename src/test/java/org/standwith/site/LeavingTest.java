package org.standwith.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@SiteTest
class LeavingTest {

    private static final String EVERYTHING = "\"cache\", \"cookies\", \"storage\"";

    @Autowired
    private MockMvcTester web;

    @Test
    void whoLeavesIsElsewhereAndTheBrowserForgetsUs() {
        assertThat(web.get().uri("/leave"))
                .hasStatus(303)
                .hasHeader("Location", SiteTest.EXIT)
                .hasHeader("Clear-Site-Data", EVERYTHING)
                .hasHeader("Cache-Control", "no-store")
                .hasHeader("Referrer-Policy", "no-referrer");
    }

    @Test
    void theOfficeIsForgottenWhenOneSignsOut() {
        assertThat(web.post().uri("/office/sign-out").with(csrf()))
                .hasStatus3xxRedirection()
                .hasHeader("Clear-Site-Data", EVERYTHING);
    }
}

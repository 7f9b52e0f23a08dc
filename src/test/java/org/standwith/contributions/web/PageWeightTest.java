package org.standwith.contributions.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.standwith.payments.Providers;
import org.standwith.risk.Level;
import org.standwith.risk.RiskPolicy;

@WebTest
class PageWeightTest {

    private static final Pattern ASSET = Pattern.compile("(?:<link[^>]* href|<script[^>]* src)=\"([^\"]+)\"");

    @Autowired
    private MockMvcTester web;

    @Autowired
    private Providers providers;

    @Autowired
    private RiskPolicy policy;

    @Test
    void aFirstVisitWithAllThatItLoadsIsUnderSixtyKilobytes() throws IOException {
        Examples.handles(policy, Level.OPEN);
        given(providers.all()).willReturn(Examples.providers("STRIPE", "PAYPAL"));
        String page = web.get().uri("/").exchange().getResponse().getContentAsString();
        int weight = zipped(page.getBytes("UTF-8"));

        var assets = ASSET.matcher(page).results().map(found -> found.group(1)).toList();
        assertThat(assets)
                .containsExactlyInAnyOrder("/favicon.svg", "/site.css", "/theme.css", "/contribute.js", "/leave.js");
        for (String asset : assets) {
            if (!asset.equals("/theme.css")) {
                weight += zipped(new ClassPathResource("static" + asset).getContentAsByteArray());
            }
        }
        assertThat(weight).isLessThan(60_000 - 1_000);
    }

    private static int zipped(byte[] content) throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(zipped)) {
            zip.write(content);
        }
        return zipped.size();
    }
}

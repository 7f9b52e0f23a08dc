package org.standwith.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.io.ClassPathResource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@WebMvcTest(
        controllers = {Stylesheets.class, WidgetScript.class},
        includeFilters =
                @ComponentScan.Filter(type = FilterType.REGEX, pattern = "org.standwith.site.(.+Properties|Texts.*)"))
@AutoConfigureMockMvc(addFilters = false)
@TestPropertySource(
        properties = {
            "standwith.base-url=https://give.example",
            "standwith.organisation.name=The <Bold> Post",
            "standwith.organisation.accent=#ffcc00"
        })
class PublicPagesTest {

    @Autowired
    private MockMvcTester web;

    @Test
    void theWidgetMayBeLoadedFromAnywhereAndIsKeptForMinutes() {
        assertThat(web.get().uri("/widget.js"))
                .hasStatusOk()
                .hasHeader("Cache-Control", "max-age=300, public")
                .hasHeader("Cross-Origin-Resource-Policy", "cross-origin")
                .hasContentTypeCompatibleWith("text/javascript")
                .containsHeader("ETag");
    }

    @Test
    void anUnchangedWidgetIsNotSentAgain() {
        String tag = String.valueOf(
                web.get().uri("/widget.js").exchange().getResponse().getHeader("ETag"));

        assertThat(web.get().uri("/widget.js").header("If-None-Match", tag)).hasStatus(304);
    }

    @Test
    void theWidgetIsLightAndAsksNobodyElse() throws IOException {
        String script = new ClassPathResource("static/widget.js").getContentAsString(StandardCharsets.UTF_8);

        assertThat(web.get().uri("/widget.js"))
                .body()
                .as("what is sent, before compression")
                .hasSizeLessThan(12_000)
                .asString(StandardCharsets.UTF_8)
                .contains("customElements.define('stand-with'")
                .doesNotContain("\n  ", "\n//", "/*");
        assertThat(script).doesNotContain("innerHTML", "eval(", "http://");
        assertThat(script.lines().filter(line -> line.contains("https://")))
                .allSatisfy(line -> assertThat(line).startsWith(" * "));
    }

    @Test
    void whateverTheReasonTheWidgetLeavesTheSameTrace() throws IOException {
        String script = new ClassPathResource("static/widget.js").getContentAsString(StandardCharsets.UTF_8);

        assertThat(script.split("localStorage\\.setItem", -1))
                .as("one place that writes")
                .hasSize(2);
        assertThat(script).contains("const quiet = () =>").doesNotContain("document.cookie");
        // The code alone waits for whoever is at the payment page, and goes when they are back.
        assertThat(script.split("sessionStorage", -1)).hasSize(2);
    }

    @Test
    void theStylesheetIsLight() throws IOException {
        assertThat(new ClassPathResource("static/site.css").contentLength()).isLessThan(16_000);
    }

    @Test
    void theConfiguredColourIsMadeReadable() {
        assertThat(web.get().uri("/theme.css"))
                .hasStatusOk()
                .hasContentTypeCompatibleWith("text/css")
                .bodyText()
                .contains("prefers-color-scheme:dark){:root{--accent:#ffcc00;--on-accent:#000000}")
                .doesNotStartWith(":root{--accent:#ffcc00");
    }

    @Test
    void whereABrowserLooksForAnIconByItselfThereIsOne() {
        assertThat(web.get().uri("/favicon.ico")).hasStatus(302).hasRedirectedUrl("/favicon.svg");
    }
}

package org.standwith.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

class TextsTest {

    private static Resource written(String text) {
        return new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Texts privacy(Map<String, Resource> sources) {
        return new Texts(new Texts.Sources(sources, Map.of()));
    }

    @Test
    void aTextIsThereInTheLanguageAskedForOrElseInAnother() {
        Texts texts = privacy(Map.of("en", written("# Privacy\n\nWe keep *little*.")));

        assertThat(texts.there()).containsExactly("privacy");
        assertThat(texts.of("privacy", "en"))
                .contains(new Texts.Text("en", "<h1>Privacy</h1>\n<p>We keep <em>little</em>.</p>\n"));
        assertThat(texts.of("privacy", "ru")).map(Texts.Text::language).contains("en");
        assertThat(texts.of("terms", "en")).isEmpty();
    }

    @Test
    void whatIsNotTextIsShownAndNotDone() {
        String html = privacy(Map.of("en", written("<script>a()</script>\n\n[here](javascript:a()) <b>b</b>")))
                .of("privacy", "en")
                .orElseThrow()
                .html();

        assertThat(html).doesNotContain("<script", "<b>", "javascript:");
    }

    @Test
    void oneThatCannotBeReadIsNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> privacy(Map.of("en", new FileSystemResource("/no/such/privacy.md"))))
                .withMessageContaining("privacy.md");
    }
}

package org.standwith.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/**
 * What a newsroom has to say at length, in its own words: Markdown, in which HTML is text and a link leads to a page or a
 * mailbox only. Read once, at the start, which fails where a text cannot be read.
 */
@Component
class Texts {

    /** By language. */
    @ConfigurationProperties("standwith.texts")
    record Sources(
            @DefaultValue Map<String, Resource> privacy,
            @DefaultValue Map<String, Resource> terms) {}

    private final Map<String, Map<String, String>> pages = new LinkedHashMap<>();

    Texts(Sources sources) {
        put("privacy", sources.privacy());
        put("terms", sources.terms());
    }

    /** Which there are, by the names that their addresses have. */
    List<String> there() {
        return List.copyOf(pages.keySet());
    }

    /** As HTML in this language, or in another one where it is not there in this; nothing where there is none. */
    Optional<Text> of(String name, String language) {
        Map<String, String> all = pages.getOrDefault(name, Map.of());
        String spoken = all.containsKey(language)
                ? language
                : all.keySet().stream().findFirst().orElse(language);
        return Optional.ofNullable(all.get(spoken)).map(html -> new Text(spoken, html));
    }

    /** @param language in which it really is */
    record Text(String language, String html) {}

    private void put(String name, Map<String, Resource> sources) {
        Map<String, String> all = new LinkedHashMap<>();
        sources.forEach((language, source) -> all.put(language, html(source)));
        if (!all.isEmpty()) {
            pages.put(name, all);
        }
    }

    private static String html(Resource source) {
        try {
            return HtmlRenderer.builder()
                    .escapeHtml(true)
                    .sanitizeUrls(true)
                    .build()
                    .render(Parser.builder().build().parse(source.getContentAsString(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new IllegalStateException("A text cannot be read: " + source.getDescription(), e);
        }
    }
}

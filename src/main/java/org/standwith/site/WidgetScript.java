package org.standwith.site;

import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The widget for other sites, under an address that stays: so it is kept for minutes, not for ever. */
@Hidden
@RestController
class WidgetScript {

    private final byte[] script;
    private final String tag;

    WidgetScript() throws IOException {
        this.script = bare(new ClassPathResource("static/widget.js").getContentAsString(StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
        this.tag = "W/\"" + DigestUtils.md5DigestAsHex(script) + "\"";
    }

    @GetMapping("/widget.js")
    ResponseEntity<byte[]> script() {
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "javascript", StandardCharsets.UTF_8))
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic())
                .header("Cross-Origin-Resource-Policy", "cross-origin")
                .eTag(tag)
                .body(script);
    }

    /** What a browser needs of a script that was written for people: no comments, no indentation. */
    private static String bare(String source) {
        return source.replaceAll("(?s)/\\*.*?\\*/", "")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("//"))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}

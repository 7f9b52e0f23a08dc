package org.standwith.site;

import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The configured colour as a stylesheet of its own, since the pages allow no styles inside themselves. */
@Hidden
@RestController
class Stylesheets {

    /** The surfaces of the pages that are hardest to read the colour on: the light paper, and dark fields and cards. */
    static final Accent LIGHT = Accent.of("#fcfbf8");

    static final Accent DARK = Accent.of("#1f2125");

    private final String theme;

    Stylesheets(SiteProperties site) {
        Accent accent = Accent.of(site.organisation().accent());
        this.theme = root(accent.readableOn(LIGHT)) + "@media (prefers-color-scheme:dark){"
                + root(accent.readableOn(DARK)) + "}\n";
    }

    @GetMapping("/theme.css")
    ResponseEntity<String> theme() {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/css;charset=UTF-8"))
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic())
                .eTag("W/\"" + Integer.toHexString(theme.hashCode()) + "\"")
                .body(theme);
    }

    private static String root(Accent accent) {
        return ":root{--accent:" + accent + ";--on-accent:" + accent.ink() + "}\n";
    }
}

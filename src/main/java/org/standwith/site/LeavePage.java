package org.standwith.site;

import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The quick way out: has the browser forget what it keeps of this site, and shows another one. */
@Hidden
@RestController
class LeavePage {

    private final URI exit;

    LeavePage(PageProperties pages) {
        this.exit = pages.exit();
    }

    @GetMapping("/leave")
    ResponseEntity<Void> leave() {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(Headers.CLEAR_SITE_DATA, Headers.EVERYTHING)
                .cacheControl(CacheControl.noStore())
                .location(exit)
                .build();
    }
}

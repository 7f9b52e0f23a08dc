package org.standwith.memberships.web;

import io.swagger.v3.oas.annotations.Operation;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.standwith.memberships.PassKeys;

@RestController
class PassKeysApi {

    private final PassKeys keys;

    PassKeysApi(PassKeys keys) {
        this.keys = keys;
    }

    @Operation(
            summary = "The keys by which passes are checked",
            description =
                    "A JSON Web Key Set (RFC 7517) of Ed25519 keys. A new one stands here for a day before anything"
                            + " is signed by it; an old one stays until every pass that it has signed is over.")
    @GetMapping(path = "/.well-known/jwks.json", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> keys() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(PassKeys.KEPT).cachePublic())
                .body(keys.shown());
    }
}

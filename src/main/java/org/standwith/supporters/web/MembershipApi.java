package org.standwith.supporters.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.standwith.memberships.Membership;
import org.standwith.memberships.Pass;
import org.standwith.memberships.Passes;
import org.standwith.supporters.Account;
import org.standwith.supporters.SignedIn;

/** What giving entitles whoever is signed in to, for the newsroom's own website. */
@RestController
class MembershipApi {

    private final Account account;
    private final Passes passes;

    MembershipApi(Account account, Passes passes) {
        this.account = account;
        this.passes = passes;
    }

    @Operation(
            summary = "What the supporter who is signed in is entitled to",
            description = "For a script of the newsroom's own website, which sends the session's cookie along.")
    @ApiResponse(responseCode = "200", description = "Also where there is no tier; then `tier` is null")
    @ApiResponse(responseCode = "401", description = "Nobody is signed in in this browser")
    @GetMapping("/api/v1/membership")
    ResponseEntity<Membership> membership(@AuthenticationPrincipal SignedIn who) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(account.membership(who));
    }

    @Operation(
            summary = "A pass that proves the tier and names nobody",
            description =
                    "Everybody of one tier gets the same within the hour, byte for byte. To be checked by the keys"
                            + " at `/.well-known/jwks.json`.")
    @ApiResponse(responseCode = "200", description = "A JWT (RFC 7519), signed by Ed25519")
    @ApiResponse(responseCode = "401", description = "Nobody is signed in in this browser")
    @ApiResponse(responseCode = "409", description = "`no-membership`: there is no tier to prove")
    @PostMapping("/api/v1/passes")
    ResponseEntity<Pass> pass(@AuthenticationPrincipal SignedIn who) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(passes.issue(account.membership(who)));
    }
}

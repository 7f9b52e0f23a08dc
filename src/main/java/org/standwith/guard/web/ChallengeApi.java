package org.standwith.guard.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.standwith.guard.Challenge;
import org.standwith.guard.Guard;

@RestController
class ChallengeApi {

    private final Guard guard;

    ChallengeApi(Guard guard) {
        this.guard = guard;
    }

    @Operation(
            summary = "A problem to solve where a proof of work is asked for",
            description =
                    "After ALTCHA's protocol. Find the number from 0 to maxnumber whose SHA-256 behind the salt, in"
                        + " hexadecimal digits, is the challenge. Send all but maxnumber, and the number, as JSON in"
                        + " base64 in the header Altcha-Proof of the call that asked for it. It is good for ten"
                        + " minutes, and once.")
    @ApiResponse(responseCode = "200", description = "Another one each time")
    @GetMapping("/api/v1/challenges")
    ResponseEntity<Challenge> challenge() {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(guard.challenge());
    }
}

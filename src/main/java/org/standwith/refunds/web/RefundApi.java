package org.standwith.refunds.web;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.standwith.money.AmountText;
import org.standwith.problem.IdempotencyKey;
import org.standwith.refunds.Refund;
import org.standwith.refunds.Refunds;
import org.standwith.refunds.Wish;
import org.standwith.staff.StaffMember;

/** Refunds for staff's programs. A second person agrees on the page. */
@RestController
@RequestMapping("/api/v1/refunds")
class RefundApi {

    private static final int LATEST = 200;

    /**
     * @param payment the provider's id of the payment
     * @param reason why, in a few words: about the payment, and nothing about a person
     */
    record Asked(
            @Nullable String provider,
            @Nullable String payment,
            @Nullable AmountText amount,
            @Nullable String reason) {}

    /**
     * @param code the provider's word for why it refused, or ours
     * @param changed since when it is in its state
     */
    record View(
            UUID id,
            String provider,
            String payment,
            AmountText amount,
            String reason,
            Refund.State state,
            @Nullable String code,
            Refund.@Nullable Cause cause,
            @Nullable String askedBy,
            @Nullable String decidedBy,
            Instant since,
            Instant changed) {

        static View of(Refund refund) {
            return new View(
                    refund.id(),
                    refund.provider().name(),
                    refund.payment(),
                    AmountText.of(refund.amount()),
                    refund.reason(),
                    refund.state(),
                    refund.code(),
                    refund.cause(),
                    refund.askedBy(),
                    refund.decidedBy(),
                    refund.since(),
                    refund.changed());
        }
    }

    record Views(List<View> refunds) {}

    private final Refunds refunds;

    RefundApi(Refunds refunds) {
        this.refunds = refunds;
    }

    @Operation(
            summary = "Ask for a refund",
            description = "Safe to repeat: the same key and body give the same refund. ASKED waits for a second person;"
                    + " APPROVED is on its way to the provider; CONFIRMED is what the provider has made.")
    @ApiResponse(responseCode = "201", description = "Asked for, or the same as the first time")
    @ApiResponse(
            responseCode = "400",
            description = "The key is missing or not a UUID, or the body cannot be read",
            content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    @ApiResponse(
            responseCode = "409",
            description = "The key was used for another request",
            content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    @ApiResponse(
            responseCode = "422",
            description =
                    "Some fields are not acceptable: the payment is not known or contested, or has not that much left",
            content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    @PostMapping
    ResponseEntity<View> ask(
            @RequestBody Asked asked,
            @Parameter(required = true, schema = @Schema(type = "string", format = "uuid"))
                    @RequestHeader(name = IdempotencyKey.HEADER, required = false)
                    @Nullable
                    String key,
            @AuthenticationPrincipal StaffMember me) {
        Wish wish = new Wish(asked.provider(), asked.payment(), asked.amount(), asked.reason(), false);
        Refund refund = refunds.ask(wish, me, IdempotencyKey.of(key, "refund"));
        return ResponseEntity.created(URI.create("/api/v1/refunds/" + refund.id()))
                .cacheControl(CacheControl.noStore())
                .body(View.of(refund));
    }

    @Operation(summary = "All refunds that are open, the oldest first, and the latest 200 that are over")
    @GetMapping
    Views list() {
        return new Views(Stream.concat(refunds.open().stream(), refunds.finished(LATEST).stream())
                .map(View::of)
                .toList());
    }

    @Operation(summary = "How far a refund has come")
    @ApiResponse(responseCode = "200", description = "As it stands now")
    @ApiResponse(
            responseCode = "404",
            description = "There is no such refund",
            content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    @GetMapping("/{id}")
    View show(@PathVariable UUID id) {
        return View.of(refunds.story(id).refund());
    }
}

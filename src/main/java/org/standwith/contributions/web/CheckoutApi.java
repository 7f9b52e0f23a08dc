package org.standwith.contributions.web;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.standwith.contributions.CardPayments;
import org.standwith.contributions.Checkout;
import org.standwith.contributions.CheckoutRequest;
import org.standwith.contributions.Checkouts;
import org.standwith.contributions.Visitor;
import org.standwith.pages.Homes;
import org.standwith.pages.Words;
import org.standwith.problem.IdempotencyKey;
import org.standwith.problem.Problem;
import org.standwith.risk.RiskPolicy;
import org.standwith.risk.VisitorSignals;
import org.standwith.vault.SupporterCode;

@RestController
@RequestMapping("/api/v1/checkouts")
class CheckoutApi {

    private final Checkouts checkouts;
    private final CardPayments cards;
    private final VisitorSignals visitors;
    private final Homes homes;
    private final RiskPolicy policy;
    private final MessageSource messages;

    CheckoutApi(
            Checkouts checkouts,
            CardPayments cards,
            VisitorSignals visitors,
            Homes homes,
            RiskPolicy policy,
            MessageSource messages) {
        this.checkouts = checkouts;
        this.cards = cards;
        this.visitors = visitors;
        this.homes = homes;
        this.policy = policy;
        this.messages = messages;
    }

    /**
     * @param redirectUrl where to pay; absent when that is not known (yet)
     * @param supporterCode by which the supporter is known without a mailbox: to be shown to them, once, and kept nowhere
     * @param notices what the supporter has to be told
     */
    record Opened(
            UUID id,
            Checkout.Status status,
            @Nullable URI redirectUrl,
            @Nullable String supporterCode,
            List<String> notices) {

        static Opened of(Checkout checkout, List<String> notices) {
            SupporterCode code = checkout.code();
            return new Opened(
                    checkout.id(),
                    checkout.status(),
                    checkout.redirectUrl(),
                    code == null ? null : code.reveal(),
                    notices);
        }

        /** Has a secret in it. */
        @Override
        public String toString() {
            return "Opened[" + id + "]";
        }
    }

    record State(UUID id, Checkout.Status status) {}

    /**
     * @param confirmationToken Stripe's, made in the browser of what was entered there
     * @param recurringConfirmed {@code true} where a problem has asked for it
     */
    record Confirmation(
            @Nullable String confirmationToken, @Nullable Boolean recurringConfirmed) {
        @Override
        public String toString() {
            return "Confirmation[***]";
        }
    }

    /** @param nextAction what the browser has to do before it can be paid */
    record Confirmed(Checkout.Status status, @Nullable NextAction nextAction) {}

    /** @param clientSecret for {@code stripe.handleNextAction} */
    record NextAction(String clientSecret) {
        @Override
        public String toString() {
            return "NextAction[***]";
        }
    }

    @Operation(
            summary = "Open a checkout",
            description = "Safe to repeat: the same key and body give the same answer. When the status is UNKNOWN, the"
                    + " payment provider did not answer; nothing is charged, and the same request may be sent again.")
    @ApiResponse(responseCode = "201", description = "Opened, or the same as the first time")
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
            description = "Some fields are not acceptable",
            content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    @PostMapping
    ResponseEntity<Opened> open(
            @RequestBody CheckoutRequest request,
            @Parameter(required = true, schema = @Schema(type = "string", format = "uuid"))
                    @RequestHeader(name = IdempotencyKey.HEADER, required = false)
                    @Nullable
                    String key,
            HttpServletRequest http) {
        Checkout checkout = checkouts.open(
                request, IdempotencyKey.of(key, "checkout"), new Visitor(homes.of(http), visitors.of(http)));
        return ResponseEntity.created(URI.create("/api/v1/checkouts/" + checkout.id()))
                .cacheControl(CacheControl.noStore())
                .body(Opened.of(checkout, notices(checkout)));
    }

    @Operation(
            summary = "Pay a checkout by a card that was entered on our own page",
            description =
                    "The card's country is looked at first. Where giving is punished, nothing is sent to the bank, and"
                            + " nothing of it is kept. When the status is UNKNOWN, ask what became of the checkout.")
    @ApiResponse(responseCode = "200", description = "Paid, or declined, or the bank wants to ask the supporter first")
    @ApiResponse(
            responseCode = "403",
            description = "The card is from where giving is punished",
            content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    @ApiResponse(
            responseCode = "404",
            description = "There is no such checkout",
            content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    @ApiResponse(
            responseCode = "409",
            description = "It was tried too often, or is not paid like this",
            content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    @ApiResponse(
            responseCode = "422",
            description = "The card has to be entered again",
            content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    @PostMapping("/{id}/confirmation")
    ResponseEntity<Confirmed> confirm(@PathVariable UUID id, @RequestBody Confirmation body, HttpServletRequest http) {
        String token = body.confirmationToken();
        if (token == null || token.isBlank()) {
            throw Problem.invalid("confirmationToken", "A token that Stripe made in the browser.");
        }
        CardPayments.Confirmed confirmed = cards.confirm(
                id, new CardPayments.Entered(token, Boolean.TRUE.equals(body.recurringConfirmed())), visitors.of(http));
        String secret = confirmed.clientSecret();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new Confirmed(confirmed.status(), secret == null ? null : new NextAction(secret)));
    }

    @Operation(summary = "What became of a checkout")
    @ApiResponse(responseCode = "200", description = "As far as it is known by now")
    @ApiResponse(
            responseCode = "404",
            description = "There is no such checkout",
            content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    @GetMapping("/{id}")
    ResponseEntity<State> show(@PathVariable UUID id) {
        Checkout checkout = checkouts.find(id);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new State(checkout.id(), checkout.status()));
    }

    private List<String> notices(Checkout checkout) {
        Words words = new Words(messages, Objects.requireNonNullElse(checkout.locale(), Locale.ENGLISH));
        return Stream.concat(
                        policy.notice(words.language()).consequences().stream(),
                        Stream.of(words.text("widget.caution")))
                .toList();
    }
}

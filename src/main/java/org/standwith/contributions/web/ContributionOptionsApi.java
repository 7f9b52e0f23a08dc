package org.standwith.contributions.web;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.standwith.money.Amounts;
import org.standwith.pages.Words;
import org.standwith.payments.Providers;
import org.standwith.problem.Problem;

@RestController
class ContributionOptionsApi {

    private static final CacheControl FIVE_MINUTES =
            CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic();

    private final Amounts amounts;
    private final Providers providers;
    private final MessageSource messages;
    private final Contact contact;

    ContributionOptionsApi(Amounts amounts, Providers providers, MessageSource messages, Contact contact) {
        this.amounts = amounts;
        this.providers = providers;
        this.messages = messages;
        this.contact = contact;
    }

    @Operation(summary = "What can be given, in which currency and how, with all texts that a form needs")
    @ApiResponse(responseCode = "200", description = "May be kept for five minutes")
    @ApiResponse(
            responseCode = "422",
            description = "One cannot give in this currency",
            content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    @GetMapping("/api/v1/contribution-options")
    ResponseEntity<ContributionOptions> options(
            @Parameter(description = "ISO 4217 code; guessed from the locale when absent") @RequestParam @Nullable
                    String currency,
            @Parameter(description = "BCP 47 tag; the request's Accept-Language when absent") @RequestParam @Nullable
                    String locale,
            HttpServletRequest request) {
        List<Locale> locales = locale == null || locale.isBlank()
                ? Collections.list(request.getLocales())
                : List.of(Locale.forLanguageTag(locale));
        Words words = new Words(messages, locales.getFirst());
        return ResponseEntity.ok()
                .cacheControl(FIVE_MINUTES)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .body(ContributionOptions.of(amounts, providers, chosen(currency, locales), words, contact));
    }

    private CurrencyUnit chosen(@Nullable String code, List<Locale> locales) {
        if (code == null || code.isBlank()) {
            return CurrencyGuess.of(amounts, locales);
        }
        return CurrencyGuess.among(amounts, code)
                .orElseThrow(() -> Problem.invalid(
                        "currency",
                        "One cannot give in this currency. Possible: "
                                + String.join(
                                        ", ",
                                        amounts.currencies().stream()
                                                .map(CurrencyUnit::getCode)
                                                .toList())
                                + "."));
    }
}

package standwith.sandbox.stripe;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import standwith.sandbox.account.Json;
import standwith.sandbox.account.PayPage;
import standwith.sandbox.account.PayPage.Button;
import tools.jackson.databind.node.ObjectNode;

/** Where the payer pays, or does not. */
@Controller
final class CheckoutPage {

    private final Stripe stripe;

    CheckoutPage(Stripe stripe) {
        this.stripe = stripe;
    }

    /** A card in words. */
    record Choice(String number, String text) {

        static Choice of(Card card) {
            String country = card.country();
            return new Choice(
                    card.number(),
                    (country == null ? "no country" : Locale.of("", country).getDisplayCountry(Locale.ENGLISH)) + " · "
                            + card.brand() + " " + card.funding() + " " + card.last4());
        }
    }

    @GetMapping("/pay/{session}")
    String show(@PathVariable String session, Model model) {
        model.addAttribute("checkout", stripe.session(session, CheckoutPage::view));
        model.addAttribute(
                "cards",
                Cards.all().stream()
                        .filter(card -> card.decline() == null && !card.challenged() && !card.late())
                        .map(Choice::of)
                        .toList());
        return "pay";
    }

    @PostMapping("/pay/{session}")
    ResponseEntity<Void> press(
            @PathVariable String session,
            @RequestParam Button button,
            @RequestParam(required = false) @Nullable String card) {
        if (card != null && !card.isEmpty()) {
            stripe.choose(session, card);
        }
        switch (button) {
            case APPROVE -> stripe.approve(session);
            case DECLINE -> stripe.decline(session);
            case LATE -> stripe.answerLate(session);
            case ABANDON -> {}
        }
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(stripe.session(session, state -> next(state, button))))
                .build();
    }

    @ExceptionHandler
    ResponseEntity<String> unknown(StripeError error) {
        return ResponseEntity.status(error.status()).body(error.getMessage());
    }

    private static String next(ObjectNode session, Button button) {
        String here = "/pay/" + Json.string(session, "id");
        if (Json.is(session, "status", "complete")) {
            return success(session);
        }
        return button == Button.ABANDON ? Objects.requireNonNullElse(Json.text(session, "cancel_url"), here) : here;
    }

    private static String success(ObjectNode session) {
        return Json.string(session, "success_url").replace("{CHECKOUT_SESSION_ID}", Json.string(session, "id"));
    }

    private static PayPage view(ObjectNode session) {
        String status = Json.string(session, "status");
        boolean later = Setups.isOne(session);
        return new PayPage(
                "Stripe",
                "/pay/" + Json.string(session, "id"),
                later
                        ? "A card for later"
                        : Money.of(Json.whole(session, "amount_total"), Json.string(session, "currency")),
                later ? "nothing is paid now" : PayPage.cadence(Json.string(Json.child(session, "_plan"), "interval")),
                status,
                Json.text(session, "_error"),
                status.equals("complete") ? success(session) : Json.text(session, "cancel_url"));
    }
}

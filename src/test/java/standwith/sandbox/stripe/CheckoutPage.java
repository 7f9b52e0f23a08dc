package standwith.sandbox.stripe;

import java.net.URI;
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
import tools.jackson.databind.node.ObjectNode;

/** Where the payer pays, or does not. */
@Controller
final class CheckoutPage {

    private final Stripe stripe;

    CheckoutPage(Stripe stripe) {
        this.stripe = stripe;
    }

    enum Button {
        APPROVE,
        DECLINE,
        LATE,
        ABANDON
    }

    /** @param back where a closed session sends the payer; null when there is nowhere to go */
    record View(
            String id,
            String amount,
            String cadence,
            String status,
            @Nullable String error,
            @Nullable String back) {}

    @GetMapping("/pay/{session}")
    String show(@PathVariable String session, Model model) {
        model.addAttribute("checkout", stripe.session(session, CheckoutPage::view));
        return "pay";
    }

    @PostMapping("/pay/{session}")
    ResponseEntity<Void> press(@PathVariable String session, @RequestParam Button button) {
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

    private static View view(ObjectNode session) {
        String status = Json.string(session, "status");
        return new View(
                Json.string(session, "id"),
                Money.of(Json.whole(session, "amount_total"), Json.string(session, "currency")),
                switch (Json.string(Json.child(session, "_plan"), "interval")) {
                    case "once" -> "once";
                    case "month" -> "every month";
                    case "year" -> "every year";
                    case String other -> "every " + other;
                },
                status,
                Json.text(session, "_error"),
                status.equals("complete") ? success(session) : Json.text(session, "cancel_url"));
    }
}

package standwith.sandbox.stripe;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;
import org.springframework.web.util.UriComponentsBuilder;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** Where the bank asks the payer who they are. */
@Controller
@RequestMapping("/challenge/{intent}")
final class ChallengePage {

    private final Stripe stripe;

    ChallengePage(Stripe stripe) {
        this.stripe = stripe;
    }

    enum Button {
        COMPLETE,
        FAIL
    }

    /**
     * What the page shows.
     *
     * @param open the bank still asks
     * @param back where the payer goes on; null when the page that shows this one in a frame looks to it
     */
    record Challenge(
            String intent,
            String amount,
            boolean open,
            @Nullable String back) {}

    @GetMapping
    String show(@PathVariable String intent, @RequestParam("client_secret") String secret, Model model) {
        model.addAttribute("challenge", stripe.intent(intent, secret, ChallengePage::view));
        model.addAttribute("secret", secret);
        return "challenge";
    }

    @PostMapping
    ModelAndView press(
            @PathVariable String intent, @RequestParam("client_secret") String secret, @RequestParam Button button) {
        Challenge before = stripe.intent(intent, secret, ChallengePage::view);
        if (before.open()) {
            stripe.answerChallenge(intent, button == Button.COMPLETE);
        }
        Challenge after = stripe.intent(intent, secret, ChallengePage::view);
        String back = before.back();
        if (back == null) {
            return new ModelAndView("challenge").addObject("challenge", after).addObject("secret", secret);
        }
        String status = stripe.intent(intent, secret, state -> Json.string(state, "status"));
        var away = new RedirectView(UriComponentsBuilder.fromUri(URI.create(back))
                .queryParam("payment_intent", intent)
                .queryParam("payment_intent_client_secret", secret)
                .queryParam("redirect_status", status.equals("requires_payment_method") ? "failed" : "succeeded")
                .toUriString());
        away.setStatusCode(HttpStatus.SEE_OTHER);
        return new ModelAndView(away);
    }

    @ExceptionHandler
    ResponseEntity<String> unknown(StripeError error) {
        return ResponseEntity.status(error.status())
                .header(HttpHeaders.CONTENT_TYPE, "text/plain;charset=UTF-8")
                .body(error.getMessage());
    }

    private static Challenge view(ObjectNode intent) {
        return new Challenge(
                Json.string(intent, "id"),
                Money.of(Json.whole(intent, "amount"), Json.string(intent, "currency")),
                Json.is(intent, "status", "requires_action"),
                Json.text(intent.path("next_action").path("redirect_to_url"), "return_url"));
    }
}

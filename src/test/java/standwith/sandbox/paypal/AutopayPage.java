package standwith.sandbox.paypal;

import java.net.URI;
import java.util.List;
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
import standwith.sandbox.account.Json;
import standwith.sandbox.account.Person;
import tools.jackson.databind.node.ObjectNode;

/** Where payers choose in their account what their subscriptions are paid by: one account for all of them. */
@Controller
@RequestMapping(AutopayPage.PATH)
final class AutopayPage {

    static final String PATH = "/paypal/myaccount/autopay";

    private final PayPal paypal;

    AutopayPage(PayPal paypal) {
        this.paypal = paypal;
    }

    /** A subscription in the payer's words. */
    record Payment(String id, String payer, String amount, String cadence, String status) {

        static Payment of(ObjectNode subscription) {
            String id = Json.string(subscription, "id");
            return new Payment(
                    id,
                    Person.of(id).name(),
                    Plans.price(subscription).toString(),
                    "every " + Plans.recurrence(subscription).interval(),
                    Json.string(subscription, "status"));
        }
    }

    @GetMapping({"", "/"})
    String show(Model model) {
        List<Payment> payments = paypal.running().stream().map(Payment::of).toList();
        model.addAttribute("payments", payments);
        return "autopay";
    }

    @PostMapping("/{id}")
    ResponseEntity<Void> choose(@PathVariable String id, @RequestParam boolean pays) {
        paypal.choose(id, pays);
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(PATH + "/"))
                .build();
    }

    @ExceptionHandler
    ResponseEntity<String> unknown(PayPalError error) {
        return ResponseEntity.status(error.status()).body(error.getMessage());
    }
}

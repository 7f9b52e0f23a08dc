package standwith.sandbox.paypal;

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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import standwith.sandbox.account.Json;
import standwith.sandbox.account.PayPage;
import standwith.sandbox.account.PayPage.Button;
import standwith.sandbox.account.Person;
import tools.jackson.databind.node.ObjectNode;

/** Where the payer agrees, or does not. */
@Controller
@RequestMapping("/pay/paypal/{id}")
final class ApprovalPage {

    private final PayPal paypal;

    ApprovalPage(PayPal paypal) {
        this.paypal = paypal;
    }

    @GetMapping
    String show(@PathVariable String id, Model model) {
        model.addAttribute("checkout", paypal.agreement(id, ApprovalPage::view));
        return "pay";
    }

    @PostMapping
    ResponseEntity<Void> press(@PathVariable String id, @RequestParam Button button) {
        boolean open = paypal.agreement(id, ApprovalPage::isOpen);
        switch (button) {
            case APPROVE -> paypal.approve(id);
            case DECLINE -> paypal.decline(id);
            case LATE -> paypal.answerLate(id);
            case ABANDON -> {}
        }
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(
                        open ? paypal.agreement(id, agreement -> next(agreement, button)) : "/pay/paypal/" + id))
                .build();
    }

    @ExceptionHandler
    ResponseEntity<String> unknown(PayPalError error) {
        return ResponseEntity.status(error.status()).body(error.getMessage());
    }

    private static boolean isOpen(ObjectNode agreement) {
        return isOrder(agreement) ? Orders.isOpen(agreement) : Subscriptions.isOpen(agreement);
    }

    private static String next(ObjectNode agreement, Button button) {
        String way = button == Button.ABANDON ? back(agreement, "_cancel") : back(agreement, "_return");
        return Objects.requireNonNullElse(way, "/pay/paypal/" + Json.string(agreement, "id"));
    }

    /** The merchant's page, with what PayPal adds to its address. */
    private static @Nullable String back(ObjectNode agreement, String way) {
        String address = Json.text(agreement, way);
        if (address == null) {
            return null;
        }
        String id = Json.string(agreement, "id");
        String added = isOrder(agreement)
                ? "token=" + id + (way.equals("_return") ? "&PayerID=" + Payer.id(Person.of(id)) : "")
                : "subscription_id=" + id + "&ba_token=" + Json.string(agreement, "_token") + "&token="
                        + Json.string(agreement, "_token").substring("BA-".length());
        return address + (address.contains("?") ? "&" : "?") + added;
    }

    private static PayPage view(ObjectNode agreement) {
        boolean open = isOpen(agreement);
        ObjectNode priced = agreement.get("_revision") instanceof ObjectNode revision ? revision : agreement;
        return new PayPage(
                "PayPal",
                "/pay/paypal/" + Json.string(agreement, "id"),
                (isOrder(agreement) ? Orders.amount(agreement) : Plans.price(priced)).toString(),
                PayPage.cadence(
                        isOrder(agreement) ? "once" : Plans.recurrence(priced).interval()),
                open ? "open" : "complete",
                Json.flag(agreement, "_refused") ? "Your way of paying was declined. Choose another." : null,
                back(agreement, open ? "_cancel" : "_return"));
    }

    private static boolean isOrder(ObjectNode agreement) {
        return Json.is(agreement, "_type", "order");
    }
}

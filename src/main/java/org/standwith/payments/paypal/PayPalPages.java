package org.standwith.payments.paypal;

import java.net.URI;
import java.util.Set;
import org.standwith.payments.Opening;
import org.standwith.payments.Reply;
import tools.jackson.databind.JsonNode;

/** Where payers approve what was opened for them. */
final class PayPalPages {

    /** The name depends on how the order was described. */
    private static final Set<String> APPROVE = Set.of("payer-action", "approve");

    private PayPalPages() {}

    static Opening redirect(Reply<JsonNode> opened) {
        return switch (opened) {
            case Reply.Answer<JsonNode> answer -> redirect(answer.value());
            case Reply.No<JsonNode> no -> new Opening.Refused(no.code());
            case Reply.Silence<JsonNode> silence -> new Opening.Unknown(silence.reason(), silence.stored());
        };
    }

    private static Opening redirect(JsonNode opened) {
        String id = PayPalFields.text(opened.path("id")).orElse("");
        for (JsonNode link : opened.path("links")) {
            String page = link.path("href").stringValue("");
            if (APPROVE.contains(link.path("rel").stringValue(""))
                    && page.matches("https?://[!-~]+")
                    && !id.isEmpty()) {
                return new Opening.Redirect(id, URI.create(page), true);
            }
        }
        return new Opening.Unknown("an answer without a page", false);
    }
}

package org.standwith.payments.paypal;

import java.net.URI;
import java.util.Optional;
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
        return approval(opened)
                .filter(page -> !id.isEmpty())
                .<Opening>map(page -> new Opening.Redirect(id, page, true))
                .orElseGet(() -> new Opening.Unknown("an answer without a page", false));
    }

    /** Nothing where the payer has nothing to approve. */
    static Optional<URI> approval(JsonNode answer) {
        for (JsonNode link : answer.path("links")) {
            String page = link.path("href").stringValue("");
            if (APPROVE.contains(link.path("rel").stringValue("")) && page.matches("https?://[!-~]+")) {
                return Optional.of(URI.create(page));
            }
        }
        return Optional.empty();
    }

    /** Where people with an account choose what their subscriptions are paid by. */
    static URI automaticPayments(URI apiBase) {
        String host = String.valueOf(apiBase.getHost());
        // A stand-in serves all from one place.
        URI pages = host.matches("api(-m)?(\\.sandbox)?\\.paypal\\.com")
                ? URI.create("https://" + host.replaceFirst("^api(-m)?", "www"))
                : apiBase;
        return URI.create(pages.toString().replaceFirst("/$", "") + "/myaccount/autopay/");
    }
}

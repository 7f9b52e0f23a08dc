package standwith.sandbox.paypal;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Json;
import standwith.sandbox.account.Person;
import tools.jackson.databind.node.ObjectNode;

/** Who pays, in PayPal's words. */
final class Payer {

    private @Nullable String country;

    /** @param wanted null: whatever country the payer is of, and subscriptions do not tell it */
    void from(@Nullable String wanted) {
        country = wanted;
    }

    static String id(Person payer) {
        String number = Long.toString(Math.abs((long) payer.email().hashCode()), 23) + "sandboxpayer2";
        return number.toUpperCase(Locale.ROOT).replaceAll("[01O]", "7").substring(0, 13);
    }

    /** The payer of an order. */
    ObjectNode payer(Person payer) {
        ObjectNode of = named(payer).put("email_address", payer.email()).put("payer_id", id(payer));
        of.putObject("address").put("country_code", country(payer));
        return of;
    }

    ObjectNode source(Person payer) {
        ObjectNode of = Json.object()
                .put("email_address", payer.email())
                .put("account_id", id(payer))
                .put("account_status", "VERIFIED");
        of.setAll(named(payer));
        of.putObject("address").put("country_code", country(payer));
        return of;
    }

    /** The payer of a subscription: an address is told when one was asked for, or by {@link #from}. */
    ObjectNode subscriber(Person payer, boolean shipping) {
        ObjectNode of = named(payer).put("email_address", payer.email()).put("payer_id", id(payer));
        if (shipping || country != null) {
            ObjectNode address = Json.object().put("country_code", country(payer));
            if (shipping) {
                address.put("address_line_1", payer.street())
                        .put("admin_area_2", payer.city())
                        .put("postal_code", payer.postalCode());
            }
            of.putObject("shipping_address").set("address", address);
        }
        return of;
    }

    /** Whoever paid, as reports tell it. */
    static ObjectNode inReports(Person payer) {
        ObjectNode of = Json.object()
                .put("account_id", id(payer))
                .put("address_status", "N")
                .put("country_code", payer.country())
                .put("email_address", payer.email())
                .put("payer_status", "Y");
        of.putObject("payer_name").put("alternate_full_name", payer.name());
        return of;
    }

    private String country(Person payer) {
        return country == null ? payer.country() : country;
    }

    private static ObjectNode named(Person payer) {
        int space = payer.name().indexOf(' ');
        ObjectNode of = Json.object();
        of.putObject("name")
                .put("given_name", payer.name().substring(0, space))
                .put("surname", payer.name().substring(space + 1));
        return of;
    }
}

package standwith.sandbox.stripe;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** An invented payer. The application is told all this and must not keep it. */
record Person(
        String name,
        String email,
        String street,
        String city,
        String postalCode,
        String country,
        String brand,
        String last4) {

    private static final List<Person> ALL = List.of(
            new Person(
                    "Rosalind Testerly",
                    "rosalind.testerly@mail.example",
                    "7 Placeholder Lane",
                    "Sampleton",
                    "00501",
                    "US",
                    "visa",
                    "4242"),
            new Person(
                    "Ottilie Beispiel",
                    "ottilie.beispiel@post.example",
                    "Musterweg 12",
                    "Musterstadt",
                    "12345",
                    "DE",
                    "mastercard",
                    "4444"),
            new Person(
                    "Ambrose Fakenham",
                    "ambrose.fakenham@mail.example",
                    "3 Nowhere Row",
                    "Little Dummying",
                    "ZZ99 3WZ",
                    "GB",
                    "visa",
                    "5556"),
            new Person(
                    "Zdenka Vzorová",
                    "zdenka.vzorova@posta.example",
                    "Vzorová 1",
                    "Vzorovany",
                    "900 00",
                    "SK",
                    "visa",
                    "3220"),
            new Person(
                    "Hyacinthe Exemple",
                    "hyacinthe.exemple@courrier.example",
                    "9 rue de l'Exemple",
                    "Exempleville",
                    "99999",
                    "FR",
                    "amex",
                    "0005"));

    /** The same person for the same key, so that a subscription stays with its payer. */
    static Person of(String key) {
        return ALL.get(Math.floorMod(key.hashCode(), ALL.size()));
    }

    ObjectNode address() {
        return Json.object()
                .put("city", city)
                .put("country", country)
                .put("line1", street)
                .putNull("line2")
                .put("postal_code", postalCode)
                .putNull("state");
    }

    ObjectNode billingDetails() {
        ObjectNode details = Json.object();
        details.set("address", address());
        return details.put("email", email).put("name", name).putNull("phone").putNull("tax_id");
    }

    ObjectNode customerDetails() {
        ObjectNode details = Json.object();
        details.set("address", address());
        details.putNull("business_name")
                .put("email", email)
                .putNull("individual_name")
                .put("name", name)
                .putNull("phone")
                .put("tax_exempt", "none")
                .putArray("tax_ids");
        return details;
    }

    void fill(ObjectNode card) {
        card.put("brand", brand)
                .put("network", brand)
                .put("last4", last4)
                .put("country", country)
                .put("fingerprint", "Fp" + Integer.toHexString(name.hashCode()) + "sandbox")
                .put("network_transaction_id", "9" + Math.abs((long) email.hashCode()));
    }
}

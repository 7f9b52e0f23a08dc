package org.standwith.canary;

import java.util.List;
import org.standwith.journeys.Stage;

/** Webhooks that are none of the providers', about somebody who is real. */
final class Forged implements Flow {

    private static final int LONGER_THAN_AN_EVENT = 1_100_000;

    @Override
    public void walk(Stage stage, Visitor visitor) throws Exception {
        Person person = visitor.person();
        String stripe = """
            {"id":"evt_%1$s","object":"event","type":"charge.succeeded","created":1790000000,"data":{"object":{
            "id":"ch_%1$s","object":"charge","billing_details":{"email":"%2$s","name":"%3$s"}}}}
            """.formatted(person.message(), person.email(), person.name());
        String paypal = """
            {"id":"WH-%1$s","event_type":"PAYMENT.CAPTURE.COMPLETED","resource_type":"capture","resource":{
            "id":"%1$s","payer":{"email_address":"%2$s","name":{"given_name":"%3$s"}}}}
            """.formatted(person.message(), person.email(), person.name());
        for (String path : List.of("/webhooks/stripe", "/webhooks/paypal")) {
            List<String> bodies = List.of(stripe, paypal, person.email(), "{\"email\":\"" + person.email(), "", "[]");
            String body = bodies.get(person.number() % bodies.size());
            visitor.post(path, Visitor.JSON, body);
            visitor.post(path, Visitor.JSON, body, signatures(stage, person));
            visitor.post(path, "image/" + person.message(), person.email());
            visitor.get(path + "?of=" + person.message());
        }
        if (person.tries(0)) {
            String tooLong = person.message()
                    .repeat(LONGER_THAN_AN_EVENT / person.message().length());
            visitor.post("/webhooks/stripe", Visitor.JSON, tooLong);
        }
    }

    private static String[] signatures(Stage stage, Person person) {
        long now = stage.sandbox().clock().instant().getEpochSecond();
        return new String[] {
            "Stripe-Signature", "t=" + now + ",v1=" + person.message() + ",v0=" + person.email(),
            "PayPal-Transmission-Id", person.message(),
            "PayPal-Transmission-Time", stage.sandbox().clock().instant().toString(),
            "PayPal-Transmission-Sig", person.message(),
            "PayPal-Auth-Algo", person.message(),
            "PayPal-Cert-Url", "https://" + person.message() + ".example/cert"
        };
    }
}

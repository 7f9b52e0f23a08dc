package standwith.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.paypal.core.PayPalEnvironment;
import com.paypal.core.PayPalHttpClient;
import com.paypal.orders.AmountWithBreakdown;
import com.paypal.orders.ApplicationContext;
import com.paypal.orders.Order;
import com.paypal.orders.OrderRequest;
import com.paypal.orders.OrdersCaptureRequest;
import com.paypal.orders.OrdersCreateRequest;
import com.paypal.orders.PurchaseUnitRequest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import standwith.sandbox.Receiver.PayPalEvent;

class PayPalApiTest extends SharedPayPal {

    @Test
    void eventsAreSignedByACertificateThatLeadsToTheTrustAnchor() throws Exception {
        APP.refuse(1);
        captured("USD", "5.00");
        PayPalEvent event = APP.paypal().getLast();

        List<X509Certificate> chain =
                certificates(get(header(event, "PAYPAL-CERT-URL")).body());
        assertThat(chain).hasSize(2);
        assertThat(chain.getFirst().getSubjectX500Principal().getName())
                .contains("CN=messageverificationcerts.sandbox.paypal.com");
        assertThat(Objects.requireNonNull(chain.getFirst().getSubjectAlternativeNames())
                        .toString())
                .contains("messageverificationcerts.sandbox.paypal.com");
        var trust = new PKIXParameters(
                Set.of(new TrustAnchor(certificates(sandbox.paypalTrustAnchor()).getFirst(), null)));
        trust.setRevocationEnabled(false);
        trust.setDate(Date.from(sandbox.clock().instant().plus(Duration.ofDays(20_000))));
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(chain), trust);
        CRC32 sum = new CRC32();
        sum.update(event.body().getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(chain.getFirst().getPublicKey());
        signature.update((header(event, "PAYPAL-TRANSMISSION-ID") + "|" + header(event, "PAYPAL-TRANSMISSION-TIME")
                        + "|WH-SANDBOX|" + sum.getValue())
                .getBytes(StandardCharsets.UTF_8));
        assertThat(signature.verify(Base64.getDecoder().decode(header(event, "PAYPAL-TRANSMISSION-SIG"))))
                .isTrue();
    }

    @Test
    void theSignatureOfAnEventCanBeAskedFor() throws Exception {
        captured("USD", "5.00");
        PayPalEvent event = APP.paypal().getLast();

        assertThat(verdict(event, event.body())).isEqualTo("SUCCESS");
        assertThat(verdict(event, event.body().replace("5.00", "5.0"))).isEqualTo("FAILURE");
        assertThat(verdict(event, event.body().replace(",\"resource\"", ", \"resource\"")))
                .isEqualTo("FAILURE");
    }

    @Test
    void theSameRequestIdGivesTheSameAnswer() throws Exception {
        String body = orderBody("USD", "5.00");
        Reply first = post("/v2/checkout/orders", body, "PayPal-Request-Id", "request-1");
        Reply again = post("/v2/checkout/orders", body, "PayPal-Request-Id", "request-1");

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(first.json().propertyNames()).containsExactlyInAnyOrder("id", "status", "payment_source", "links");
        assertThat(post("/v2/checkout/orders", orderBody("USD", "6.00"), "PayPal-Request-Id", "request-1")
                        .issue())
                .isEqualTo("DUPLICATE_REQUEST_ID");
        sandbox.advance(Duration.ofHours(6));
        assertThat(post("/v2/checkout/orders", body, "PayPal-Request-Id", "request-1")
                        .id())
                .isNotEqualTo(first.id());
    }

    @Test
    void aLostAnswerIsFoundAgainWithItsRequestId() throws Exception {
        Reply order = order("USD", "5.00");
        sandbox.paypal().approve(order.id());
        String capture = "/v2/checkout/orders/" + order.id() + "/capture";
        sandbox.paypal().loseAnswers(1);

        assertThat(post(capture, "", "PayPal-Request-Id", "lost").status()).isEqualTo(500);

        Reply found = post(capture, "", "PayPal-Request-Id", "lost");
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.text("/purchase_units/0/payments/captures/0/status")).isEqualTo("COMPLETED");
        assertThat(post(capture, "").issue()).isEqualTo("ORDER_ALREADY_CAPTURED");
    }

    @Test
    void tokensAreNeededAndEnd() throws Exception {
        assertThat(newToken("paypal-id:wrong").text("/error")).isEqualTo("invalid_client");
        assertThat(read("/v1/billing/plans").status()).isEqualTo(200);
        sandbox.paypal().expireTokens();
        Reply refused = read("/v1/billing/plans");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.text("/error")).isEqualTo("invalid_token");
        forgetToken();
        assertThat(read("/v1/billing/plans").status()).isEqualTo(200);
    }

    @Test
    void troubleComesWhenItIsAskedFor() throws Exception {
        assertThat(read("/v1/billing/plans").status()).isEqualTo(200);
        sandbox.paypal().refuseCalls(1, 429);
        assertThat(read("/v1/billing/plans").text("/name")).isEqualTo("RATE_LIMIT_REACHED");
        sandbox.paypal().emptyErrors(1);
        Reply empty = read("/v1/billing/plans");
        assertThat(empty.status()).isEqualTo(500);
        assertThat(empty.response().body()).isEmpty();
        assertThat(read("/v1/nothing").status()).isEqualTo(404);
    }

    @Test
    void productsAndPlansAreMadeOnceAndListed() throws Exception {
        String first = plan("MONTH", "1.00", "");
        String second = plan("YEAR", "1.00", "");

        assertThat(post("/v1/catalogs/products", "{\"id\": \"CONTRIBUTION\", \"name\": \"Contribution\"}")
                        .issue())
                .isEqualTo("DUPLICATE_RESOURCE_IDENTIFIER");
        Reply list = read("/v1/billing/plans?product_id=CONTRIBUTION&page_size=1&page=1&total_required=true");
        assertThat(list.text("/plans/0/id")).isEqualTo(second);
        assertThat(list.json().at("/plans/0").has("billing_cycles")).isFalse();
        assertThat(list.json().get("total_items").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(read("/v1/billing/plans?page_size=21").status()).isEqualTo(400);
        assertThat(read("/v1/billing/plans/" + first)
                        .json()
                        .at("/billing_cycles/0/total_cycles")
                        .asInt())
                .as("what PayPal takes when nothing is said")
                .isEqualTo(1);
    }

    @Test
    void theSdkUnderstandsIt() throws Exception {
        var client = new PayPalHttpClient(new PayPalEnvironment(
                "paypal-id",
                "paypal-secret",
                sandbox.paypalApi().toString(),
                sandbox.address().toString()));
        Order order = client.execute(new OrdersCreateRequest()
                        .requestBody(new OrderRequest()
                                .checkoutPaymentIntent("CAPTURE")
                                .applicationContext(
                                        new ApplicationContext().returnUrl("https://gazette.example/thanks"))
                                .purchaseUnits(List.of(new PurchaseUnitRequest()
                                        .amountWithBreakdown(new AmountWithBreakdown()
                                                .currencyCode("JPY")
                                                .value("500"))))))
                .result();
        sandbox.paypal().approve(order.id());

        Order captured = client.execute(new OrdersCaptureRequest(order.id())).result();

        assertThat(captured.status()).isEqualTo("COMPLETED");
        assertThat(captured.purchaseUnits()
                        .getFirst()
                        .payments()
                        .captures()
                        .getFirst()
                        .amount()
                        .value())
                .isEqualTo("500");
    }

    private String verdict(PayPalEvent event, String body) throws Exception {
        return post("/v1/notifications/verify-webhook-signature", """
            {"auth_algo": "SHA256withRSA", "cert_url": "%s", "transmission_id": "%s", "transmission_sig": "%s",
             "transmission_time": "%s", "webhook_id": "WH-SANDBOX", "webhook_event": %s}\
            """.formatted(
                                header(event, "PAYPAL-CERT-URL"),
                                header(event, "PAYPAL-TRANSMISSION-ID"),
                                header(event, "PAYPAL-TRANSMISSION-SIG"),
                                header(event, "PAYPAL-TRANSMISSION-TIME"),
                                body))
                .text("/verification_status");
    }

    private static String header(PayPalEvent event, String name) {
        return Objects.requireNonNull(event.header().apply(name), name);
    }

    private static List<X509Certificate> certificates(String pem) throws Exception {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                .stream()
                .map((Certificate each) -> (X509Certificate) each)
                .toList();
    }
}

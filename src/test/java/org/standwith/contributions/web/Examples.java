package org.standwith.contributions.web;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;

import java.net.URI;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.standwith.contributions.CardStep;
import org.standwith.contributions.Checkout;
import org.standwith.money.Cadence;
import org.standwith.payments.CardFields;
import org.standwith.payments.Change;
import org.standwith.payments.Changing;
import org.standwith.payments.Completion;
import org.standwith.payments.Ending;
import org.standwith.payments.Event;
import org.standwith.payments.Fact;
import org.standwith.payments.Forgetting;
import org.standwith.payments.Inquiry;
import org.standwith.payments.Mending;
import org.standwith.payments.Opening;
import org.standwith.payments.Order;
import org.standwith.payments.PaymentProvider;
import org.standwith.payments.Provider;
import org.standwith.payments.Reception;
import org.standwith.payments.Refunding;
import org.standwith.payments.SetUpCheck;
import org.standwith.payments.Statements;
import org.standwith.payments.Undertakings;
import org.standwith.risk.Handling;
import org.standwith.risk.Level;
import org.standwith.risk.Notice;
import org.standwith.risk.Place;
import org.standwith.risk.RiskPolicy;
import org.standwith.vault.SupporterCode;

final class Examples {

    static final UUID ID = UUID.fromString("0198c0de-0000-7000-8000-000000000001");
    static final UUID KEY = UUID.fromString("2f1e6a52-5f4e-4a8c-9a53-6f0f0c9d7b11");
    static final URI PAY = URI.create("https://checkout.example/pay/cs_1#fid%2Fabc");

    static final Notice NOTICE = new Notice(
            "7", LocalDate.of(2026, 8, 1), List.of("In Exampleland it is a crime (article 1): up to five years."));

    private Examples() {}

    static Checkout checkout(Checkout.Status status, @Nullable URI redirectUrl, @Nullable URI returnUrl) {
        return checkout(status, redirectUrl, returnUrl, null);
    }

    static Checkout checkout(
            Checkout.Status status, @Nullable URI redirectUrl, @Nullable URI returnUrl, @Nullable Locale locale) {
        return new Checkout(
                ID,
                status,
                Cadence.MONTHLY,
                Money.parse("USD 5.46"),
                new Provider("STRIPE"),
                redirectUrl,
                returnUrl,
                null,
                locale);
    }

    /** A provider whose card fields come from these origins. */
    static CardStep cardStep(Locale locale) {
        var browser = new CardFields.Browser(
                "pk_test_1",
                URI.create("https://js.provider.example/v1/"),
                List.of("https://js.provider.example"),
                List.of("https://js.provider.example", "https://hooks.provider.example"),
                List.of("https://api.provider.example"));
        return new CardStep(checkout(Checkout.Status.PENDING, null, null), browser, locale);
    }

    /** Somebody's, for whom the check characters fit. */
    static SupporterCode code() {
        return SupporterCode.read("0000-0000-0000-0000-0000-0000-0000").orElseThrow();
    }

    static List<PaymentProvider> providers(String... names) {
        return Arrays.stream(names)
                .<PaymentProvider>map(name -> new Labelled(new Provider(name)))
                .toList();
    }

    /** A policy that handles everybody like this, whatever they show. */
    static void handles(RiskPolicy policy, Level level) {
        given(policy.decide(any())).willReturn(new Handling(level, "7", Set.of(), true, false));
        given(policy.notice(any())).willReturn(NOTICE);
        given(policy.places(any()))
                .willReturn(List.of(new Place("AA", "Aland of Examples"), new Place("ZZ", "Zed of Examples")));
    }

    /** The problem that a request ended with, whether or not an advice has answered it. */
    static @Nullable Throwable problemOf(MvcTestResult result) {
        Throwable unresolved = result.getUnresolvedException();
        return unresolved == null ? result.getMvcResult().getResolvedException() : unresolved.getCause();
    }

    private record Labelled(Provider provider) implements PaymentProvider {
        @Override
        public String label() {
            return provider.name().equals("STRIPE") ? "Card" : "PayPal";
        }

        @Override
        public Opening open(Order order) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean takes(Money amount) {
            return true;
        }

        @Override
        public Completion complete(String checkout, int declines) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Refunding refund(String payment, Money amount, String idempotencyKey) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<CardFields> cardFields() {
            return Optional.empty();
        }

        @Override
        public Ending end(String subscription) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Changing change(String subscription, Change change, URI back, String idempotencyKey) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Mending mend(String subscription, URI back, URI cancel, Locale locale, String idempotencyKey) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Changing mended(String subscription, String checkout, String idempotencyKey) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Ending release(String ref) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Forgetting forget(String ref) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Inquiry ask(String checkout) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isLasting(String ref) {
            return false;
        }

        @Override
        public Reception receive(byte[] body, Map<String, String> headers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean asks(Event event) {
            return false;
        }

        @Override
        public List<Fact> facts(Event event) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Statements statements() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Undertakings undertakings() {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<SetUpCheck> setUp(URI webhook) {
            return List.of();
        }
    }
}

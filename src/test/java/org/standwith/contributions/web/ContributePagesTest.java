package org.standwith.contributions.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.AdditionalMatchers.not;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import java.io.UnsupportedEncodingException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.standwith.contributions.Checkout;
import org.standwith.contributions.CheckoutRequest;
import org.standwith.contributions.Checkouts;
import org.standwith.money.AmountText;
import org.standwith.payments.Providers;
import org.standwith.problem.Problem;
import org.standwith.risk.Level;
import org.standwith.risk.RiskPolicy;

@WebTest
class ContributePagesTest {

    @Autowired
    private MockMvcTester web;

    @Autowired
    private Checkouts checkouts;

    @Autowired
    private Providers providers;

    @Autowired
    private RiskPolicy policy;

    @BeforeEach
    void oneWayToPay() {
        given(providers.all()).willReturn(Examples.providers("STRIPE"));
        Examples.handles(policy, Level.CAUTION);
    }

    @Test
    void theFormOffersMonthlyFirstAndEachCadenceItsOwnAmounts() {
        String page = text(web.get().uri("/").exchange());

        assertThat(page)
                .contains("<h1>Keep The Example Gazette reporting</h1>", "<title>Start</title>")
                .contains("<html lang=\"en\">")
                .contains("name=\"cadence\" value=\"MONTHLY\" checked=\"checked\"")
                .contains("name=\"once\" value=\"25.00\" checked=\"checked\"")
                .contains("name=\"monthly\" value=\"5.00\" checked=\"checked\"")
                .contains("name=\"annual\" value=\"50.00\" checked=\"checked\"")
                .contains("type=\"hidden\" name=\"provider\" value=\"STRIPE\"")
                .contains("Not ready to support today?", "href=\"/remind\"");
        assertThat(UUID.fromString(valueOf("key", page))).isNotNull();
    }

    @Test
    void totalsWithFeesCanBeReadWithoutScript() {
        assertThat(text(web.get().uri("/").exchange()))
                .contains("<b>$2</b><small class=\"with-fees\">$2.37 in all</small>")
                .contains("Adds 2.9% and $0.30 towards what the payment provider keeps")
                .contains("Charged today, then monthly. ");
    }

    @Test
    void nothingPersonalIsAskedButAnAddressIfOneLikesAndNothingRunsInline() {
        assertThat(text(web.get().uri("/").exchange()))
                .containsOnlyOnce("type=\"email\"")
                .contains("E-mail, if you like")
                .doesNotContain(
                        "required", "name=\"name\"", "type=\"tel\"", "<style", " style=", " onclick=", "<script>")
                .doesNotContainIgnoringCase("anonymous")
                .doesNotContainIgnoringCase("untraceable")
                .doesNotContainIgnoringCase("secure");
    }

    @ParameterizedTest
    @CsvSource({
        "/,             en-US,                USD",
        "/,             en-GB,                GBP",
        "/,             'de,pl-PL;q=0.8',     PLN",
        "/,             ru-RU,                USD",
        "/,             ru,                   USD",
        "/?currency=chf,en-GB,                CHF",
        "/?currency=XXX,en-GB,                GBP"
    })
    void theCurrencyIsTheChosenOneOrElseThatOfTheBrowsersCountry(String address, String languages, String currency) {
        var page =
                text(web.get().uri(address).header("Accept-Language", languages).exchange());

        assertThat(valueOf("currency", page)).isEqualTo(currency);
        assertThat(page).doesNotContain("href=\"/?currency=" + currency);
    }

    @Test
    void severalWaysToPayAreAChoice() {
        given(providers.all()).willReturn(Examples.providers("STRIPE", "PAYPAL"));

        assertThat(text(web.get().uri("/").exchange()))
                .contains("type=\"radio\" name=\"provider\" value=\"STRIPE\" checked=\"checked\"")
                .contains("type=\"radio\" name=\"provider\" value=\"PAYPAL\"")
                .doesNotContain("type=\"hidden\" name=\"provider\"");
    }

    @Test
    void withoutAnyWayToPayThePageSaysSo() {
        given(providers.all()).willReturn(Examples.providers());

        assertThat(text(web.get().uri("/").exchange()))
                .contains("Contributions are closed at the moment.")
                .doesNotContain("<form");
    }

    @Test
    void continuingLeadsToTheProvider() {
        var request = new CheckoutRequest(
                "ANNUAL",
                new AmountText("USD", "100.00"),
                "STRIPE",
                null,
                null,
                "en",
                true,
                "footer-1",
                null,
                null,
                "7",
                null,
                null,
                null);
        given(checkouts.open(eq(request), eq(Examples.KEY), any()))
                .willReturn(Examples.checkout(Checkout.Status.PENDING, Examples.PAY, null));

        assertThat(send("cadence", "ANNUAL", "annual", "100.00", "coverFees", "true", "campaign", "footer-1"))
                .hasStatus(303)
                .redirectedUrl()
                .isEqualTo(Examples.PAY.toString());
    }

    @ParameterizedTest
    @CsvSource({"7,7", "' 7.50 ',7.50", "'7,50',7.50", "$12,12"})
    void anAmountOfOnesOwnGoesFirst(String written, String amount) {
        given(checkouts.open(any(), any(), any()))
                .willReturn(Examples.checkout(Checkout.Status.PENDING, Examples.PAY, null));

        assertThat(send("other", written)).hasStatus(303);

        verify(checkouts)
                .open(
                        eq(new CheckoutRequest(
                                "MONTHLY",
                                new AmountText("USD", amount),
                                "STRIPE",
                                null,
                                null,
                                "en",
                                false,
                                null,
                                null,
                                null,
                                "7",
                                null,
                                null,
                                null)),
                        eq(Examples.KEY),
                        any());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|The smallest amount is $2.",
                "10001|The largest amount is $10,000.",
                "1,000|Write the amount as a plain number, such as 5.50.",
                "2.005|Write the amount as a plain number, such as 5.50.",
                "<b>|Write the amount as a plain number, such as 5.50."
            })
    void aWrongAmountIsToldOnTopAndBesideTheField(String written, String told) {
        var answer = send("other", written, "cadence", "ONCE", "once", "50.00", "coverFees", "true");

        assertThat(answer).hasStatus(422);
        assertThat(text(answer))
                .contains("<title>Error: ")
                .contains("<a href=\"#amount\">" + told, "id=\"amount-error\">" + told)
                .contains("aria-invalid=\"true\"", "aria-describedby=\"amount-error amount-hint\"");
        verifyNoInteractions(checkouts);
    }

    @Test
    void whatWasEnteredIsKeptWithItsKey() {
        String page = text(send("other", "<1>", "cadence", "ONCE", "once", "50.00", "coverFees", "true"));

        assertThat(page)
                .contains("value=\"&lt;1&gt;\"")
                .contains("name=\"cadence\" value=\"ONCE\" checked=\"checked\"")
                .contains("name=\"once\" value=\"50.00\" checked=\"checked\"")
                .contains("name=\"coverFees\" value=\"true\" checked=\"checked\"");
        assertThat(valueOf("key", page)).isEqualTo(Examples.KEY.toString());
    }

    @Test
    void aFormWithoutAnAmountAsksForOne() {
        assertThat(text(send("monthly", ""))).contains("Choose or write an amount.");
    }

    @Test
    void whatIsRefusedFurtherDownIsToldAtItsField() {
        given(checkouts.open(any(), any(), any()))
                .willThrow(Problem.invalid("amount.amount", "Not this one."))
                .willThrow(Problem.invalid("campaign", "Not from there."));

        var atAmount = send();
        assertThat(atAmount).hasStatus(422);
        assertThat(text(atAmount))
                .contains("<a href=\"#amount\">Not this one.</a>", "id=\"amount-error\">Not this one.<");
        assertThat(text(send())).contains("<span>Not from there.</span>");
    }

    @Test
    void whatCannotBeDoneNowIsNotTheVisitorsMistake() {
        given(checkouts.open(any(), any(), any()))
                .willThrow(new Problem(Problem.Kind.UNAVAILABLE, "refused", "The provider refuses."));

        var answer = send();
        assertThat(answer).hasStatus(503);
        assertThat(text(answer)).contains("The provider refuses.");
    }

    @Test
    void anotherWishWithTheOldKeyIsAnotherCheckout() {
        given(checkouts.open(any(), eq(Examples.KEY), any()))
                .willThrow(new Problem(Problem.Kind.CONFLICT, "key-reused", "The key was used."));
        given(checkouts.open(any(), not(eq(Examples.KEY)), any()))
                .willReturn(Examples.checkout(Checkout.Status.PENDING, Examples.PAY, null));

        assertThat(send()).hasStatus(303).redirectedUrl().isEqualTo(Examples.PAY.toString());
    }

    @Test
    void whenTheProviderDoesNotAnswerTheVerySameRequestCanBeRepeated() {
        given(checkouts.open(any(), any(), any())).willReturn(Examples.checkout(Checkout.Status.UNKNOWN, null, null));

        var answer = send("cadence", "ONCE", "once", "25.00", "other", "7,50", "coverFees", "true");

        assertThat(answer).hasStatus(503);
        String page = text(answer);
        assertThat(page).contains("We could not reach the payment provider", "Nothing has been charged.");
        assertThat(valueOf("key", page)).isEqualTo(Examples.KEY.toString());
        assertThat(valueOf("cadence", page)).isEqualTo("ONCE");
        assertThat(valueOf("once", page)).isEqualTo("25.00");
        assertThat(valueOf("other", page)).isEqualTo("7,50");
        assertThat(valueOf("coverFees", page)).isEqualTo("true");
        assertThat(valueOf("provider", page)).isEqualTo("STRIPE");
    }

    @Test
    void aCheckoutThatIsOverShowsWhatBecameOfIt() {
        given(checkouts.open(any(), any(), any())).willReturn(Examples.checkout(Checkout.Status.SUCCEEDED, null, null));

        assertThat(send()).hasStatus(303).redirectedUrl().isEqualTo("/return/" + Examples.ID);
    }

    @Test
    void aCampaignThatCannotBeOneIsForgotten() {
        assertThat(text(web.get().uri("/?campaign=footer-1").exchange()))
                .contains("name=\"campaign\" value=\"footer-1\"", "campaign=footer-1");
        assertThat(text(web.get().uri("/?campaign=a b<c>").exchange())).doesNotContain("name=\"campaign\"");
    }

    private MvcTestResult send(String... namesAndValues) {
        Map<String, String> fields = new HashMap<>(Map.of(
                "key", Examples.KEY.toString(),
                "currency", "USD",
                "provider", "STRIPE",
                "cadence", "MONTHLY",
                "monthly", "5.00",
                "notice", "7",
                "acknowledged", "true"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        var form = web.post().uri("/checkouts");
        fields.forEach(form::formField);
        return form.exchange();
    }

    private static String text(MvcTestResult result) {
        try {
            return result.getResponse().getContentAsString();
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String valueOf(String name, String page) {
        Matcher found =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
        assertThat(found.find()).as("a hidden field %s", name).isTrue();
        return found.group(1);
    }
}

package org.standwith.contributions.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.BDDMockito.given;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.standwith.contributions.Checkout;
import org.standwith.contributions.Checkouts;
import org.standwith.money.Cadence;
import org.standwith.payments.Providers;
import org.standwith.risk.Level;
import org.standwith.risk.RiskPolicy;

/** Where somebody is named to turn to, the texts say that a contribution goes on until one stops it, and how. */
@WebTest
@TestPropertySource(properties = "standwith.organisation.contact=help@example.org")
class ContactTest {

    @Autowired
    private MockMvcTester web;

    @Autowired
    private Providers providers;

    @Autowired
    private Checkouts checkouts;

    @Autowired
    private RiskPolicy policy;

    @Test
    void theFormAndTheWidgetSayHowItEnds() {
        given(providers.all()).willReturn(Examples.providers("STRIPE"));
        Examples.handles(policy, Level.OPEN);

        assertThat(web.get().uri("/"))
                .bodyText()
                .contains("Charged today, then monthly until you stop.")
                .contains("data-text=\"{0} today, then monthly until you stop\"", "data-text=\"{0} today, once\"")
                .contains("<a href=\"mailto:help@example.org\">help@example.org</a>");
        assertThat(web.get().uri("/api/v1/contribution-options"))
                .bodyText()
                .contains(
                        "{0} today, once\"",
                        "{0} today, then monthly until you stop. To stop, contact help@example.org.");
    }

    @Test
    void soDoThanks() {
        given(checkouts.returned(Examples.ID))
                .willReturn(Examples.checkout(Checkout.Status.SUCCEEDED, Examples.PAY, null));

        assertThat(web.get().uri("/return/" + Examples.ID))
                .bodyText()
                .contains("each month until you stop.", "<a href=\"mailto:help@example.org\">");
    }

    @ParameterizedTest
    @CsvSource({
        "help@example.org,                  help@example.org,    mailto:help@example.org",
        "mailto:help@example.org,           help@example.org,    mailto:help@example.org",
        "https://www.paper.example/contact/,paper.example/contact,https://www.paper.example/contact/"
    })
    void aMailAddressOrAPage(String configured, String text, String link) {
        Contact contact = new Contact(configured);

        assertThat(contact.text()).isEqualTo(text);
        assertThat(contact.link()).hasToString(link);
        assertThat(contact.ending(Cadence.ANNUAL)).isEqualTo(".until");
        assertThat(contact.ending(Cadence.ONCE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The Gazette help@example.org",
                "help me",
                "help",
                "mailto:help me@example.org",
                "https://",
                "https://paper.example/write to us"
            })
    void whatIsNoAddressIsRefusedAtTheStart(String configured) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Contact(configured))
                .withMessageContaining("standwith.organisation.contact");
    }

    @Test
    void nobodyNamedNothingSaid() {
        assertThat(new Contact(null).ending(Cadence.MONTHLY)).isEmpty();
        assertThat(new Contact(" ").link()).isNull();
    }
}

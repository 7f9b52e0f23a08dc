package org.standwith.contributions.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.standwith.contributions.Answers;
import org.standwith.contributions.Checkout;
import org.standwith.contributions.Checkouts;
import org.standwith.vault.SupporterCode;

/** Whoever has paid from where that is punished comes back, before or after it is known what they have to be asked. */
@WebTest
class AskedOnTheWayBackTest {

    private static final String RETURN = "/return/" + Examples.ID;
    private static final SupporterCode CODE = Examples.code();
    private static final String REFRESH = "http-equiv=\"refresh\" content=\"5; url=?looked=";
    private static final String QUESTION = "Your payment came from where giving is punished";

    @Autowired
    private MockMvcTester web;

    @Autowired
    private Checkouts checkouts;

    @Autowired
    private Answers answers;

    @ParameterizedTest
    @ValueSource(strings = {"", "https://news.example/article"})
    void whoWillBeAskedIsKeptHereUntilThenAndTheirCodeIsNotUsedUp(String site) {
        paid(site.isEmpty() ? null : URI.create(site));
        given(answers.isToBeAsked(Examples.ID)).willReturn(true);

        assertThat(web.get().uri(RETURN))
                .hasStatusOk()
                .bodyText()
                .contains("Thank you", REFRESH + "1\"")
                .doesNotContain(QUESTION)
                .as("what is not known any more")
                .doesNotContain("each month", "shown once");
        verify(checkouts, never()).takeCode(any());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https://news.example/article"})
    void whoIsAskedIsShownTheirCodeSinceItCanBeAnsweredByIt(String site) {
        paid(site.isEmpty() ? null : URI.create(site));
        given(answers.isAsked(Examples.ID)).willReturn(true);

        assertThat(web.get().uri(RETURN + "?looked=1"))
                .hasStatusOk()
                .bodyText()
                .contains(QUESTION, "Give it back", "Keep it", CODE.reveal())
                .doesNotContain("each month", REFRESH);
    }

    @Test
    void thePageDoesNotLookForEver() {
        paid(null);
        given(answers.isToBeAsked(Examples.ID)).willReturn(true);

        assertThat(web.get().uri(RETURN + "?looked=24"))
                .bodyText()
                .contains(CODE.reveal())
                .doesNotContain(REFRESH);
    }

    private void paid(@Nullable URI site) {
        given(checkouts.returned(Examples.ID))
                .willReturn(Examples.checkout(Checkout.Status.SUCCEEDED, Examples.PAY, site));
        given(checkouts.takeCode(Examples.ID)).willReturn(Optional.of(CODE));
    }
}

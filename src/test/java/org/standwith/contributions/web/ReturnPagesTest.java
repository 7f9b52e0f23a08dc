package org.standwith.contributions.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.standwith.contributions.Checkout;
import org.standwith.contributions.Checkouts;
import org.standwith.problem.Problem;
import org.standwith.vault.SupporterCode;

@WebTest
class ReturnPagesTest {

    private static final String RETURN = "/return/" + Examples.ID;

    private static final SupporterCode CODE = Examples.code();

    @Autowired
    private MockMvcTester web;

    @Autowired
    private Checkouts checkouts;

    @ParameterizedTest
    @CsvSource({
        "SUCCEEDED,,          Thank you",
        "SUCCEEDED,/cancelled,Thank you",
        "PENDING,  ,          Your bank has not answered yet",
        "PENDING,  /cancelled,You turned back. Nothing was charged.",
        "DECLINED, ,          The payment was declined",
        "DECLINED, /cancelled,You turned back. Nothing was charged.",
        "UNKNOWN,  ,          We do not know yet whether you have paid",
        "UNKNOWN,  /cancelled,We do not know yet whether you have paid",
        "EXPIRED,  ,          This checkout has expired",
        "EXPIRED,  /cancelled,This checkout has expired"
    })
    void everyStateHasAPage(Checkout.Status status, @Nullable String way, String title) {
        is(status, null);

        assertThat(web.get().uri(RETURN + (way == null ? "" : way)))
                .hasStatusOk()
                .bodyText()
                .contains("<h1>" + title + "</h1>", "<title>Status</title>");
        verify(checkouts).returned(Examples.ID);
    }

    @Test
    void thanksSayWhatWasGivenAndWhatComesNext() {
        is(Checkout.Status.SUCCEEDED, null);

        assertThat(web.get().uri(RETURN))
                .bodyText()
                .contains("You gave $5.46 to The Example Gazette.", "It will be $5.46 each month.<");
    }

    @ParameterizedTest
    @CsvSource({"SUCCEEDED,true", "EXPIRED,true", "PENDING,false", "UNKNOWN,false", "DECLINED,false"})
    void whatIsOverLeavesNothingInTheBrowser(Checkout.Status status, boolean over) {
        is(status, null);
        var answer = web.get().uri(RETURN).exchange();

        assertThat(answer.getResponse().getHeader("Clear-Site-Data")).isEqualTo(over ? "\"cache\", \"storage\"" : null);
    }

    @Test
    void itSpeaksTheLanguageThatTheCheckoutWasOpenedIn() {
        Checkout checkout = Examples.checkout(Checkout.Status.PENDING, null, null, Locale.forLanguageTag("ru"));
        given(checkouts.returned(Examples.ID)).willReturn(checkout);

        assertThat(web.get().uri(RETURN).header("Accept-Language", "en"))
                .bodyText()
                .contains("<html lang=\"ru\">", "Ваш банк ещё не ответил", "content=\"5; url=?looked=1\"");
        assertThat(web.get().uri(RETURN + "?locale=en").header("Accept-Language", "ru"))
                .bodyText()
                .contains("<html lang=\"en\">", "content=\"5; url=?locale=en&amp;looked=1\"")
                .contains("href=\"?locale=en\"");
    }

    @Test
    void anotherCardCanBeTriedWhereTheFirstOneWasEntered() {
        Checkout declined = Examples.checkout(Checkout.Status.DECLINED, null, null);
        given(checkouts.returned(Examples.ID)).willReturn(declined);
        assertThat(web.get().uri(RETURN)).bodyText().doesNotContain("/checkout/");

        URI page = URI.create("https://give.example/checkout/" + Examples.ID);
        Checkout payable = Examples.checkout(Checkout.Status.DECLINED, page, null);
        given(checkouts.returned(Examples.ID)).willReturn(payable);
        assertThat(web.get().uri(RETURN))
                .bodyText()
                .contains("href=\"https://give.example/checkout/" + Examples.ID + "\"");
    }

    @Test
    void theCodeIsShownAndCanBeTakenToAPlainPage() {
        is(Checkout.Status.SUCCEEDED, null);
        given(checkouts.takeCode(Examples.ID)).willReturn(Optional.of(CODE));

        assertThat(web.get().uri(RETURN))
                .bodyText()
                .contains("Your supporter code", "<code>" + CODE.reveal() + "</code>", "action=\"/note\"");
    }

    @Test
    void whoWaitsForTheirBankIsShownTheCodeOnAPageThatStays() {
        is(Checkout.Status.PENDING, null);
        given(checkouts.takeCode(Examples.ID)).willReturn(Optional.of(CODE));

        assertThat(web.get().uri(RETURN)).bodyText().doesNotContain(CODE.reveal());
        assertThat(web.get().uri(RETURN + "?looked=24"))
                .bodyText()
                .contains("Your bank has not answered yet", CODE.reveal())
                .doesNotContain("http-equiv=\"refresh\"");
    }

    @Test
    void whoGaveOnAnotherSiteGoesBackThereAndNoCodeIsUsedUp() {
        is(Checkout.Status.SUCCEEDED, URI.create("https://news.example/article"));

        assertThat(web.get().uri(RETURN)).hasStatus(303);

        verify(checkouts, never()).takeCode(Examples.ID);
    }

    @Test
    void aBrowserThatFetchesAheadUsesNoCodeUp() {
        is(Checkout.Status.SUCCEEDED, null);

        assertThat(web.get().uri(RETURN).header("Sec-Purpose", "prefetch")).hasStatusOk();
        assertThat(web.head().uri(RETURN)).hasStatusOk();

        verify(checkouts, never()).takeCode(Examples.ID);
    }

    @Test
    void thePlainPageSaysNothingOfWhatTheCodeIsFor() {
        assertThat(web.post().uri("/note").param("code", CODE.reveal().toLowerCase(Locale.ROOT)))
                .hasStatusOk()
                .hasHeader("Content-Disposition", "inline; filename=\"note.html\"")
                .bodyText()
                .contains(CODE.reveal(), "<title>Note</title>")
                .doesNotContainIgnoringCase("gazette")
                .doesNotContainIgnoringCase("support")
                .doesNotContainIgnoringCase("contribut")
                .doesNotContainIgnoringCase("donat")
                .doesNotContainIgnoringCase("example");
    }

    @Test
    void whatIsNoCodeIsNotWrittenOntoThePlainPage() {
        var refused = web.post().uri("/note").param("code", "<script>canary").exchange();

        assertThat(Examples.problemOf(refused)).isInstanceOf(Problem.class);
        assertThat(refused).bodyText().doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PENDING", "UNKNOWN"})
    void whatIsNotSettledIsLookedAtAgainButNotForEver(Checkout.Status status) {
        is(status, null);

        assertThat(web.get().uri(RETURN))
                .bodyText()
                .contains("http-equiv=\"refresh\" content=\"5; url=?looked=1\"", "href=\"?\"");
        assertThat(web.get().uri(RETURN + "?looked=24"))
                .bodyText()
                .doesNotContain("http-equiv=\"refresh\"")
                .contains("href=\"?\"");
    }

    @Test
    void whatIsSettledStays() {
        is(Checkout.Status.SUCCEEDED, null);

        assertThat(web.get().uri(RETURN)).bodyText().doesNotContain("http-equiv=\"refresh\"");
    }

    @Test
    void whoTurnedBackCanGoOnPaying() {
        is(Checkout.Status.PENDING, null);

        assertThat(web.get().uri(RETURN + "/cancelled"))
                .bodyText()
                .contains("href=\"" + Examples.PAY + "\"", "href=\"/\"")
                .doesNotContain("http-equiv=\"refresh\"");
    }

    @ParameterizedTest
    @CsvSource({
        "https://news.example/thanks,             https://news.example/thanks?checkout=",
        "https://news.example/a%20b?x=1%262&y=ü#z,https://news.example/a%20b?x=1%262&y=%C3%BC&checkout=",
        "https://news.example,                    https://news.example?checkout=",
        "https://news.example/спасибо,           "
                + " https://news.example/%D1%81%D0%BF%D0%B0%D1%81%D0%B8%D0%B1%D0%BE?checkout=",
        "https://news.example/?a[]=1&&b,          https://news.example/?a[]=1&b&checkout=",
        "https://news.example/?checkout=forged,   https://news.example/?checkout="
    })
    void asTheSiteWishesTheBrowserGoesBackToItOnceTheProviderWasAsked(URI site, String expected) {
        is(Checkout.Status.SUCCEEDED, site);

        for (String way : new String[] {"", "/cancelled"}) {
            assertThat(web.get().uri(RETURN + way))
                    .hasStatus(303)
                    .redirectedUrl()
                    .isEqualTo(expected + Examples.ID + (site.getFragment() == null ? "" : "#z"));
        }
        verify(checkouts, times(2)).returned(Examples.ID);
    }

    @Test
    void whoTurnedBackGoesBackToTheSiteWithNothingToAskAbout() {
        is(Checkout.Status.PENDING, URI.create("https://news.example/article"));

        assertThat(web.get().uri(RETURN + "/cancelled"))
                .hasStatus(303)
                .redirectedUrl()
                .isEqualTo("https://news.example/article");
    }

    @Test
    void anAddressThatCannotBeACheckoutsIsNotFound() {
        assertThat(web.get().uri("/return/abc")).hasStatus(404);
        verifyNoInteractions(checkouts);
    }

    private void is(Checkout.Status status, @Nullable URI returnUrl) {
        given(checkouts.returned(Examples.ID)).willReturn(Examples.checkout(status, Examples.PAY, returnUrl));
    }
}

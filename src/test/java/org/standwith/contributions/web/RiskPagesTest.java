package org.standwith.contributions.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import java.io.UnsupportedEncodingException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.mockito.ArgumentCaptor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.standwith.contributions.Checkout;
import org.standwith.contributions.Checkouts;
import org.standwith.payments.Providers;
import org.standwith.problem.Problem;
import org.standwith.risk.Country;
import org.standwith.risk.Level;
import org.standwith.risk.RiskPolicy;
import org.standwith.risk.Signal;

/** What people are told and asked before money moves, and who is not let go on. */
@WebTest
class RiskPagesTest {

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
        given(checkouts.open(any(), any(), any()))
                .willReturn(Examples.checkout(Checkout.Status.PENDING, Examples.PAY, null));
    }

    @Test
    void theConsequenceIsReadBeforeAnythingIsAsked() {
        Examples.handles(policy, Level.OPEN);
        String page = text(web.get().uri("/").exchange());

        assertThat(page)
                .containsSubsequence(
                        "giving to a newsroom like ours is a crime",
                        "In Exampleland it is a crime (article 1): up to five years.",
                        "A second passport",
                        "keep a record of every payment for years",
                        "What stays visible, and to whom",
                        "To your bank",
                        "90 days after the last",
                        "540 days",
                        "August 1, 2026. Version 7",
                        "href=\"/other-ways\"",
                        "href=\"#contribute\"",
                        "<form")
                .contains("name=\"notice\" value=\"7\"");
        assertThat(page.substring(0, page.indexOf("<form"))).doesNotContain("<input", "<select", "<textarea");
    }

    @ParameterizedTest
    @EnumSource(names = "BLOCKED", mode = EnumSource.Mode.EXCLUDE)
    void itIsTheSameForEverybodyWhoMayPay(Level level) {
        Examples.handles(policy, Level.OPEN);
        String open = text(web.get().uri("/").exchange());
        Examples.handles(policy, level);

        assertThat(withoutKey(text(web.get().uri("/").exchange()))).isEqualTo(withoutKey(open));
    }

    @ParameterizedTest
    @CsvSource({"CAUTION,,7,false", "CAUTION,true,6,true", "PROTECTED,,7,false"})
    void whoHasNotReadTheNoticeAsItIsNowIsAskedTo(
            Level level, @Nullable String ticked, String version, boolean changed) {
        Examples.handles(policy, level);
        var answer = send("acknowledged", ticked, "notice", version);

        assertThat(answer).hasStatus(422);
        assertThat(text(answer))
                .contains("<a href=\"#acknowledged\">", "id=\"acknowledged-error\"", "aria-invalid=\"true\"")
                .contains(changed ? "The notice has changed" : "Please read the notice")
                .contains("name=\"notice\" value=\"7\"")
                .doesNotContain("name=\"acknowledged\" value=\"true\" checked");
        verifyNoInteractions(checkouts);
    }

    @Test
    void whoFearsNoMoreThanEverybodyNeedNotTick() {
        Examples.handles(policy, Level.OPEN);

        assertThat(send("acknowledged", null)).hasStatus(303);
    }

    @Test
    void whatIsSaidGoesToThePolicyAndWithTheWish() {
        Examples.handles(policy, Level.CAUTION);
        var answer = send(
                "country",
                "AD",
                "travels",
                "true",
                "email",
                "Some.One@Mail.Example",
                "timeZone",
                "Europe/Andorra",
                "moreCare",
                "true",
                "confirmRecurring",
                "true");

        assertThat(answer).hasStatus(303);
        assertThat(decidedOn())
                .contains(
                        new Signal.Declared(new Country("AD")),
                        new Signal.Travels(),
                        new Signal.MailDomain("mail.example"),
                        new Signal.TimeZone("Europe/Andorra"),
                        new Signal.Chosen(Level.PROTECTED),
                        new Signal.Language(Locale.ENGLISH));
        verify(checkouts)
                .open(
                        argThat(wish -> "AD".equals(wish.country())
                                && Boolean.TRUE.equals(wish.travels())
                                && "7".equals(wish.notice())
                                && Boolean.TRUE.equals(wish.recurringConfirmed())
                                && Boolean.TRUE.equals(wish.moreCare())
                                && "Europe/Andorra".equals(wish.timeZone())),
                        any(),
                        any());
    }

    @Test
    void nothingIsMadeOfWhatWasLeftEmpty() {
        Examples.handles(policy, Level.CAUTION);
        assertThat(send("country", "", "timeZone", " ", "email", "")).hasStatus(303);

        assertThat(decidedOn()).containsExactly(new Signal.Language(Locale.ENGLISH));
        verify(checkouts).open(argThat(wish -> wish.country() == null && wish.timeZone() == null), any(), any());
    }

    @Test
    void whatWasSaidIsKeptWhenTheFormComesBack() {
        Examples.handles(policy, Level.CAUTION);

        assertThat(text(send("country", "ZZ", "travels", "true", "moreCare", "true", "other", "1")))
                .contains("<option value=\"ZZ\" selected=\"selected\">Zed of Examples")
                .contains("name=\"travels\" value=\"true\" checked", "name=\"moreCare\" value=\"true\" checked")
                .contains("name=\"acknowledged\" value=\"true\" checked");
    }

    @Test
    void whoShouldNotGiveMonthlyIsAskedOnceMoreWithASinglePaymentChosen() {
        Examples.handles(policy, Level.PROTECTED);
        given(checkouts.open(any(), any(), any())).willThrow(Problem.invalid("recurringConfirmed", "Say so again."));
        var answer = send("cadence", "MONTHLY", "monthly", "5.00");

        assertThat(answer).hasStatus(422);
        assertThat(text(answer))
                .contains("<a href=\"#recurring\">", "Shall it go on by itself?", "name=\"confirmRecurring\"")
                .contains("name=\"cadence\" value=\"ONCE\" checked=\"checked\"")
                .containsPattern("name=\"other\" [^>]*value=\"5.00\"");
        assertThat(text(send("confirmRecurring", "true", "other", "1")))
                .as("the answer to it, when something else is wrong")
                .contains("name=\"confirmRecurring\" value=\"true\" checked=\"checked\"");
    }

    @Test
    void aRefusedMailboxIsToldBesideItsFieldInTheReadersLanguage() {
        Examples.handles(policy, Level.CAUTION);
        given(checkouts.open(any(), any(), any())).willThrow(Problem.invalid("email", "Not this mailbox."));

        assertThat(text(send("locale", "en"))).contains("<a href=\"#email\">Not this mailbox.", "id=\"email-error\"");
        assertThat(text(send("locale", "ru"))).contains("<a href=\"#email\">Этот адрес не подойдёт.");
    }

    @Test
    void t14NobodyFromWhereGivingIsPunishedGetsPastTheForm() {
        Examples.handles(policy, Level.BLOCKED);
        var answer = send("country", "ZZ");

        assertThat(answer).hasStatus(403);
        assertOtherWays(answer);
        verifyNoInteractions(checkouts);
    }

    @Test
    void t14NorWhoTheCheckoutItselfRefuses() {
        Examples.handles(policy, Level.CAUTION);
        given(checkouts.open(any(), any(), any()))
                .willThrow(new Problem(Problem.Kind.FORBIDDEN, "blocked", "Not you."));

        assertThat(send()).hasStatus(403);
        assertOtherWays(send());
    }

    @Test
    void t14WhoComesFromThereSeesNoForm() {
        Examples.handles(policy, Level.BLOCKED);

        assertThat(web.get().uri("/")).hasStatusOk();
        assertOtherWays(web.get().uri("/").exchange());
    }

    @Test
    void whetherSomebodyWasRefusedThePageDoesNotSay() {
        Examples.handles(policy, Level.BLOCKED);

        assertThat(main(send())).isEqualTo(main(web.get().uri("/other-ways").exchange()));
    }

    @Test
    void anotherRefusalIsNoneOfThePolicys() {
        Examples.handles(policy, Level.CAUTION);
        given(checkouts.open(any(), any(), any())).willThrow(new Problem(Problem.Kind.FORBIDDEN, "other", "No."));

        assertThat(Examples.problemOf(send())).isInstanceOf(Problem.class);
    }

    private static void assertOtherWays(MvcTestResult answer) {
        assertThat(text(answer))
                .contains("<title>Information</title>", "You can help without money", "We take no money on it")
                .contains(
                        "<section class=\"ways\" lang=\"ru\">", "Помочь можно и без денег", "Денег мы по ним не берём")
                .contains("id=\"leave\"")
                .doesNotContain("<form", "<input");
    }

    private static String main(MvcTestResult answer) {
        return text(answer).replaceFirst("(?s).*<main", "");
    }

    private static String withoutKey(String page) {
        return page.replaceFirst("name=\"key\" value=\"[^\"]*\"", "");
    }

    @SuppressWarnings("unchecked")
    private Collection<Signal> decidedOn() {
        ArgumentCaptor<Collection<Signal>> signals = ArgumentCaptor.forClass(Collection.class);
        verify(policy).decide(signals.capture());
        return signals.getValue();
    }

    private MvcTestResult send(@Nullable String... namesAndValues) {
        Map<String, @Nullable String> fields = new HashMap<>(Map.of(
                "key", Examples.KEY.toString(),
                "currency", "USD",
                "provider", "STRIPE",
                "cadence", "MONTHLY",
                "monthly", "5.00",
                "notice", "7",
                "acknowledged", "true"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        var form = web.post().uri("/checkouts").locale(Locale.ENGLISH);
        fields.forEach((name, value) -> {
            if (value != null) {
                form.formField(name, value);
            }
        });
        return form.exchange();
    }

    private static String text(MvcTestResult result) {
        try {
            return result.getResponse().getContentAsString();
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}

package org.standwith.contributions.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.standwith.contributions.Answers;
import org.standwith.contributions.Checkout;
import org.standwith.contributions.Checkouts;
import org.standwith.risk.AfterCapture;
import org.standwith.risk.RiskPolicy;

/** Where it is said what becomes of money that should not have been taken. */
@WebTest
class AnswerPagesTest {

    private static final String RETURN = "/return/" + Examples.ID;

    @Autowired
    private MockMvcTester web;

    @Autowired
    private Answers answers;

    @Autowired
    private Checkouts checkouts;

    @Autowired
    private RiskPolicy policy;

    @BeforeEach
    void aWeekIsWaited() {
        goes(7, AfterCapture.REFUND);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        en | 7  | REFUND | within 7 days        | If you do not answer, we give it back.
        en | 1  | KEEP   | within one day       | If you do not answer, we keep it.
        ru | 21 | REFUND | в течение 21 дня     | Если вы не ответите, мы вернём деньги.
        ru | 5  | KEEP   | в течение 5 дней     | Если вы не ответите, деньги останутся у нас.
        """)
    void untilWhenAndWhatElseIsSaidAsThePolicyHasIt(
            String language, int days, AfterCapture unanswered, String until, String otherwise) {
        goes(days, unanswered);

        assertThat(web.get().uri("/answer?locale=" + language))
                .hasStatusOk()
                .bodyText()
                .contains(until, otherwise, "name=\"locale\" value=\"" + language + "\"");
    }

    @Test
    void bothAnswersLookAlike() {
        assertThat(web.get().uri("/answer"))
                .bodyText()
                .contains(
                        "<button class=\"quiet\" name=\"choice\" value=\"REFUND\">",
                        "<button class=\"quiet\" name=\"choice\" value=\"KEEP\">");
    }

    @ParameterizedTest
    @EnumSource(names = "ASK_IN_SESSION", mode = EnumSource.Mode.EXCLUDE)
    void anAnswerByCodeIsTaken(AfterCapture choice) {
        assertThat(web.post()
                        .uri("/answer")
                        .formField("code", Examples.code().reveal())
                        .formField("choice", choice.name()))
                .hasStatusOk()
                .bodyText()
                .contains("If you were asked about a payment");
        verify(answers).answer(Examples.code(), choice);
    }

    @Test
    void whatIsNoCodeIsAskedForAgainInTheSameLanguageAndNotShownAgain() {
        assertThat(web.post()
                        .uri("/answer")
                        .header("Accept-Language", "en")
                        .formField("locale", "ru")
                        .formField("code", "zq8-slip")
                        .formField("choice", "KEEP"))
                .hasStatus(422)
                .bodyText()
                .contains("<html lang=\"ru\">", "Это не похоже на код", "aria-invalid=\"true\"")
                .doesNotContain("zq8-slip");
        verifyNoInteractions(answers);
    }

    @Test
    void whoIsAskedOnThePageCanAnswerThereInItsLanguage() {
        given(checkouts.returned(Examples.ID)).willReturn(Examples.checkout(Checkout.Status.SUCCEEDED, null, null));
        given(answers.isAsked(Examples.ID)).willReturn(true);

        assertThat(web.get().uri(RETURN + "?locale=ru"))
                .hasStatusOk()
                .bodyText()
                .contains("Ваш платёж пришёл оттуда", "в течение 7 дней", "мы вернём деньги")
                .doesNotContain("будет списываться")
                .contains("action=\"" + RETURN + "/answer\"", "name=\"locale\" value=\"ru\"");
        assertThat(web.post().uri(RETURN + "/answer").formField("locale", "ru").formField("choice", "REFUND"))
                .hasStatusOk()
                .bodyText()
                .contains("Записано");
        verify(answers).answer(Examples.ID, AfterCapture.REFUND);
    }

    private void goes(int days, AfterCapture unanswered) {
        given(policy.answerWithin()).willReturn(Duration.ofDays(days));
        given(policy.unanswered()).willReturn(unanswered);
    }
}

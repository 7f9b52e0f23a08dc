package org.standwith.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.standwith.payments.Door;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.DisputeOpened;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Provider;
import org.standwith.refunds.Refund;
import org.standwith.refunds.Refunds;
import org.standwith.staff.Role;

/** Refunds by the pages and by programs, up to where the provider is asked. */
@SiteTest
@SuppressWarnings("NullAway.Init") // two are signed in before anything is tested
class RefundPagesTest {

    private static final Provider STRIPE = new Provider("STRIPE");
    private static final String HERE = "/office/refunds";
    private static final String API = "/api/v1/refunds";
    private static final Pattern KEY = Pattern.compile("name=\"key\" value=\"([^\"]+)\"");

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Door door;

    @Autowired
    private Refunds refunds;

    @Autowired
    private JdbcClient jdbc;

    private final String payment = "ch_" + UUID.randomUUID();
    private MockHttpSession finance;
    private MockHttpSession admin;
    private String token;

    @BeforeEach
    void twoWorkHereAndAPaymentWasMade(@Autowired Colleagues colleagues) {
        token = colleagues.tokenOf(colleagues.hire(Role.FINANCE), Role.FINANCE);
        colleagues.hire(Role.ADMIN);
        finance = Colleagues.signIn(mvc, Colleagues.emailOf(Role.FINANCE), Colleagues.PASSWORD);
        admin = Colleagues.signIn(mvc, Colleagues.emailOf(Role.ADMIN), Colleagues.PASSWORD);
        tell(new PaymentSucceeded(STRIPE, payment, Money.parse("USD 150.00"), Instant.parse("2026-03-01T10:00:00Z")));
    }

    @Test
    void withoutAnyItSaysSo() {
        assertThat(text(open(HERE))).contains("Nothing is open", "None yet", "Look it up");
    }

    @Test
    void aPaymentIsLookedUpAskedForByOneAndAgreedToByAnother() {
        String found = text(post(finance, HERE + "/payment", "provider", "STRIPE", "payment", " " + payment + " "));
        assertThat(found).contains("USD 150.00", "it is not known what for", "value=\"150.00\"");

        MvcTestResult asked = post(
                finance,
                HERE,
                "provider",
                "STRIPE",
                "payment",
                payment,
                "amount",
                "120.00",
                "reason",
                "paid twice",
                "key",
                keyIn(found));
        String page = redirect(asked);
        assertThat(page).doesNotContain(payment);
        assertThat(text(open(page)))
                .contains("Waits for a second person", "You asked for it, so somebody else has to agree")
                .doesNotContain(">Agree<");
        assertThat(text(open(HERE))).contains("USD 120.00", "finance@example.org", "paid twice");

        assertThat(post(finance, page + "/approval")).hasStatus(422);
        assertThat(redirect(post(admin, page + "/approval"))).isEqualTo(page);

        assertThat(text(open(page))).contains("On its way to the provider", "admin@example.org");
        assertThat(jdbc.sql("select count(*) from scheduled_tasks where task_name = 'refund' and task_instance = ?")
                        .param(page.substring(HERE.length() + 1))
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aFormThatIsSentTwiceAsksOnce() {
        String key = UUID.randomUUID().toString();
        String[] form = {"provider", "STRIPE", "payment", payment, "amount", "5", "reason", "paid twice", "key", key};

        assertThat(redirect(post(finance, HERE, form))).isEqualTo(redirect(post(finance, HERE, form)));

        assertThat(refunds.of(STRIPE, payment)).hasSize(1);
    }

    @Test
    void whatIsWrongIsSaidAtItsFieldAndWhatWasTypedStays() {
        MvcTestResult answer =
                post(finance, HERE, "provider", "STRIPE", "payment", payment, "amount", "151", "reason", "paid twice");

        assertThat(answer).hasStatus(422);
        assertThat(text(answer)).contains("At most USD 150.00", "value=\"151\"", "value=\"paid twice\"");
        assertThat(text(post(finance, HERE + "/payment", "provider", "STRIPE", "payment", "ch_none")))
                .contains("No payment of this id is known");
    }

    @Test
    void aContestedPaymentIsShownAsOne() {
        tell(new DisputeOpened(
                STRIPE, "dp_" + payment, payment, Money.parse("USD 150.00"), Instant.parse("2026-03-02T10:00:00Z")));

        assertThat(text(post(finance, HERE + "/payment", "provider", "STRIPE", "payment", payment)))
                .contains("A refund would pay twice", "disabled");
    }

    @Test
    void whatWasProposedIsGivenBackInPartOrDecidedAgainst() {
        refunds.propose(STRIPE, payment, Money.parse("USD 150.00"), Refund.Cause.CHARGED_AFTER_CANCEL, "");
        String page = HERE + "/" + refunds.of(STRIPE, payment).getFirst().id();
        assertThat(text(open(page))).contains("Proposed", "after the provider had confirmed the end", "Give it back");

        assertThat(post(finance, page + "/refusal", "note", "")).hasStatus(422);
        assertThat(redirect(post(finance, page + "/wanted", "amount", "20.00", "reason", "after the end")))
                .isEqualTo(page);

        assertThat(text(open(page))).contains("On its way to the provider", "Reason: after the end");
        assertThat(post(admin, page + "/refusal", "note", "too late")).hasStatus(422);
    }

    @Test
    void aParkedOneCanBeTriedAgainOrClosed() {
        post(finance, HERE, "provider", "STRIPE", "payment", payment, "amount", "5", "reason", "paid twice");
        UUID id = refunds.of(STRIPE, payment).getFirst().id();
        String page = HERE + "/" + id;
        jdbc.sql("update refund set state = 'PARKED' where id = ?")
                .param(id.toString())
                .update();
        assertThat(text(open(page))).contains("Try again", "It was not made: close it");

        assertThat(redirect(post(finance, page + "/another-try"))).isEqualTo(page);
        assertThat(text(open(page))).contains("The provider has not said what came of it");

        jdbc.sql("update refund set state = 'PARKED' where id = ?")
                .param(id.toString())
                .update();
        assertThat(redirect(post(finance, page + "/end", "note", "looked for it")))
                .isEqualTo(page);
        assertThat(text(open(page))).contains("Not made</b>: given up", "looked for it");
    }

    @Test
    void whoOnlySeesFiguresSeesRefundsAndDecidesNothing(@Autowired Colleagues colleagues) {
        colleagues.hire(Role.AUDITOR);
        MockHttpSession auditor = Colleagues.signIn(mvc, Colleagues.emailOf(Role.AUDITOR), Colleagues.PASSWORD);

        assertThat(text(mvc.get().uri(HERE).session(auditor).exchange())).doesNotContain("Look it up");
    }

    @Test
    void programsAskForOneAndSeeHowFarItHasCome() {
        String key = UUID.randomUUID().toString();
        MvcTestResult asked = call(key, "STRIPE", payment, "5.00", "paid twice");

        assertThat(asked).hasStatus(201);
        assertThat(asked).bodyJson().extractingPath("$.state").isEqualTo("APPROVED");
        assertThat(asked).bodyJson().extractingPath("$.askedBy").isEqualTo("finance@example.org");
        String address = Objects.requireNonNull(asked.getResponse().getHeader("Location"));
        assertThat(read(address)).bodyJson().extractingPath("$.amount.amount").isEqualTo("5.00");
        assertThat(read(API)).bodyJson().extractingPath("$.refunds[0].payment").isEqualTo(payment);

        assertThat(call(key, "STRIPE", payment, "5.00", "paid twice")).hasHeader("Location", address);
        assertThat(call(key, "STRIPE", payment, "6.00", "paid twice")).hasStatus(409);
        assertThat(call("1-1-1-1-1", "STRIPE", payment, "6.00", "paid twice")).hasStatus(400);
        assertThat(read(API + "/" + UUID.randomUUID())).hasStatus(404);
    }

    @ParameterizedTest
    @CsvSource({
        "NOBODY, , 5.00, paid twice, provider",
        "STRIPE, ch_none, 5.00, paid twice, payment",
        "STRIPE, , 500.00, paid twice, amount.amount",
        "STRIPE, , five, paid twice, amount",
        "STRIPE, , 5.00, '', reason"
    })
    void programsAreToldWhichFieldIsWrong(String provider, String id, String amount, String reason, String field) {
        MvcTestResult answer = call(UUID.randomUUID().toString(), provider, id == null ? payment : id, amount, reason);

        assertThat(answer).hasStatus(422).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(text(answer)).contains("\"" + field + "\"");
    }

    @Test
    void anEmptyBodyIsToldWhatIsMissing() {
        MvcTestResult answer = mvc.post()
                .uri(API)
                .header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(MediaType.APPLICATION_JSON)
                .content("{}")
                .exchange();

        assertThat(answer).hasStatus(422);
        assertThat(text(answer)).contains("provider", "payment", "amount", "reason");
    }

    private MvcTestResult call(String key, String provider, String id, String amount, String reason) {
        return mvc.post()
                .uri(API)
                .header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .content("""
                    {"provider":"%s","payment":"%s","amount":{"currency":"USD","amount":"%s"},"reason":"%s"}\
                    """.formatted(provider, id, amount, reason))
                .exchange();
    }

    private MvcTestResult read(String address) {
        return mvc.get().uri(address).header("Authorization", "Bearer " + token).exchange();
    }

    private MvcTestResult open(String address) {
        return mvc.get().uri(address).session(finance).exchange();
    }

    private MvcTestResult post(MockHttpSession who, String address, String... form) {
        var call = mvc.post().uri(address).session(who).with(csrf());
        for (int i = 0; i < form.length; i += 2) {
            call = call.param(form[i], form[i + 1]);
        }
        return call.exchange();
    }

    private static String redirect(MvcTestResult answer) {
        assertThat(answer).hasStatus(302);
        return Objects.requireNonNull(answer.getResponse().getRedirectedUrl());
    }

    private static String keyIn(String page) {
        Matcher key = KEY.matcher(page);
        assertThat(key.find()).isTrue();
        return key.group(1);
    }

    private void tell(Fact... facts) {
        door.admit(List.of(facts));
    }

    private static String text(MvcTestResult answer) {
        try {
            return answer.getResponse().getContentAsString();
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}

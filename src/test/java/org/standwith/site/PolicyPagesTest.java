package org.standwith.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.io.UnsupportedEncodingException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.Bank;
import org.standwith.PassingTime;
import org.standwith.TestClock;
import org.standwith.Time;
import org.standwith.contributions.CardPayments;
import org.standwith.contributions.CheckoutRequest;
import org.standwith.contributions.Checkouts;
import org.standwith.money.AmountText;
import org.standwith.risk.Country;
import org.standwith.risk.Level;
import org.standwith.risk.Policies;
import org.standwith.risk.PolicyApplied;
import org.standwith.risk.RiskPolicy;
import org.standwith.staff.AuditEntry;
import org.standwith.staff.AuditTrail;
import org.standwith.staff.Role;

/** Two of the staff change the policy, and whoever may no longer pay is taken back: by the pages, up to the provider. */
@PassingTime
@AutoConfigureMockMvc
@Import({SiteTest.Configuration.class, PolicyPagesTest.Setup.class})
@TestPropertySource(properties = "standwith.risk.policy=classpath:risk/lasting.yaml")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyPagesTest {

    private static final String HERE = "/office/policy";

    /** The provider. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Setup {

        @Bean
        Bank bank(TestClock clock) {
            return new Bank(clock);
        }
    }

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Time time;

    @Autowired
    private Bank bank;

    @Autowired
    private Checkouts checkouts;

    @Autowired
    private CardPayments cards;

    @Autowired
    private Policies policies;

    @Autowired
    private RiskPolicy policy;

    @Autowired
    private AuditTrail audit;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private ApplicationEventPublisher events;

    private MockHttpSession admin;
    private MockHttpSession support;

    @BeforeAll
    void twoWorkHere(@Autowired Colleagues colleagues) {
        colleagues.hire(Role.ADMIN);
        colleagues.hire(Role.SUPPORT);
    }

    @BeforeEach
    void bothAreSignedIn() {
        admin = Colleagues.signIn(mvc, "admin@example.org", Colleagues.PASSWORD);
        support = Colleagues.signIn(mvc, "support@example.org", Colleagues.PASSWORD);
    }

    @AfterEach
    void nothingStays() {
        jdbc.sql("delete from risk_policy").update();
        lookAgain();
    }

    @Test
    void withoutAnythingDecidedItSaysWhatHolds() {
        assertThat(page(admin, HERE))
                .contains("What holds: version 1", "Nothing is proposed.", "Nothing was decided yet")
                .contains("<option value=\"RS\">Serbia</option>")
                .doesNotContain("nobody may pay. Look at the log");
    }

    @Test
    void raisingAPlaceProposesItAndShowsWhatWouldChange() {
        String proposal = raise(admin, "RS", "Giving became a crime there");

        assertThat(page(admin, proposal))
                .contains("Proposed: version 2", "admin@example.org")
                .containsSubsequence(">Serbia<", "CAUTION", "BLOCKED")
                .contains("Giving became a crime there");
        assertThat(page(support, HERE)).contains("Version 2", proposal).doesNotContain("Nothing is proposed.");
        assertThat(policy.of(new Country("RS"))).isEqualTo(Level.CAUTION);
    }

    @Test
    void withoutAPlaceOrAReasonNothingIsProposed() {
        for (List<String> wrong :
                List.of(List.of("Serbia", "A crime"), List.of("RS", " "), List.of("RS", "x".repeat(301)))) {
            assertThat(post(
                            admin,
                            HERE + "/raise",
                            "country",
                            wrong.getFirst(),
                            "level",
                            "BLOCKED",
                            "reason",
                            wrong.getLast()))
                    .hasRedirectedUrl(HERE)
                    .flash()
                    .containsEntry("refused", "A place, and a reason of at most 300 letters.");
        }
        assertThat(policies.proposed()).isEmpty();
    }

    @Test
    void whatIsWrongInATextIsListedAndTheTextStaysInTheForm() {
        String draft =
                text().replace("version: 1\n", "version: 2\n# my own note\n").replace("BLOCKED", "BLOKED");
        MvcTestResult answer = post(admin, HERE, "text", draft);
        String shown = follow(admin, answer);

        assertThat(shown)
                .contains("role=\"alert\"", "This is not a policy that can be used.")
                .contains("<li>countries.RU.level", "<li>countries.BY.level")
                .contains("# my own note", "<details open=\"open\"")
                .contains("Nothing is proposed.");
    }

    @Test
    void aTextThatIsNotNewerIsRefusedAndStaysInTheForm() {
        String shown = follow(admin, post(admin, HERE, "text", text() + "# my own note\n"));

        assertThat(shown).contains("Its version has to be higher than 1.", "# my own note", "Nothing is proposed.");
    }

    @Test
    void whomItWouldReachIsSeenBeforeAnybodyCanAgree() {
        give("MONTHLY", "AD");
        give("ANNUAL", "AD");
        give("ONCE", "AD");
        give("MONTHLY", "DE");
        String proposal = raise(admin, "AD", "A crime there");

        assertThat(page(support, proposal)).contains("Try it without doing it").doesNotContain("/approve");
        bank.did.clear();
        assertThat(page(support, proposal + "?reach=true")).contains(">2</dd>", ">3</dd>", proposal + "/approve");
        assertThat(bank.did).isEmpty();
    }

    @Test
    void whoProposedItCannotAgree() {
        String proposal = raise(admin, "RS", "A crime there");

        assertThat(page(admin, proposal + "?reach=true"))
                .contains("somebody else has to agree")
                .doesNotContain("/approve");
        assertThat(follow(admin, post(admin, proposal + "/approve")))
                .contains("Somebody else has to agree: you proposed it.", "What holds: version 1");
        assertThat(policies.proposed()).hasSize(1);
    }

    @Test
    void t19WhenASecondOneAgreesItHoldsAtOnceAndWhoeverIsAtHomeThereIsSeenToAtOnce() {
        String subscription = give("MONTHLY", "RS");
        String proposal = raise(admin, "RS", "A crime there");
        bank.did.clear();

        assertThat(follow(support, post(support, proposal + "/approve")))
                .contains("Version 2 holds from now on.", "What holds: version 2")
                .containsSubsequence("Before", "Version 2", "applied", "admin@example.org", "support@example.org");

        assertThat(policy.of(new Country("RS"))).isEqualTo(Level.BLOCKED);
        assertThat(audit.latest(2))
                .extracting(AuditEntry::actor, AuditEntry::action, AuditEntry::subject)
                .containsExactlyInAnyOrder(
                        tuple("support@example.org", "policy.approve", idOf(proposal)),
                        tuple("admin@example.org", "policy.propose", idOf(proposal)));
        time.pass(Duration.ofSeconds(1));
        assertThat(bank.did).as("without waiting for its turn").contains("ended " + subscription);
    }

    @Test
    void whatIsRejectedIsOverAndNotedWithWhoDidIt() {
        String proposal = raise(admin, "RS", "A crime there");

        assertThat(follow(support, post(support, proposal + "/reject")))
                .contains("It was rejected.", "What holds: version 1", "Nothing is proposed.")
                .containsSubsequence("Before", "Version 2", "rejected", "support@example.org");
        assertThat(follow(support, post(support, proposal + "/approve"))).contains("It no longer waits for anybody");
        assertThat(audit.latest(1))
                .singleElement()
                .extracting(AuditEntry::actor, AuditEntry::action, AuditEntry::subject)
                .containsExactly("support@example.org", "policy.reject", idOf(proposal));
        assertThat(mvc.get().uri(proposal).session(admin)).hasStatus(404);
    }

    @Test
    void ofTwoProposalsOfOneVersionTheOtherIsStaleWhenOneHolds() {
        String one = raise(admin, "HK", "A crime there");
        String other = raise(admin, "TR", "A crime there too");
        follow(support, post(support, one + "/approve"));

        assertThat(page(support, other)).contains("Meanwhile version 2 holds").doesNotContain("/approve", "reach=true");
        assertThat(follow(support, post(support, other + "/approve")))
                .contains("Meanwhile version 2 holds. Propose it anew.", "What holds: version 2");
        assertThat(policy.of(new Country("TR"))).isEqualTo(Level.OPEN);
    }

    @Test
    void aPolicyThatCannotBeTrustedIsToldLoudlyAndCannotBeRaised() {
        post(support, raise(admin, "HK", "A crime there") + "/approve");
        jdbc.sql("update risk_policy set body = replace(body, 'BLOCKED', 'OPEN')")
                .update();
        lookAgain();

        assertThat(page(admin, HERE)).contains("so nobody may pay", "What holds: nothing", "not as it was written");
        assertThat(follow(
                        admin, post(admin, HERE + "/raise", "country", "RS", "level", "BLOCKED", "reason", "A crime")))
                .contains("No policy is in force that could be changed.");
    }

    @Test
    void aProposalThatIsNotAsItWasWrittenCanOnlyBeLookedAt() {
        String proposal = raise(admin, "RS", "A crime there");
        jdbc.sql("update risk_policy set body = 'version: 2'").update();

        assertThat(page(support, proposal)).contains("not as it was written").doesNotContain("/approve", "reach=true");
        assertThat(page(support, HERE)).contains("not as it was written");
    }

    @Test
    void whoIsTakenBackIsListedByStageAndNotNamed() {
        bank.keepsUntil = time.now().plus(Duration.ofDays(40));
        String subscription = give("MONTHLY", "MC");
        post(support, raise(admin, "MC", "A crime there") + "/approve");
        bank.silences = 1;
        time.pass(Duration.ofMillis(1));

        String ending = beingTakenBack(page(support, HERE));
        assertThat(ending).contains("No further payment", "2026-03-");
        time.pass(Duration.ofHours(1));
        String forgetting = beingTakenBack(page(support, HERE));
        assertThat(forgetting).contains("The provider removes what it has", "too_recent");
        for (String table : List.of("contribution", "checkout", "dossier")) {
            jdbc.sql("select cast(id as char) from " + table)
                    .query(String.class)
                    .list()
                    .forEach(id -> assertThat(ending + forgetting).doesNotContain(id));
        }
        assertThat(ending + forgetting).doesNotContain(subscription, "Monaco", "MC", "5.00");
        bank.keepsUntil = null;
        time.pass(Duration.ofDays(2));
        assertThat(beingTakenBack(page(support, HERE))).contains("Nobody.");
    }

    private static String beingTakenBack(String page) {
        return page.substring(page.indexOf("Being taken back"), page.indexOf("What holds:"));
    }

    /** The name of what it is at the provider. */
    private String give(String cadence, String country) {
        UUID id = checkouts
                .open(
                        new CheckoutRequest(
                                cadence, new AmountText("USD", "5.00"), "BANK", country, null, "en", false, null, null),
                        UUID.randomUUID())
                .id();
        bank.did.clear();
        cards.confirm(id, new CardPayments.Entered("ctoken_US_paid", true), List.of());
        return bank.did.getFirst().replace("began ", "");
    }

    /** The address of the proposal. */
    private String raise(MockHttpSession who, String country, String reason) {
        MvcTestResult answer = post(who, HERE + "/raise", "country", country, "level", "BLOCKED", "reason", reason);
        assertThat(answer).hasStatus(302);
        String proposal = String.valueOf(answer.getResponse().getRedirectedUrl());
        assertThat(proposal).startsWith(HERE + "/");
        return proposal;
    }

    private String text() {
        return policies.text().orElseThrow();
    }

    private void lookAgain() {
        transaction.executeWithoutResult(status -> events.publishEvent(new PolicyApplied(0)));
    }

    private static String idOf(String proposal) {
        return proposal.substring(HERE.length() + 1);
    }

    private MvcTestResult post(MockHttpSession who, String path, String... namesAndValues) {
        var form = mvc.post().uri(path).session(who).with(csrf());
        for (int i = 0; i < namesAndValues.length; i += 2) {
            form.param(namesAndValues[i], namesAndValues[i + 1]);
        }
        return form.exchange();
    }

    /** The page to which it leads, as the browser shows it. */
    private String follow(MockHttpSession who, MvcTestResult answer) {
        assertThat(answer).hasRedirectedUrl(HERE);
        return page(who, HERE);
    }

    private String page(MockHttpSession who, String path) {
        return text(mvc.get().uri(path).session(who).exchange());
    }

    private static String text(MvcTestResult answer) {
        assertThat(answer).hasStatusOk();
        try {
            return answer.getResponse().getContentAsString();
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}

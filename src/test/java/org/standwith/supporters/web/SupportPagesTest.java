package org.standwith.supporters.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.standwith.Time;
import org.standwith.staff.AuditEntry;
import org.standwith.staff.AuditTrail;
import org.standwith.staff.Role;
import org.standwith.staff.StaffAccounts;
import org.standwith.supporters.Device;
import org.standwith.supporters.PasskeyVisit;
import org.standwith.supporters.Readers;
import org.standwith.supporters.Readers.Reader;
import org.standwith.supporters.Visit;
import org.standwith.supporters.WithMail;

/** Staff who act for a supporter that presents their code. */
@WithMail
class SupportPagesTest {

    private static final String PASSWORD = "a colleague of supporters 2026";

    @Autowired
    Readers readers;

    @Autowired
    StaffAccounts accounts;

    @Autowired
    AuditTrail audit;

    @Autowired
    MockMvcTester web;

    @Autowired
    Time time;

    private final String colleague = "support-" + UUID.randomUUID() + "@example.org";

    private MockHttpSession office() {
        String given = accounts.create(colleague, "Sue", Set.of(Role.SUPPORT), "test");
        UUID id = accounts.byEmail(colleague).orElseThrow().id();
        accounts.changePassword(id, given, PASSWORD);
        MvcTestResult answer = web.post()
                .uri("/office/sign-in")
                .param("username", colleague)
                .param("password", PASSWORD)
                .with(csrf())
                .exchange();
        return (MockHttpSession) Objects.requireNonNull(answer.getRequest().getSession(false));
    }

    private MvcTestResult open(String code, MockHttpSession office) {
        return web.post()
                .uri("/office/supporter")
                .param("code", code)
                .session(office)
                .with(csrf())
                .exchange();
    }

    private Visit visit(MvcTestResult opened) {
        Visit visit = readers.visit();
        Cookie cookie = Objects.requireNonNull(opened.getResponse().getCookie("visit"));
        visit.cookies().put("visit", cookie);
        return visit;
    }

    @Test
    void withTheCodeTheySeeWhatTheSupporterSeesAndThatIsNoted() {
        Reader ann = readers.gives();

        MvcTestResult opened = open(ann.code().reveal(), office());

        assertThat(opened).hasStatus(303).hasHeader("Location", "/account");
        assertThat(visit(opened).open("/account").page())
                .contains("id=\"" + ann.contribution() + "\"", colleague + " acts here for a supporter");
        AuditEntry noted = audit.latest(1).getFirst();
        assertThat(noted.actor()).isEqualTo(colleague);
        assertThat(noted.action()).isEqualTo("supporter.open");
        assertThat(noted.subject() + noted.detail()).isEmpty();
    }

    @Test
    void whatTheyDoIsNotedBeforeItIsDoneAndWhatSupportersDoIsNot() {
        Reader ann = readers.goesOn();
        String item = "/account/items/" + ann.contribution();
        Visit staff = visit(open(ann.code().reveal(), office()));

        staff.open("/account/data").send("/account/data/copy", Map.of());
        assertThat(audit.latest(1).getFirst().action()).isEqualTo("supporter.copy");
        staff.open(item + "/stop").send(item + "/changes", Map.of("kind", "END"));
        assertThat(audit.latest(2).stream().map(AuditEntry::action))
                .containsExactly("supporter.changed", "supporter.change");
        assertThat(audit.latest(2).getLast().detail()).startsWith("END ");
        staff.open("/account/sessions").send("/account/sessions/end", Map.of());
        AuditEntry last = audit.latest(1).getFirst();
        assertThat(last.action()).isEqualTo("supporter.sign-out");

        readers.visit().signInBy(ann.code().reveal()).open("/account/data").send("/account/data/copy", Map.of());
        assertThat(audit.latest(1).getFirst()).isEqualTo(last);
    }

    @Test
    void theyRemoveAPasskeyAndThatIsNotedAndAddNone() {
        Reader ann = readers.gives();
        String home = "http://localhost:8080";
        new PasskeyVisit(readers.visit().signInBy(ann.code().reveal()), home).adds(new Device());
        Visit staff = visit(open(ann.code().reveal(), office()));

        assertThat(staff.open("/account/sessions").page())
                .contains("Passkey 1, added in")
                .doesNotContain("Add a passkey");
        new PasskeyVisit(staff, home).removesTheFirst();

        assertThat(staff.page()).doesNotContain("Passkey 1");
        assertThat(audit.latest(1).getFirst().action()).isEqualTo("supporter.passkey-remove");
    }

    @Test
    void withoutTheCodeTheySeeNobodyAndThatIsNotedToo() {
        assertThat(open(Readers.newAddress(), office()))
                .hasStatus(422)
                .bodyText()
                .contains("Nobody has this code");

        assertThat(audit.latest(1).getFirst().action()).isEqualTo("supporter.unknown-code");
    }

    @Test
    void theSupporterSeesThatStaffIsThereAndCanEndIt() {
        Reader ann = readers.gives();
        Visit staff = visit(open(ann.code().reveal(), office()));
        Visit own = readers.visit().signInBy(ann.code().reveal());

        assertThat(own.open("/account/sessions").page()).contains("Our staff, to whom you showed your code");
        own.send("/account/sessions/end", Map.of());

        assertThat(staff.open("/account").at()).isEqualTo("/account/sign-in");
    }

    @Test
    void whoeverIsDisabledActsForNobodyAnyMore() {
        Visit staff = visit(open(readers.gives().code().reveal(), office()));
        assertThat(staff.open("/account").at()).isEqualTo("/account");

        accounts.disable(accounts.byEmail(colleague).orElseThrow().id(), "test");

        assertThat(staff.open("/account").at()).isEqualTo("/account/sign-in");
    }

    @Test
    void afterAnHourTheyActForNobodyAnyMore() {
        Visit staff = visit(open(readers.gives().code().reveal(), office()));
        for (int i = 0; i < 2; i++) {
            time.pass(Duration.ofMinutes(25));
            assertThat(staff.open("/account").at()).isEqualTo("/account");
        }

        time.pass(Duration.ofMinutes(11));

        assertThat(staff.open("/account").at()).isEqualTo("/account/sign-in");
    }
}

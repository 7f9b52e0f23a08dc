package org.standwith.reminders.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.standwith.Time;
import org.standwith.supporters.Readers;
import org.standwith.supporters.Visit;
import org.standwith.supporters.WithMail;

/** What is taken, what is not, and that nothing is kept of what is not. */
@WithMail
class ReminderApiTest {

    @Autowired
    MockMvcTester web;

    @Autowired
    Readers readers;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Time time;

    @BeforeEach
    void nothingWaits() {
        time.pass(Duration.ofMinutes(11));
    }

    private MvcTestResult post(String json) {
        return web.post()
                .uri("/api/v1/reminders")
                .contentType(MediaType.APPLICATION_JSON)
                .content(json)
                .exchange();
    }

    private long waiting() {
        return jdbc.sql("select count(*) from reminder_request")
                .query(Long.class)
                .single();
    }

    private LocalDate day(int ahead) {
        return LocalDate.ofInstant(time.now(), ZoneOffset.UTC).plusDays(ahead);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"remindIn\":\"P1W\"",
                "\"remindIn\":\"P9M\",\"locale\":\"ru\"",
                "\"recurring\":\"MONTHLY\"",
                "\"recurring\":\"yearly\"",
                "\"remindIn\":\"P1Y\",\"timeZone\":\"Asia/Tokyo\",\"campaign\":\"spring.2027\",\"component\":\"footer\""
            })
    void whatIsRightIsTakenAndAnsweredAlike(String when) {
        long before = waiting();

        MvcTestResult answer = post("{\"email\":\"" + Readers.newAddress() + "\"," + when + "}");

        assertThat(answer).hasStatus(202).hasHeader("Cache-Control", "no-store");
        assertThat(answer).bodyText().isEqualTo("{\"status\":\"ACCEPTED\"}");
        assertThat(waiting()).isEqualTo(before + 1);
    }

    @Test
    void aDayOrAMonthUpToTwoYearsAheadIsTaken() {
        for (String when : List.of(
                day(1).toString(), day(700).toString(), day(40).toString().substring(0, 7))) {
            assertThat(post("{\"email\":\"" + Readers.newAddress() + "\",\"remindOn\":\"" + when + "\"}"))
                    .as(when)
                    .hasStatus(202);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "email | {'remindIn':'P1W'}",
                "email | {'email':'','remindIn':'P1W'}",
                "email | {'email':'no address','remindIn':'P1W'}",
                "email | {'email':'a@b','remindIn':'P1W'}",
                "email | {'email':'a@b@c.example','remindIn':'P1W'}",
                "email | {'email':'a..b@mail.example','remindIn':'P1W'}",
                "email | {'email':'a@mail.example\\r\\nBcc: b@mail.example','remindIn':'P1W'}",
                "remindIn | {'email':'a@mail.example'}",
                "remindIn | {'email':'a@mail.example','remindIn':'P2D'}",
                "remindIn | {'email':'a@mail.example','remindIn':'P1W','recurring':'MONTHLY'}",
                "remindOn | {'email':'a@mail.example','remindOn':'2020-01-01'}",
                "remindOn | {'email':'a@mail.example','remindOn':'2020-01'}",
                "remindOn | {'email':'a@mail.example','remindOn':'2099-01-01'}",
                "remindOn | {'email':'a@mail.example','remindOn':'2026-02-30'}",
                "remindOn | {'email':'a@mail.example','remindOn':'2026-13'}",
                "remindOn | {'email':'a@mail.example','remindOn':'tomorrow'}",
                "recurring | {'email':'a@mail.example','recurring':'HOURLY'}",
                "locale | {'email':'a@mail.example','remindIn':'P1W','locale':'!!'}",
                "timeZone | {'email':'a@mail.example','remindIn':'P1W','timeZone':'Mars/Olympus'}",
                "timeZone | {'email':'a@mail.example','remindIn':'P1W','timeZone':'+03:00'}",
                "campaign | {'email':'a@mail.example','remindIn':'P1W','campaign':'<script>alert(1)</script>'}",
                "component | {'email':'a@mail.example','remindIn':'P1W','component':'a b'}"
            })
    void whatIsWrongIsNamedAndNothingIsKept(String field, String json) {
        long before = waiting();

        MvcTestResult answer = post(json.replace('\'', '"'));

        assertThat(answer).hasStatus(422).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(answer)
                .bodyText()
                .contains("\"field\":\"" + field + "\"")
                .doesNotContain("mail.example", "<script>", "no address");
        assertThat(waiting()).isEqualTo(before);
    }

    @Test
    void whatIsNoJsonIsABadRequest() {
        assertThat(post("{")).hasStatus(400);
        assertThat(post("{\"email\":5}")).hasStatus(400);
        assertThat(post("{\"email\":\"a@mail.example\",\"remindIn\":\"P1W\",\"admin\":true}"))
                .hasStatus(400);
    }

    @Test
    void toAMailboxThatOthersMayReadNothingIsSentAndNothingIsKept() {
        long before = waiting();

        MvcTestResult answer =
                post("{\"email\":\"somebody@mail.ru\",\"remindIn\":\"P1W\",\"timeZone\":\"Europe/Moscow\"}");

        assertThat(answer).hasStatus(403).bodyText().contains("urn:standwith:problem:no-letters");
        assertThat(waiting()).isEqualTo(before);
        Visit page = readers.visit()
                .open("/remind")
                .send("/remind", Map.of("email", "somebody@mail.ru", "when", "P1W", "timeZone", "Europe/Moscow"));
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.page())
                .contains("A letter might be read by others", "/remind/calendar")
                .doesNotContain("somebody@mail.ru", "type=\"email\"");
        assertThat(waiting()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"email, no address, P1W", "when, a@mail.example, DAY", "when, a@mail.example, <script>"})
    void thePageSaysWhatIsWrongBesideIt(String part, String email, String when) {
        Visit page = readers.visit().open("/remind").send("/remind", Map.of("email", email, "when", when));

        assertThat(page.status()).isEqualTo(422);
        assertThat(page.page()).contains("id=\"" + part + "-error\"").doesNotContain("<script>");
    }

    @Test
    void whoeverIsWrongInSeveralPlacesIsToldOfAllAtOnceAndInTheirOrder() {
        Visit page = readers.visit()
                .open("/remind")
                .send("/remind", Map.of("email", "no address", "when", "DAY", "day", "", "timeZone", "Mars/Olympus"));

        assertThat(page.page())
                .containsSubsequence("href=\"#email\"", "href=\"#when\"", "href=\"#timeZone\"", "<h1")
                .contains("id=\"email-error\"", "id=\"when-error\"", "id=\"zone-error\"")
                .doesNotContain("id=\"on-error\"");
    }

    @Test
    void anEntryForOnesOwnCalendarSaysNothingOfUsAndIsKeptNowhere() {
        Visit page = readers.visit().open("/remind");
        page.send("/remind/calendar", Map.of("title", "Water the plants; then, rest\nX-EVIL:1", "when", "QUARTERLY"));

        String entry = new String(page.content(), StandardCharsets.UTF_8);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/calendar");
        assertThat(page.header("Content-Disposition")).contains("attachment", "event.ics");
        assertThat(entry)
                .contains("BEGIN:VEVENT", "SUMMARY:Water the plants\\; then\\, rest X-EVIL:1", "BEGIN:VALARM")
                .contains("DTSTART;VALUE=DATE:", "INTERVAL=3", "FREQ=MONTHLY")
                .doesNotContainIgnoringCase("gazette")
                .doesNotContainIgnoringCase("standwith")
                .doesNotContainIgnoringCase("biweekly")
                .doesNotContain("localhost", "\nX-EVIL");
    }

    @ParameterizedTest
    @CsvSource({"'', P1W, title", "Plants, DAY, on"})
    void anEntryThatCannotBeMadeIsAskedForAgain(String title, String when, String part) {
        Visit page = readers.visit()
                .open("/remind")
                .send("/remind/calendar", Map.of("title", title, "when", when, "day", "2020-01-01"));

        assertThat(page.status()).isEqualTo(422);
        assertThat(page.page())
                .contains("id=\"" + part + "-error\"", "href=\"#" + part + "\"")
                .as("the other form is none of its business")
                .doesNotContain("when-error");
    }
}

package org.standwith.supporters;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.standwith.Statements;
import org.standwith.Time;
import org.standwith.supporters.Readers.Reader;

/** What lets somebody in by a passkey, and that everything else is refused in the same words. */
@WithMail
class PasskeyAnswersTest {
    private static final String HOME = "http://localhost:8080";

    @Autowired
    Readers readers;

    @Autowired
    Time time;

    @Autowired
    JdbcClient jdbc;

    private PasskeyVisit stranger() {
        return new PasskeyVisit(readers.visit(), HOME);
    }

    private PasskeyVisit signedIn(Reader reader) {
        return new PasskeyVisit(readers.visit().signInBy(reader.code().reveal()), HOME);
    }

    private Device deviceOf(Reader reader) {
        Device device = new Device();
        signedIn(reader).adds(device);
        return device;
    }

    private String refusalOfAStranger() {
        return stranger().uses(new Device()).refusal();
    }

    @Test
    void anAnswerWorksOnce() {
        Device device = deviceOf(readers.gives());
        PasskeyVisit visit = stranger();
        String answer = device.answers(visit.askedToUse(), HOME);
        Cookie asked = visit.visit().cookies().get("ceremony");
        assertThat(visit.uses(answer).isIn()).isTrue();

        PasskeyVisit thief = stranger();
        thief.visit().cookies().put("ceremony", Objects.requireNonNull(asked));

        assertThat(thief.uses(answer).refusal()).isEqualTo(refusalOfAStranger());
    }

    @Test
    void anAnswerThatWasRefusedIsUsedUpAsWell() {
        Device device = deviceOf(readers.gives());
        PasskeyVisit visit = stranger();
        String asked = visit.askedToUse();
        Cookie cookie = Objects.requireNonNull(visit.visit().cookies().get("ceremony"));
        visit.uses("{}").refusal();

        visit.visit().cookies().put("ceremony", cookie);

        assertThat(visit.uses(device.answers(asked, HOME)).refusal()).isEqualTo(refusalOfAStranger());
    }

    @Test
    void anAnswerWorksInTheBrowserThatWasAsked() {
        Device device = deviceOf(readers.gives());
        String asked = stranger().askedToUse();
        PasskeyVisit other = stranger();
        other.askedToUse();

        assertThat(other.uses(device.answers(asked, HOME)).refusal()).isEqualTo(refusalOfAStranger());
        assertThat(stranger().uses(device.answers(asked, HOME)).refusal()).isEqualTo(refusalOfAStranger());
    }

    @Test
    void anAnswerIsWaitedForForFiveMinutes() {
        Device device = deviceOf(readers.gives());
        PasskeyVisit slow = stranger();
        PasskeyVisit slower = stranger();
        String asked = slow.askedToUse();
        String askedToo = slower.askedToUse();

        time.pass(Duration.ofMinutes(4));
        assertThat(slow.uses(device.answers(asked, HOME)).isIn()).isTrue();
        time.pass(Duration.ofMinutes(1));
        assertThat(slower.uses(device.answers(askedToo, HOME)).refusal()).isEqualTo(refusalOfAStranger());
    }

    @Test
    void nobodyMakesTheTimeLongerOrTheChallengeTheirOwn() {
        Device device = deviceOf(readers.gives());
        PasskeyVisit visit = stranger();
        String answer = device.answers(visit.askedToUse(), HOME);
        Cookie cookie = Objects.requireNonNull(visit.visit().cookies().get("ceremony"));
        String later = cookie.getValue().replaceFirst("\\.\\d+$", ".9999999999");

        for (String made : List.of(later, "", "x", "A".repeat(43) + ".9999999999", "A".repeat(43) + ".999999999999")) {
            visit.visit().cookies().put("ceremony", new Cookie("ceremony", made));
            assertThat(visit.uses(answer).refusal()).isEqualTo(refusalOfAStranger());
        }
    }

    @Test
    void aPasskeyThatAnotherSiteAskedForLetsNobodyIn() {
        Device device = deviceOf(readers.gives());
        PasskeyVisit visit = stranger();

        assertThat(visit.uses(device.answers(visit.askedToUse(), "https://evil.example"))
                        .refusal())
                .isEqualTo(refusalOfAStranger());
        String elsewhere = visit.askedToUse().replace("\"localhost\"", "\"evil.example\"");
        assertThat(visit.uses(device.answers(elsewhere, HOME)).refusal()).isEqualTo(refusalOfAStranger());
    }

    @ParameterizedTest
    @ValueSource(strings = {WithMail.ONION, WithMail.MIRROR})
    void t32EachOfOurAddressesHasItsOwn(String home) {
        Reader ann = readers.gives();
        Device device = new Device();
        PasskeyVisit there =
                new PasskeyVisit(readers.visit(home).signInBy(ann.code().reveal()), home).adds(device);
        assertThat(there.visit().page()).contains("for " + home.replaceFirst("^.*//", ""));

        assertThat(new PasskeyVisit(readers.visit(home), home).uses(device).isIn())
                .isTrue();
        PasskeyVisit here = stranger();
        assertThat(here.uses(device.answers(here.askedToUse(), home)).refusal()).isEqualTo(refusalOfAStranger());
        assertThat(here.uses(device).refusal()).isEqualTo(refusalOfAStranger());
    }

    @Test
    void aDeviceThatAskedNobodyForAFingerOrANumberLetsNobodyIn() {
        Reader ann = readers.gives();
        Device device = deviceOf(ann);

        assertThat(stranger().uses(device.asksNobody()).refusal()).isEqualTo(refusalOfAStranger());
        assertThat(signedIn(ann).adds(new Device().asksNobody()).visit().page()).contains("No passkey was added");
    }

    @Test
    void aCopyOfADeviceIsFoundOut() {
        Reader ann = readers.gives();
        Device device = new Device().counts(7);
        signedIn(ann).adds(device);
        assertThat(stranger().uses(device.counts(9)).isIn()).isTrue();

        for (int copied : new int[] {9, 8, 0}) {
            assertThat(stranger().uses(device.counts(copied)).refusal()).isEqualTo(refusalOfAStranger());
        }
        assertThat(stranger().uses(device.counts(10)).isIn()).isTrue();
    }

    @Test
    void t20AnUnknownOneARemovedOneAndAWrongAnswerAreTheSameInEverything() throws Exception {
        Reader ann = readers.gives();
        Device removed = deviceOf(ann);
        signedIn(ann).removesTheFirst();
        Device known = deviceOf(ann);
        Device renamed = deviceOf(ann).keepsUnder(new byte[16]);
        List<List<String>> statements = new ArrayList<>();
        List<String> pages = new ArrayList<>();
        for (Device each : List.of(new Device(), removed, known.asksNobody(), renamed)) {
            PasskeyVisit visit = stranger();
            String answer = each.answers(visit.askedToUse(), HOME);
            statements.add(Statements.of(() -> visit.uses(answer)));
            pages.add(visit.refusal());
        }

        assertThat(pages).containsOnly(pages.getFirst());
        assertThat(statements.getFirst()).isNotEmpty();
        assertThat(statements).containsOnly(statements.getFirst());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"id\":\"\"}",
                "{\"id\":\"AAAA\",\"rawId\":\"AAAA\",\"type\":\"public-key\"}",
                "{\"id\":\"AAAA\",\"rawId\":\"AAAA\",\"type\":\"public-key\",\"response\":{}}",
                "{\"id\":\"?\",\"rawId\":\"?\",\"type\":\"x\",\"response\":{\"clientDataJSON\":\"?\"}}",
                "<script>"
            })
    void whatIsNoAnswerLetsNobodyInAndAddsNothing(String answer) {
        PasskeyVisit visit = stranger();
        visit.askedToUse();
        assertThat(visit.uses(answer).refusal()).isEqualTo(refusalOfAStranger());

        PasskeyVisit adding = signedIn(readers.gives());
        adding.askedToAdd();
        assertThat(adding.adds(answer).visit().page()).contains("No passkey was added");
    }

    @Test
    void onlyWhoeverIsSignedInAddsOneAndToNobodyElse() {
        PasskeyVisit ann = signedIn(readers.gives());
        PasskeyVisit ben = signedIn(readers.gives());
        Device device = new Device();
        String answer = device.makes(ann.askedToAdd(), HOME);
        ben.visit()
                .cookies()
                .put("ceremony", Objects.requireNonNull(ann.visit().cookies().get("ceremony")));

        assertThat(ben.adds(answer).visit().page()).contains("No passkey was added");
        PasskeyVisit nobody = stranger();
        nobody.visit().open("/account/sign-in");
        nobody.visit().post("/account/passkeys", Map.of("_csrf", nobody.visit().hidden("_csrf"), "answer", answer));
        assertThat(nobody.visit().at()).isEqualTo("/account/sign-in");
        assertThat(stranger().uses(device).refusal()).isEqualTo(refusalOfAStranger());
    }

    @Test
    void challengesThatWereAnsweredAreForgotten() {
        stranger().uses(new Device());
        assertThat(challenges()).isPositive();

        time.pass(Duration.ofHours(2));

        assertThat(challenges()).isZero();
    }

    private int challenges() {
        return jdbc.sql("select count(*) from passkey_challenge")
                .query(Integer.class)
                .single();
    }
}

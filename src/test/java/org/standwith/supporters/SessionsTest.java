package org.standwith.supporters;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.standwith.Time;
import org.standwith.supporters.Readers.Reader;
import org.standwith.vault.Erasure;

/** Where supporters are signed in. */
@WithMail
class SessionsTest {

    private static final Pattern OTHER = Pattern.compile("action=\"(/account/sessions/[0-9a-f-]{36}/end)\"");

    @Autowired
    Readers readers;

    @Autowired
    Time time;

    @Autowired
    JdbcClient jdbc;

    private Visit signedIn(Reader reader) {
        return readers.visit().signInBy(reader.code().reveal());
    }

    private static boolean isIn(Visit visit) {
        return visit.open("/account").at().equals("/account");
    }

    @Test
    void halfAnHourAfterTheLastPageItIsOver() {
        Visit visit = signedIn(readers.gives());

        for (int i = 0; i < 3; i++) {
            time.pass(Duration.ofMinutes(29));
            assertThat(isIn(visit)).isTrue();
        }
        time.pass(Duration.ofMinutes(31));

        assertThat(isIn(visit)).isFalse();
    }

    @Test
    void afterTwelveHoursItIsOverWhateverIsLookedAt() {
        Visit visit = signedIn(readers.gives());

        for (int i = 0; i < 35; i++) {
            time.pass(Duration.ofMinutes(20));
            assertThat(isIn(visit)).isTrue();
        }
        time.pass(Duration.ofMinutes(20));

        assertThat(isIn(visit)).isFalse();
    }

    @Test
    void itsCookieSaysNothingAndIsOutOfReach() {
        Visit visit = signedIn(readers.gives());

        Cookie cookie = Objects.requireNonNull(visit.cookies().get("visit"));
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getAttribute("SameSite")).isEqualTo("Lax");
        assertThat(cookie.getMaxAge()).isEqualTo(-1);
        assertThat(jdbc.sql("select count(*) from supporter_session where hash = ? or id = ?")
                        .params(cookie.getValue().getBytes(StandardCharsets.US_ASCII), cookie.getValue())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void whoeverSignsOutIsOutAndTheBrowserForgets() {
        Visit visit = signedIn(readers.gives());
        Map<String, Cookie> before = Map.copyOf(visit.cookies());

        visit.send("/account/sign-out", Map.of());

        assertThat(visit.page()).contains("You are signed out");
        assertThat(visit.cookies()).doesNotContainKey("visit");
        visit.cookies().putAll(before);
        assertThat(isIn(visit)).as("with a copy of the cookie").isFalse();
    }

    @Test
    void oneSeesWhereOneIsSignedInAndEndsIt() {
        Reader ann = readers.gives();
        Visit phone = signedIn(ann);
        Visit desk = signedIn(ann);
        Visit stranger = signedIn(readers.gives());

        desk.open("/account/sessions");
        var others =
                OTHER.matcher(desk.page()).results().map(each -> each.group(1)).toList();
        assertThat(others).hasSize(1);
        assertThat(desk.page()).contains("By supporter code", "This browser");
        stranger.open("/account/sessions");
        assertThat(OTHER.matcher(stranger.page()).results()).isEmpty();

        desk.send(others.getFirst(), Map.of());

        assertThat(isIn(phone)).isFalse();
        assertThat(isIn(desk)).isTrue();
        assertThat(isIn(stranger)).isTrue();
    }

    @Test
    void nobodyEndsASessionOfSomebodyElse(@Autowired Sessions sessions) {
        Reader ann = readers.gives();
        Visit visit = signedIn(ann);
        SignedIn mine = sessions.open(Set.of(ann.supporter()), SignedIn.Means.CODE, null)
                .who();
        SignedIn other = sessions.open(Set.of(UUID.randomUUID()), SignedIn.Means.CODE, null)
                .who();

        sessions.end(other, mine.session());

        assertThat(sessions.of(mine)).hasSize(2);
        assertThat(isIn(visit)).isTrue();
    }

    @Test
    void whoeverGivesWithSomebodyElsesAddressDoesNotSeeWhenItsOwnerComes(@Autowired Sessions sessions) {
        Reader ann = readers.gives();
        Reader stranger = readers.gives(ann.email());
        SignedIn owner = sessions.open(Set.of(ann.supporter(), stranger.supporter()), SignedIn.Means.LINK, null)
                .who();
        Visit visit = signedIn(stranger).open("/account/sessions");

        assertThat(visit.page()).contains("By supporter code").doesNotContain("By a mailed link");
        visit.send("/account/sessions/end", Map.of());

        assertThat(sessions.of(owner)).extracting(SignedIn::session).contains(owner.session());
        assertThat(sessions.count(stranger.supporter())).isZero();
    }

    @Test
    void oneGoesOutEverywhereAtOnce() {
        Reader ann = readers.gives();
        Visit phone = signedIn(ann);
        Visit desk = signedIn(ann);

        desk.open("/account/sessions").send("/account/sessions/end", Map.of());

        assertThat(isIn(phone)).isFalse();
        assertThat(isIn(desk)).isFalse();
    }

    @Test
    void whoeverSignsInAnewInOneBrowserIsInThereOnce(@Autowired Sessions sessions) {
        Reader ann = readers.gives();
        Visit visit = signedIn(ann);
        Cookie before = Objects.requireNonNull(visit.cookies().get("visit"));
        visit.cookies().remove("visit");
        visit.open("/account/sign-in");
        visit.cookies().put("visit", before);
        visit.send("/account/sign-in/code", Map.of("code", ann.code().reveal()));

        assertThat(visit.cookies().get("visit")).extracting(Cookie::getValue).isNotEqualTo(before.getValue());
        assertThat(sessions.count(ann.supporter())).isEqualTo(1);
    }

    @Test
    void whoeverIsErasedIsOut(@Autowired Erasure erasure) {
        Reader ann = readers.gives();
        Visit visit = signedIn(ann);
        jdbc.sql("update contribution set state = 'Ended' where id = ?")
                .param(ann.contribution().toString())
                .update();

        assertThat(erasure.erase(ann.supporter())).isInstanceOf(Erasure.Outcome.Erased.class);

        assertThat(isIn(visit)).isFalse();
    }

    @Test
    void nothingIsLeftOfASessionThatIsOver() {
        signedIn(readers.gives());

        time.pass(Duration.ofHours(1));

        assertThat(jdbc.sql("select count(*) from supporter_session")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("select count(*) from supporter_session_holder")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void aCookieThatSomebodyMadeUpLetsNobodyIn() {
        for (String made : new String[] {"", "x", "A".repeat(43), "A".repeat(5000), "' or 1=1 --"}) {
            Visit visit = readers.visit();
            visit.cookies().put("visit", new Cookie("visit", made));
            assertThat(isIn(visit)).isFalse();
        }
    }
}

package org.standwith.supporters.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.standwith.Time;
import org.standwith.supporters.Readers;
import org.standwith.supporters.Readers.Reader;
import org.standwith.supporters.WithMail;

/** What a website learns of whoever is signed in, by the cookie that comes along. */
@WithMail
class MembershipApiTest {

    private static final String SITE = "https://news.example.org";

    @Autowired
    Readers readers;

    @Autowired
    MockMvcTester web;

    @Autowired
    Time time;

    private Cookie signedIn(Reader reader) {
        return Objects.requireNonNull(
                readers.visit().signInBy(reader.code().reveal()).cookies().get("visit"));
    }

    @Test
    void itTellsTheTierOfWhoeverIsSignedIn() {
        assertThat(web.get().uri("/api/v1/membership").cookie(signedIn(readers.gives())))
                .hasStatusOk()
                .hasHeader("Cache-Control", "no-store")
                .bodyJson()
                .extractingPath("$.tier")
                .isEqualTo("patron");
    }

    @Test
    void whoeverHasNoneIsToldSo() {
        Cookie cookie = signedIn(readers.gives());
        Reader lapsed = readers.gives();
        time.pass(Duration.ofDays(60));

        assertThat(web.get().uri("/api/v1/membership").cookie(cookie))
                .as("of a session that is over")
                .hasStatus(401);
        Cookie again = signedIn(lapsed);
        assertThat(web.get().uri("/api/v1/membership").cookie(again))
                .hasStatusOk()
                .bodyJson()
                .isEqualTo("{\"tier\":null,\"benefits\":[],\"until\":null}");
        assertThat(web.post().uri("/api/v1/passes").cookie(again))
                .hasStatus(409)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("urn:standwith:problem:no-membership");
    }

    @Test
    void aPassIsTheSameForEverybodyOfOneTier() throws Exception {
        String one = web.post()
                .uri("/api/v1/passes")
                .cookie(signedIn(readers.gives()))
                .exchange()
                .getResponse()
                .getContentAsString();
        String other = web.post()
                .uri("/api/v1/passes")
                .cookie(signedIn(readers.gives()))
                .exchange()
                .getResponse()
                .getContentAsString();

        assertThat(one).contains("\"pass\":\"ey").isEqualTo(other);
    }

    @Test
    void nobodyWhoIsNotSignedInIsToldAnything() {
        assertThat(web.get().uri("/api/v1/membership"))
                .hasStatus(401)
                .hasHeader("Content-Type", "application/problem+json");
        assertThat(web.post().uri("/api/v1/passes")).hasStatus(401);
    }

    @Test
    void onlyTheNewsroomsOwnPagesMayAskWithTheCookie() {
        Cookie cookie = signedIn(readers.gives());

        assertThat(web.get().uri("/api/v1/membership").cookie(cookie).header("Origin", SITE))
                .hasStatusOk()
                .hasHeader("Access-Control-Allow-Origin", SITE)
                .hasHeader("Access-Control-Allow-Credentials", "true");
        assertThat(web.get().uri("/api/v1/membership").cookie(cookie).header("Origin", "https://evil.example"))
                .hasStatus(403);
    }
}

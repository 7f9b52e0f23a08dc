package org.standwith.memberships.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.standwith.Time;
import org.standwith.memberships.Membership;
import org.standwith.memberships.Pass;
import org.standwith.memberships.Passes;
import org.standwith.memberships.WithTiers;
import tools.jackson.databind.ObjectMapper;

/** Passes as a website checks them, which has nothing of us but the keys that we show. */
@WithTiers
class PassesAtAWebsiteTest {

    private static final String SITE = "https://news.example.org";

    @Autowired
    private Passes passes;

    @Autowired
    private Time time;

    @Autowired
    private MockMvcTester web;

    @Autowired
    private ObjectMapper json;

    private static Membership member(String tier) {
        return new Membership(tier, List.of(), Instant.parse("2026-03-20T11:22:33Z"));
    }

    private Pass pass() {
        return passes.issue(member("patron"));
    }

    private MvcTestResult ask() {
        return web.get().uri("/.well-known/jwks.json").exchange();
    }

    private String keys() {
        return new String(ask().getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private List<Object> each(String keys) {
        return new ArrayList<>((List<?>) json.readValue(keys, Map.class).get("keys"));
    }

    private JwtClaims check(String pass, String keys, String audience) throws InvalidJwtException, JoseException {
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(new JsonWebKeySet(keys).getJsonWebKeys()))
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.EDDSA))
                .setExpectedIssuer("http://localhost:8080")
                .setExpectedAudience(audience)
                .setRequireExpirationTime()
                .setRequireIssuedAt()
                .setEvaluationTime(NumericDate.fromSeconds(time.now().getEpochSecond()))
                .build()
                .processToClaims(pass);
    }

    private JwtClaims check(String pass) throws InvalidJwtException, JoseException {
        return check(pass, keys(), SITE);
    }

    private void refused(String pass) {
        String keys = keys();
        assertThatExceptionOfType(InvalidJwtException.class).isThrownBy(() -> check(pass, keys, SITE));
    }

    /** On to when the next week's key signs. */
    private void monday() {
        LocalDate today = LocalDate.ofInstant(time.now(), ZoneOffset.UTC);
        Instant monday = today.with(TemporalAdjusters.next(DayOfWeek.MONDAY))
                .atStartOfDay()
                .toInstant(ZoneOffset.UTC);
        time.pass(Duration.between(time.now(), monday));
    }

    @Test
    void itProvesATierAndSaysNothingElse() throws Exception {
        Pass pass = pass();

        JwtClaims claims = check(pass.pass());
        Instant hour = time.now().truncatedTo(ChronoUnit.HOURS);
        assertThat(claims.getClaimsMap())
                .isEqualTo(Map.of(
                        "iss",
                        "http://localhost:8080",
                        "aud",
                        SITE,
                        "tier",
                        "patron",
                        "iat",
                        hour.getEpochSecond(),
                        "exp",
                        hour.plus(Duration.ofHours(2)).getEpochSecond()));
        assertThat(pass.expiresAt()).isEqualTo(hour.plus(Duration.ofHours(2)));
        assertThat(json.readTree(decoded(pass.pass(), 0)).propertyNames())
                .containsExactlyInAnyOrder("alg", "typ", "kid");
        assertThat(pass).asString().doesNotContain(pass.pass());
    }

    @Test
    void allOfATierHaveTheSamePassInTheSameHour() {
        time.pass(Duration.between(
                time.now(), time.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1))));
        String first = pass().pass();
        time.pass(Duration.ofMinutes(59).plusSeconds(59));
        Membership another = new Membership("patron", List.of("more"), Instant.parse("2029-01-01T00:00:00Z"));
        assertThat(passes.issue(another).pass()).isEqualTo(first);

        assertThat(passes.issue(member("friend")).pass()).isNotEqualTo(first);
        time.pass(Duration.ofSeconds(1));
        assertThat(pass().pass()).isNotEqualTo(first);
    }

    @Test
    void itIsGoodForItsLifetimeAtLeastAndThenOver() throws Exception {
        String pass = pass().pass();

        time.pass(Duration.ofMinutes(60));
        assertThat(check(pass).getStringClaimValue("tier")).isEqualTo("patron");
        time.pass(Duration.ofMinutes(60));
        refused(pass);
    }

    @Test
    void whatWasChangedIsRefused() {
        String pass = passes.issue(member("friend")).pass();
        String[] parts = pass.split("\\.");
        String raised = decoded(pass, 1).replace("friend", "patron");
        String none = "{\"alg\":\"none\",\"typ\":\"JWT\"}";

        refused(parts[0] + "." + encoded(raised) + "." + parts[2]);
        refused(encoded(none) + "." + encoded(raised) + ".");
        refused(parts[0] + "." + parts[1] + "." + pass().pass().split("\\.")[2]);
    }

    @Test
    void itIsForNobodyElse() {
        String pass = pass().pass();
        String keys = keys();

        assertThatExceptionOfType(InvalidJwtException.class)
                .isThrownBy(() -> check(pass, keys, "https://other.example"));
    }

    @Test
    void keysAreReplacedWithoutAnyGoodPassBeingRefused() throws Exception {
        monday();
        time.pass(Duration.ofDays(3));
        String first = keys();
        assertThat(each(first)).hasSize(1);

        // Whoever has asked now may not ask again before Monday.
        time.pass(Duration.ofDays(4).minusHours(6));
        String asked = keys();
        assertThat(each(asked)).hasSize(2).containsAll(each(first));
        time.pass(Duration.ofHours(6).minusSeconds(1));
        String last = pass().pass();
        assertThat(check(last, first, SITE)).isNotNull();

        time.pass(Duration.ofSeconds(1));
        String next = pass().pass();
        assertThat(check(next, asked, SITE)).isNotNull();
        assertThatExceptionOfType(InvalidJwtException.class).isThrownBy(() -> check(next, first, SITE));
        time.pass(Duration.ofMinutes(59));
        assertThat(check(last)).isNotNull();

        time.pass(Duration.ofDays(2));
        assertThat(each(keys())).hasSize(1).doesNotContainAnyElementsOf(each(first));
    }

    @Test
    void theKeysMayBeKeptForLessThanTheyAreShownAhead() {
        MvcTestResult answer = ask();

        assertThat(answer)
                .hasStatusOk()
                .hasContentType("application/json")
                .hasHeader("Cache-Control", "max-age=21600, public")
                .doesNotContainHeader("Set-Cookie");
        assertThat(each(keys()))
                .allSatisfy(key -> assertThat((Map<?, ?>) key)
                        .extracting(Map::keySet)
                        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.collection(Object.class))
                        .containsExactlyInAnyOrder("kty", "crv", "use", "alg", "kid", "x"));
    }

    private static String decoded(String pass, int part) {
        return new String(Base64.getUrlDecoder().decode(pass.split("\\.")[part]), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

package org.standwith.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.StandwithTest;
import org.standwith.problem.Problem;

@StandwithTest
@Transactional
class ApiTokensTest {

    private static final Duration MONTH = Duration.ofDays(30);

    @Autowired
    private ApiTokens tokens;

    @Autowired
    private Tokens stored;

    @Autowired
    private Accounts accounts;

    @Autowired
    private StaffAccounts staff;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private UUID ann;

    @BeforeEach
    void annWorksInFinance() {
        staff.create("ann@example.org", "Ann", Set.of(Role.FINANCE), "test");
        ann = staff.byEmail("ann@example.org").orElseThrow().id();
    }

    @Test
    void aPasswordThatAnAdministratorResetsTakesTheTokensWithItAndOnesOwnChangeDoesNot() {
        String first = staff.resetPassword(ann, "boss@example.org");
        var issued = tokens.issue(ann, "nightly", Set.of(Scope.REPORTS_READ), MONTH);

        staff.changePassword(ann, first, "a first good password");
        assertThat(tokens.bearer(issued.secret())).isPresent();

        staff.resetPassword(ann, "boss@example.org");
        assertThat(tokens.bearer(issued.secret())).isEmpty();
    }

    @Test
    void aSecretActsForItsOwnerWithinItsScopes() {
        var issued = tokens.issue(ann, "nightly", Set.of(Scope.REPORTS_READ), MONTH);

        StaffMember caller = tokens.bearer(issued.secret()).orElseThrow();
        assertThat(caller.getUsername()).isEqualTo("ann@example.org");
        assertThat(caller.actor()).isEqualTo("ann@example.org (token nightly)");
        assertThat(caller.scopes()).containsExactly(Scope.REPORTS_READ);
    }

    @Test
    void aTokenLosesWhatItsOwnerLoses() {
        var issued = tokens.issue(ann, "nightly", Set.of(Scope.REPORTS_READ, Scope.EVENTS_REPLAY), MONTH);
        Account account = accounts.findById(ann).orElseThrow();
        account.roles.clear();
        account.roles.add(Role.AUDITOR);

        assertThat(tokens.bearer(issued.secret()).orElseThrow().scopes()).containsExactly(Scope.REPORTS_READ);
    }

    @Test
    void aTokenIsNotIssuedForMoreThanItsOwnerMayDo() {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> tokens.issue(ann, "a:b", Set.of(Scope.STAFF), Duration.ofDays(1000)))
                .satisfies(problem -> assertThat(problem.fields())
                        .extracting(Problem.Field::name)
                        .containsExactly("name", "scopes", "days"));
    }

    @Test
    void theNameCountsWhereOneIsGiven() {
        var issued = tokens.issue(ann, "nightly", Set.of(Scope.REPORTS_READ), MONTH);

        assertThat(tokens.named("nightly", issued.secret())).isPresent();
        assertThat(tokens.named("weekly", issued.secret())).isEmpty();
        assertThat(tokens.named("nightly", "guessed")).isEmpty();
    }

    @Test
    void aRevokedTokenIsRefused() {
        var issued = tokens.issue(ann, "nightly", Set.of(Scope.REPORTS_READ), MONTH);
        tokens.revoke(ann, issued.token().id());

        assertThat(tokens.bearer(issued.secret())).isEmpty();
        assertThat(tokens.of(ann)).singleElement().extracting(ApiToken::revoked).isNotNull();
    }

    @Test
    void nobodyRevokesAnothersToken() {
        var issued = tokens.issue(ann, "nightly", Set.of(Scope.REPORTS_READ), MONTH);

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(
                        () -> tokens.revoke(UUID.randomUUID(), issued.token().id()));
    }

    @Test
    void anExpiredTokenIsRefused() {
        Instant now = clock.instant();
        stored.save(new Token(ann, "old", "once a secret", Set.of(Scope.REPORTS_READ), now.minus(MONTH), now));

        assertThat(tokens.bearer("once a secret")).isEmpty();
    }

    @Test
    void aDisabledOwnersTokenIsRefused() {
        var issued = tokens.issue(ann, "nightly", Set.of(Scope.REPORTS_READ), MONTH);
        staff.disable(ann, "test");

        assertThat(tokens.bearer(issued.secret())).isEmpty();
    }

    @Test
    void onlyTheDayOfUseIsKept() {
        var issued = tokens.issue(ann, "nightly", Set.of(Scope.REPORTS_READ), MONTH);
        tokens.bearer(issued.secret());

        assertThat(jdbc.sql("select count(*) from staff_api_token where last_used_on is not null and id = ?")
                        .param(bytes(issued.token().id()))
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void ofTheSecretOnlyAHashIsKept() {
        var issued = tokens.issue(ann, "nightly", Set.of(Scope.REPORTS_READ), MONTH);

        assertThat(stored.findBySecretHash(Secrets.hash(issued.secret()))).isPresent();
        assertThat(issued.secret()).hasSize(43);
        assertThat(issued.toString()).doesNotContain(issued.secret());
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}

package org.standwith.staff;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.problem.Problem;
import org.standwith.problem.Problem.Kind;

/** Keys for programs. Only a hash of a secret is kept, so whoever reads the database cannot use one. */
@Service
@Transactional
public class ApiTokens {

    private static final Duration LONGEST = Duration.ofDays(366);

    /**
     * A new token with its secret, which nobody can read again.
     */
    public record Issued(ApiToken token, String secret) {

        @Override
        public String toString() {
            return "Issued[" + token.name() + "]";
        }
    }

    private final Tokens tokens;
    private final Accounts accounts;
    private final AuditTrail audit;
    private final Clock clock;

    ApiTokens(Tokens tokens, Accounts accounts, AuditTrail audit, Clock clock) {
        this.tokens = tokens;
        this.accounts = accounts;
        this.audit = audit;
        this.clock = clock;
    }

    /** Makes a token for this account; its scopes are among those that its owner's roles grant. */
    public Issued issue(UUID owner, String name, Set<Scope> scopes, Duration life) {
        Account account = accounts.findById(owner)
                .orElseThrow(() -> new Problem(Kind.NOT_FOUND, "no-account", "There is no such account."));
        check(account, name, scopes, life);
        String secret = Secrets.token();
        Instant now = clock.instant();
        Token token = tokens.save(new Token(owner, name.strip(), secret, scopes, now, now.plus(life)));
        audit.record(account.email, "token.issue", token.name, String.join(" ", names(token.scopes)));
        return new Issued(ApiToken.of(token), secret);
    }

    /** The newest first, revoked and expired ones too. */
    @Transactional(readOnly = true)
    public List<ApiToken> of(UUID owner) {
        return tokens.findByAccountIdOrderByCreatedAtDesc(owner).stream()
                .map(ApiToken::of)
                .toList();
    }

    /** From now on the token is refused. */
    public void revoke(UUID owner, UUID id) {
        Token token = tokens.findByIdAndAccountId(id, owner)
                .orElseThrow(() -> new Problem(Kind.NOT_FOUND, "no-token", "There is no such token."));
        if (token.revokedAt == null) {
            token.revokedAt = clock.instant();
            String actor =
                    accounts.findById(owner).map(account -> account.email).orElse("?");
            audit.record(actor, "token.revoke", token.name, "");
        }
    }

    /** Who comes with this secret; nobody where it is unknown, revoked or expired, or its owner is disabled. */
    public Optional<StaffMember> bearer(String secret) {
        return tokens.findBySecretHash(Secrets.hash(secret)).flatMap(this::owner);
    }

    /**
     * As {@link #bearer}, and the token has to be of this name.
     *
     * <p>It is found by its secret and not by its name, so an unknown name and a wrong secret take the same way.
     */
    public Optional<StaffMember> named(String name, String secret) {
        return tokens.findBySecretHash(Secrets.hash(secret))
                .filter(token -> Secrets.same(token.name, name))
                .flatMap(this::owner);
    }

    private Optional<StaffMember> owner(Token token) {
        Optional<StaffMember> owner = accounts.findById(token.accountId)
                .filter(account -> !account.disabled && token.usableAt(clock.instant()))
                .map(account -> new StaffMember(account, token));
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (owner.isPresent() && !today.equals(token.lastUsedOn)) {
            tokens.usedOn(token.id, today);
        }
        return owner;
    }

    private static void check(Account owner, String name, Set<Scope> scopes, Duration life) {
        List<Problem.Field> wrong = new ArrayList<>();
        // A colon would end the name in HTTP Basic.
        if (!name.strip().matches("[^:\\p{Cntrl}]{1,100}")) {
            wrong.add(new Problem.Field("name", "Give a name of up to 100 characters, without a colon."));
        }
        if (scopes.isEmpty()) {
            wrong.add(new Problem.Field("scopes", "Choose at least one thing that the token may do."));
        } else if (!owner.scopes().containsAll(scopes)) {
            wrong.add(new Problem.Field("scopes", "A token cannot do more than its owner."));
        }
        if (life.compareTo(LONGEST) > 0 || !life.isPositive()) {
            wrong.add(new Problem.Field("days", "A token lives a year at most."));
        }
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
    }

    private static List<String> names(Set<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::name).toList();
    }
}

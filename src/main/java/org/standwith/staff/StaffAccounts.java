package org.standwith.staff;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.problem.Problem;
import org.standwith.problem.Problem.Kind;

/** Who works here. Every change is in the audit trail, and ends the sessions of the account that it changes. */
@Service
@Transactional
public class StaffAccounts {

    private static final int SHORTEST = 12;
    /** As much as bcrypt reads. */
    private static final int LONGEST = 72;

    private final Accounts accounts;
    private final Tokens tokens;
    private final PasswordEncoder encoder;
    private final AuditTrail audit;
    private final Clock clock;

    StaffAccounts(Accounts accounts, Tokens tokens, PasswordEncoder encoder, AuditTrail audit, Clock clock) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.encoder = encoder;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<StaffAccount> all() {
        return accounts.findAllByOrderByEmail().stream().map(StaffAccount::of).toList();
    }

    @Transactional(readOnly = true)
    public Optional<StaffAccount> byEmail(String email) {
        return accounts.findByEmail(normal(email)).map(StaffAccount::of);
    }

    /**
     * Adds an account.
     *
     * @param actor who adds it, for the audit trail
     * @return the password for the first sign-in, at which it has to be changed; nobody can read it again
     */
    public String create(String email, String displayName, Set<Role> roles, String actor) {
        check(email, displayName, roles);
        if (byEmail(email).isPresent()) {
            throw new Problem(
                    Kind.CONFLICT,
                    "account-exists",
                    "There is an account of this name already.",
                    List.of(new Problem.Field("email", "There is an account of this name already.")));
        }
        Account account = new Account(normal(email), displayName.strip(), roles, clock.instant());
        String password = handOut(account);
        accounts.save(account);
        audit.record(actor, "account.create", account.email, String.join(" ", names(account.roles)));
        return password;
    }

    /** Nobody can sign in to it any more, and its API tokens stop working. */
    public void disable(UUID id, String actor) {
        change(id, actor, "account.disable", account -> account.disabled = true);
    }

    /** Takes {@link #disable} back. */
    public void enable(UUID id, String actor) {
        change(id, actor, "account.enable", account -> account.disabled = false);
    }

    /**
     * Hands out a new one-time password, as {@link #create} does, and revokes the API tokens: where the old password was
     * in wrong hands, those may have made some.
     */
    public String resetPassword(UUID id, String actor) {
        Account account = find(id);
        String password = handOut(account);
        tokens.findByAccountIdOrderByCreatedAtDesc(id).stream()
                .filter(token -> token.revokedAt == null)
                .forEach(token -> {
                    token.revokedAt = clock.instant();
                    audit.record(actor, "token.revoke", token.name, "");
                });
        audit.record(actor, "account.reset-password", account.email, "");
        return password;
    }

    /** Changes one's own password. One's programs go on: their tokens are revoked one by one. */
    public void changePassword(UUID id, String current, String next) {
        Account account = find(id);
        if (account.passwordHash == null || !encoder.matches(current, account.passwordHash)) {
            throw Problem.invalid("current", "That is not your current password.");
        }
        if (next.length() < SHORTEST || next.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw Problem.invalid("next", "Take " + SHORTEST + " to " + LONGEST + " characters.");
        }
        if (next.equals(current)) {
            throw Problem.invalid("next", "Take another one than before.");
        }
        account.password(encode(next), false);
        audit.record(account.email, "account.change-password", account.email, "");
    }

    /** Whether nothing about the account has changed since this person signed in. */
    @Transactional(readOnly = true)
    public boolean stands(StaffMember member) {
        return accounts.findById(member.id())
                .filter(account -> !account.disabled && account.state() == member.state())
                .isPresent();
    }

    private void change(UUID id, String actor, String action, Consumer<Account> change) {
        Account account = find(id);
        if (account.email.equals(actor)) {
            throw new Problem(Kind.CONFLICT, "own-account", "Somebody else has to do that to your own account.");
        }
        change.accept(account);
        audit.record(actor, action, account.email, "");
    }

    private Account find(UUID id) {
        return accounts.findById(id)
                .orElseThrow(() -> new Problem(Kind.NOT_FOUND, "no-account", "There is no such account."));
    }

    private String handOut(Account account) {
        String password = Secrets.oneTimePassword();
        account.password(encode(password), true);
        return password;
    }

    private String encode(String password) {
        return Objects.requireNonNull(encoder.encode(password));
    }

    private static void check(String email, String displayName, Set<Role> roles) {
        List<Problem.Field> wrong = new ArrayList<>();
        if (!normal(email).matches("[^\\s:@]{1,64}(@[^\\s:@]{1,180})?")) {
            wrong.add(new Problem.Field("email", "Give an e-mail address."));
        }
        if (displayName.isBlank() || displayName.length() > 100) {
            wrong.add(new Problem.Field("displayName", "Give a name of up to 100 characters."));
        }
        if (roles.isEmpty()) {
            wrong.add(new Problem.Field("roles", "Choose at least one role."));
        }
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
    }

    static String normal(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    private static List<String> names(Set<Role> roles) {
        return roles.stream().sorted().map(Role::name).toList();
    }
}

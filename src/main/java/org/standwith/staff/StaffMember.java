package org.standwith.staff;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.User;

/** Whoever is signed in: a person by password, or a program by one of that person's API tokens. */
public final class StaffMember extends User {

    /** The authority of everybody but those who first have to change their password. */
    public static final String SETTLED = "STAFF_MEMBER";

    private final UUID id;
    private final String displayName;
    private final Set<Scope> scopes;
    private final int state;
    private final boolean passwordTemporary;
    private final @Nullable String token;

    /** By password; whose password was handed out by somebody else may do nothing until it is changed. */
    StaffMember(Account account, String passwordHash) {
        this(account, passwordHash, account.passwordTemporary ? Set.of() : account.scopes(), null);
    }

    /** By token: what the token names, as far as its owner may do it. */
    StaffMember(Account account, Token token) {
        this(account, "", common(account.scopes(), token.scopes), token.name);
    }

    private StaffMember(Account account, String password, Set<Scope> scopes, @Nullable String token) {
        super(account.email, password, authorities(scopes, account.passwordTemporary && token == null));
        this.id = account.id;
        this.displayName = account.displayName;
        this.scopes = scopes;
        this.state = account.state();
        this.passwordTemporary = account.passwordTemporary;
        this.token = token;
    }

    /** The account. */
    public UUID id() {
        return id;
    }

    public String displayName() {
        return displayName;
    }

    public Set<Scope> scopes() {
        return scopes;
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }

    /** Whether the password was handed out by somebody else, and so must be changed before anything else. */
    public boolean mustChangePassword() {
        return passwordTemporary;
    }

    /** How the audit trail names them. */
    public String actor() {
        return token == null ? getUsername() : getUsername() + " (token " + token + ")";
    }

    int state() {
        return state;
    }

    private static Set<Scope> common(Collection<Scope> some, Collection<Scope> others) {
        EnumSet<Scope> common = EnumSet.noneOf(Scope.class);
        common.addAll(some);
        common.retainAll(others);
        return common;
    }

    private static Collection<? extends GrantedAuthority> authorities(Set<Scope> scopes, boolean newcomer) {
        return Stream.concat(
                        newcomer ? Stream.empty() : Stream.of(SETTLED),
                        scopes.stream().map(Scope::authority))
                .map(SimpleGrantedAuthority::new)
                .toList();
    }
}

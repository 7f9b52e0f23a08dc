package org.standwith.supporters;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.standwith.vault.Secret;

/** Somebody who is signed in, as Spring Security knows them. */
final class SupporterAuthentication extends AbstractAuthenticationToken {

    private final transient SignedIn who;
    private final transient @Nullable Secret fresh;

    /** @param fresh for the cookie of a session that was opened in this moment; null where it goes on */
    SupporterAuthentication(SignedIn who, @Nullable Secret fresh) {
        super(AuthorityUtils.createAuthorityList(Entry.AUTHORITY));
        this.who = who;
        this.fresh = fresh;
        setAuthenticated(true);
    }

    @Nullable
    Secret fresh() {
        return fresh;
    }

    @Override
    public SignedIn getPrincipal() {
        return who;
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    /** The same for all: nobody is told by it. */
    @Override
    public String getName() {
        return "supporter";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SupporterAuthentication someone && who.equals(someone.who);
    }

    @Override
    public int hashCode() {
        return Objects.hash(who);
    }

    @Override
    public String toString() {
        return "SupporterAuthentication[***]";
    }
}

package org.standwith.staff;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key by which a program acts for its owner, without its secret.
 *
 * @param scopes what it may do, as far as its owner still may
 * @param lastUsedOn the day, in UTC
 */
public record ApiToken(
        UUID id,
        String name,
        Set<Scope> scopes,
        Instant created,
        Instant expires,
        @Nullable Instant revoked,
        @Nullable LocalDate lastUsedOn) {

    static ApiToken of(Token token) {
        return new ApiToken(
                token.id,
                token.name,
                Collections.unmodifiableSet(new TreeSet<>(token.scopes)),
                token.createdAt,
                token.expiresAt,
                token.revokedAt,
                token.lastUsedOn);
    }
}

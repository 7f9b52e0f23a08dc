package org.standwith.staff;

import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Somebody who works here.
 *
 * @param email by which they sign in
 */
public record StaffAccount(
        UUID id, String email, String displayName, Set<Role> roles, boolean disabled, Instant created) {

    static StaffAccount of(Account account) {
        return new StaffAccount(
                account.id,
                account.email,
                account.displayName,
                Collections.unmodifiableSet(new TreeSet<>(account.roles)),
                account.disabled,
                account.createdAt);
    }
}

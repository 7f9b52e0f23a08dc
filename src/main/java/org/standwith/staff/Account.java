package org.standwith.staff;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "staff_account")
class Account {

    @Id
    @JdbcTypeCode(SqlTypes.BINARY)
    UUID id;

    @Version
    @Nullable
    Integer version;

    String email;

    String displayName;

    /** Absent where somebody signs in elsewhere, by OpenID Connect. */
    @Nullable
    String passwordHash;

    boolean passwordTemporary;

    boolean disabled;

    Instant createdAt;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "staff_account_role", joinColumns = @JoinColumn(name = "account_id"))
    @Column(name = "role")
    @Enumerated(EnumType.STRING)
    Set<Role> roles;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    Account() {}

    Account(String email, String displayName, Set<Role> roles, Instant createdAt) {
        this.id = UUID.randomUUID();
        this.email = email;
        this.displayName = displayName;
        this.roles = EnumSet.copyOf(roles);
        this.createdAt = createdAt;
    }

    /** The account's state as a number: whoever signed in under another one has to sign in again. */
    int state() {
        return version == null ? 0 : version;
    }

    Set<Scope> scopes() {
        return Role.scopesOf(roles);
    }

    void password(String hash, boolean temporary) {
        passwordHash = hash;
        passwordTemporary = temporary;
    }
}

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
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "staff_api_token")
class Token {

    @Id
    @JdbcTypeCode(SqlTypes.BINARY)
    UUID id;

    @Version
    @Nullable
    Integer version;

    @JdbcTypeCode(SqlTypes.BINARY)
    UUID accountId;

    String name;

    @JdbcTypeCode(SqlTypes.BINARY)
    byte[] secretHash;

    Instant createdAt;

    Instant expiresAt;

    @Nullable
    Instant revokedAt;

    /** The day is enough to find tokens that nobody uses; the moment would follow people around. */
    @Nullable
    LocalDate lastUsedOn;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "staff_api_token_scope", joinColumns = @JoinColumn(name = "token_id"))
    @Column(name = "scope")
    @Enumerated(EnumType.STRING)
    Set<Scope> scopes;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    Token() {}

    Token(UUID accountId, String name, String secret, Set<Scope> scopes, Instant createdAt, Instant expiresAt) {
        this.id = UUID.randomUUID();
        this.accountId = accountId;
        this.name = name;
        this.secretHash = Secrets.hash(secret);
        this.scopes = EnumSet.copyOf(scopes);
        this.createdAt = createdAt;
        this.expiresAt = expiresAt;
    }

    boolean usableAt(Instant now) {
        return revokedAt == null && now.isBefore(expiresAt);
    }
}

package org.standwith.contributions;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** One attempt to give: what makes a repeated request find the same checkout, at the provider too. */
@Entity
@Table(name = "checkout")
@DynamicUpdate
class CheckoutAttempt {

    @Id
    @JdbcTypeCode(SqlTypes.CHAR)
    private UUID id;

    @JdbcTypeCode(SqlTypes.CHAR)
    private UUID contributionId;

    @JdbcTypeCode(SqlTypes.CHAR)
    private UUID idempotencyKey;

    /** A keyed index of the wish: without the key nobody can try what was wished, or by whom. */
    private byte[] requestDigest;

    /** An {@link Answer}, {@linkplain AnswerSeals sealed}; null after a day. */
    private byte @Nullable [] answer;

    private Instant createdAt;
    private Instant expiresAt;
    private @Nullable Instant askedAt;

    /** How often a card was tried on our own page. */
    private int tries;

    /** How many idempotency keys the provider has answered with an error of its own. */
    private int spoiltKeys;

    @SuppressWarnings("NullAway.Init")
    protected CheckoutAttempt() {}

    CheckoutAttempt(
            UUID id,
            UUID idempotencyKey,
            UUID contributionId,
            byte[] requestDigest,
            byte[] answer,
            Instant createdAt,
            Instant expiresAt) {
        this.id = id;
        this.contributionId = contributionId;
        this.idempotencyKey = idempotencyKey;
        this.requestDigest = requestDigest;
        this.answer = answer;
        this.createdAt = createdAt;
        this.expiresAt = expiresAt;
    }

    UUID id() {
        return id;
    }

    UUID contributionId() {
        return contributionId;
    }

    boolean isFor(byte[] digest) {
        return Arrays.equals(requestDigest, digest);
    }

    byte @Nullable [] answer() {
        return answer;
    }

    void answer(byte[] sealed) {
        answer = sealed;
    }

    /** The same until the provider has spoilt it. */
    String providerKey() {
        return "checkout-" + id + (spoiltKeys == 0 ? "" : "-" + spoiltKeys);
    }

    void spoilKey() {
        spoiltKeys++;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    @Nullable
    Instant askedAt() {
        return askedAt;
    }
}

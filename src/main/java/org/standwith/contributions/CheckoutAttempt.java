package org.standwith.contributions;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
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

    @JdbcTypeCode(SqlTypes.CHAR)
    private String requestDigest;

    /** All that the provider learns of what the money is for. */
    private String reference;

    private @Nullable String providerCheckout;
    private @Nullable String redirectUrl;
    private @Nullable String returnUrl;
    private String locale;
    private Instant createdAt;
    private Instant expiresAt;
    private @Nullable Instant askedAt;

    /** How many idempotency keys the provider has answered with an error of its own. */
    private int spoiltKeys;

    @SuppressWarnings("NullAway.Init")
    protected CheckoutAttempt() {}

    CheckoutAttempt(UUID idempotencyKey, UUID contributionId, Wanted wanted, Instant createdAt, Instant expiresAt) {
        this.id = UUID.randomUUID();
        this.contributionId = contributionId;
        this.idempotencyKey = idempotencyKey;
        this.requestDigest = wanted.digest();
        this.reference = UUID.randomUUID().toString();
        this.returnUrl = wanted.returnUrl() == null ? null : wanted.returnUrl().toString();
        this.locale = wanted.locale().toLanguageTag();
        this.createdAt = createdAt;
        this.expiresAt = expiresAt;
    }

    UUID id() {
        return id;
    }

    UUID contributionId() {
        return contributionId;
    }

    boolean isFor(Wanted wanted) {
        return requestDigest.equals(wanted.digest());
    }

    String reference() {
        return reference;
    }

    /** The same until the provider has spoilt it. */
    String providerKey() {
        return "checkout-" + id + (spoiltKeys == 0 ? "" : "-" + spoiltKeys);
    }

    void spoilKey() {
        spoiltKeys++;
    }

    Locale locale() {
        return Locale.forLanguageTag(locale);
    }

    Instant expiresAt() {
        return expiresAt;
    }

    /** The provider's id of it; null until the provider has said that it opened it. */
    @Nullable
    String providerCheckout() {
        return providerCheckout;
    }

    @Nullable
    URI redirectUrl() {
        return redirectUrl == null ? null : URI.create(redirectUrl);
    }

    @Nullable
    URI returnUrl() {
        return returnUrl == null ? null : URI.create(returnUrl);
    }

    void opened(String checkout, URI url) {
        providerCheckout = checkout;
        redirectUrl = url.toString();
    }

    /** Whatever became of it, it can no longer be paid over there. */
    void closed() {
        redirectUrl = null;
    }

    @Nullable
    Instant askedAt() {
        return askedAt;
    }
}

package org.standwith.payments;

/** The provider gave no usable answer to a question that changes nothing, so asking again is safe. */
public final class ProviderSilent extends RuntimeException {

    private final String reason;

    /** @param reason what happened, in words of ours: never the provider's text, which may quote the person */
    public ProviderSilent(Provider provider, String reason) {
        super(provider + " gave no answer: " + reason);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}

package org.standwith.payments;

/** What came of asking a provider to remove what it keeps of somebody who paid. */
public sealed interface Forgetting {

    /** It did, as far as it does so for anybody. */
    record Forgotten() implements Forgetting {}

    /**
     * Not yet; to be asked again, by the same ids.
     *
     * @param reason the provider's own word, which names nobody
     */
    record Waiting(String reason) implements Forgetting {}

    /** No usable answer; to be asked again. */
    record Unknown(String reason) implements Forgetting {}
}

package org.standwith.payments;

import java.time.Instant;

/**
 * A subscription went on before we knew of it: what was paid for it until then may never be told.
 *
 * @param at since when it goes on
 */
public record WentOnBefore(Provider provider, String subscription, Instant at) implements Fact {
    @Override
    public String key() {
        return "went-on:" + subscription;
    }
}

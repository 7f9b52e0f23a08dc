package org.standwith.payments;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Told of every new fact in the very transaction that keeps it: what follows from a fact is kept together with it, or
 * neither is.
 */
public interface FactListener {

    /** @throws RuntimeException to refuse the whole batch */
    void on(News news);

    /** A fact is kept under another key from now on. For whoever keeps something by its key. */
    default void on(Renamed renamed) {}

    /**
     * Where somebody pays from was seen, at whatever level: they are at risk by it only from {@code PROTECTED} up. Told again
     * each time that anything says so.
     *
     * @param owner whose contribution it is; null while that is not known
     */
    default void on(Noticed noticed, @Nullable UUID owner) {}

    /** @param now unique as the one before was */
    record Renamed(Provider provider, String before, String now) {}

    /**
     * @param fresh facts that were not known before
     * @param linked facts that were, and of which it is known only now to whom they belong
     * @param owners all whose facts became more
     */
    record News(List<OwnedFact> fresh, List<OwnedFact> linked, Set<UUID> owners) {}

    /** @param owner whose contribution it is about; null while that is not known, or where it is about nobody's */
    record OwnedFact(Fact fact, @Nullable UUID owner) {}
}

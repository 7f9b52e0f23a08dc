package org.standwith.payments;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.standwith.vault.BlindIndexes;
import org.standwith.vault.BlindIndexes.Purpose;
import org.standwith.vault.Seals;
import org.standwith.vault.Seals.Compartment;

/**
 * What we call a provider's things. The id of something that goes on leads to a person at the provider, and so is known by
 * an alias from the first, a keyed index: equal ids have equal aliases, and nobody gets from one to the other without the key.
 * The id itself lies sealed beside it. Ids of payments stay as they are as long as they have to be matched, and are
 * {@linkplain Blanking blanked} after that: what comes in about them later is known by the alias as well.
 */
@Component
class Aliases {

    /** Begins an alias, and no provider's id. */
    private static final String MARK = "~";

    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    /** @param originals the ids that lie behind aliases, where they are to be kept */
    record Hidden(List<Fact> facts, Map<String, String> originals) {}

    private final BlindIndexes indexes;
    private final Seals seals;
    private final Providers providers;
    private final JdbcClient jdbc;

    Aliases(BlindIndexes indexes, Seals seals, Providers providers, JdbcClient jdbc) {
        this.indexes = indexes;
        this.seals = seals;
        this.providers = providers;
        this.jdbc = jdbc;
    }

    /** The alias that this has, or would have. Of an alias the same. */
    String of(Provider provider, String ref) {
        return isAlias(ref)
                ? ref
                : MARK
                        + TEXT.encodeToString(indexes.of(
                                Purpose.PROVIDER_ID, (provider.name() + " " + ref).getBytes(StandardCharsets.UTF_8)));
    }

    static boolean isAlias(String ref) {
        return ref.startsWith(MARK);
    }

    /** Under which name we know it. */
    String known(Provider provider, String ref) {
        String alias = of(provider, ref);
        return isLasting(provider, ref) || !blanked(provider, Set.of(alias)).isEmpty() ? alias : ref;
    }

    /** The same facts, under the names by which we know what they are about. */
    Hidden hide(Collection<? extends Fact> facts) {
        Map<String, String> originals = new HashMap<>();
        Map<Provider, Set<String>> aliases = new HashMap<>();
        for (Fact fact : facts) {
            Set<String> ofProvider = aliases.computeIfAbsent(fact.provider(), any -> new HashSet<>());
            ofProvider.add(of(fact.provider(), fact.subject()));
            if (fact instanceof Fact.Linked link) {
                ofProvider.add(of(fact.provider(), link.to()));
            }
        }
        aliases.replaceAll(this::blanked);
        List<Fact> hidden = new ArrayList<>();
        for (Fact fact : facts) {
            Provider provider = fact.provider();
            Set<String> blanked = aliases.getOrDefault(provider, Set.of());
            // Ids of refunds and bookings are in no list: they go as the payment that they are about.
            boolean all = !(fact instanceof Fact.Linked) && blanked.contains(of(provider, fact.subject()));
            hidden.add(new Renaming(ref -> {
                        String alias = of(provider, ref);
                        if (isLasting(provider, ref)) {
                            originals.put(alias, ref);
                            return alias;
                        }
                        return all || blanked.contains(alias) ? alias : ref;
                    })
                    .of(fact));
        }
        return new Hidden(hidden, originals);
    }

    byte[] seal(Provider provider, String alias, String original) {
        return seals.seal(Compartment.PROVIDER_ID, row(provider, alias), original.getBytes(StandardCharsets.UTF_8));
    }

    /** The id to ask the provider about; nothing where it is no longer kept. */
    Optional<String> reveal(Provider provider, String ref) {
        if (!isAlias(ref)) {
            return Optional.of(ref);
        }
        return jdbc.sql("select sealed from reference where provider = ? and ref = ? and sealed is not null")
                .params(provider.name(), ref)
                .query((row, number) -> row.getBytes(1))
                .optional()
                .flatMap(kept -> seals.open(Compartment.PROVIDER_ID, row(provider, ref), kept))
                .map(original -> new String(original, StandardCharsets.UTF_8));
    }

    private boolean isLasting(Provider provider, String ref) {
        return providers
                .named(provider.name())
                .filter(each -> each.isLasting(ref))
                .isPresent();
    }

    private Set<String> blanked(Provider provider, Set<String> aliases) {
        return new HashSet<>(
                jdbc.sql("select ref from reference where provider = :provider and ref in (:aliases) and not lasting")
                        .param("provider", provider.name())
                        .param("aliases", aliases)
                        .query((row, number) -> row.getString(1))
                        .list());
    }

    private static String row(Provider provider, String alias) {
        return provider.name() + " " + alias;
    }
}

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

    /**
     * @param originals the ids that lie behind aliases, where they are to be kept
     * @param asked of which aliases it was looked up whether they stand in the place of what was blanked, by provider
     * @param blanked those of them that do
     */
    record Hidden(
            List<Fact> facts,
            Map<String, String> originals,
            Map<Provider, Set<String>> asked,
            Map<Provider, Set<String>> blanked) {}

    /** What is worked out once for each id, however many facts name it. */
    private final class Names {

        private record Name(String alias, boolean lasting) {}

        private final Map<Provider, Map<String, Name>> names = new HashMap<>();

        private Name of(Provider provider, String ref) {
            return names.computeIfAbsent(provider, any -> new HashMap<>())
                    .computeIfAbsent(ref, any -> new Name(Aliases.this.of(provider, ref), isLasting(provider, ref)));
        }
    }

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
        Names names = new Names();
        Map<Provider, Set<String>> asked = new HashMap<>();
        for (Fact fact : facts) {
            Set<String> ofProvider = asked.computeIfAbsent(fact.provider(), any -> new HashSet<>());
            ofProvider.add(names.of(fact.provider(), fact.subject()).alias());
            if (fact instanceof Fact.Linked link) {
                ofProvider.add(names.of(fact.provider(), link.to()).alias());
            }
        }
        Map<Provider, Set<String>> blanked = new HashMap<>(asked);
        blanked.replaceAll(this::blanked);
        Map<String, String> originals = new HashMap<>();
        List<Fact> hidden = new ArrayList<>();
        for (Fact fact : facts) {
            Provider provider = fact.provider();
            Set<String> gone = blanked.getOrDefault(provider, Set.of());
            // Ids of refunds and bookings are in no list: they go as the payment that they are about.
            boolean all = !(fact instanceof Fact.Linked)
                    && gone.contains(names.of(provider, fact.subject()).alias());
            hidden.add(new Renaming(ref -> {
                        Names.Name name = names.of(provider, ref);
                        if (name.lasting()) {
                            originals.put(name.alias(), ref);
                            return name.alias();
                        }
                        return all || gone.contains(name.alias()) ? name.alias() : ref;
                    })
                    .of(fact));
        }
        return new Hidden(hidden, originals, asked, blanked);
    }

    /** Whether the same facts would be hidden in the same way now. */
    boolean holds(Hidden hidden) {
        Map<Provider, Set<String>> now = new HashMap<>(hidden.asked());
        now.replaceAll(this::blanked);
        return now.equals(hidden.blanked());
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
        Set<String> blanked = new HashSet<>();
        for (List<String> some : Portions.of(aliases)) {
            jdbc.sql("select ref from reference where provider = :provider and ref in (:aliases) and not lasting")
                    .param("provider", provider.name())
                    .param("aliases", some)
                    .query(row -> {
                        blanked.add(row.getString(1));
                    });
        }
        return blanked;
    }

    private static String row(Provider provider, String alias) {
        return provider.name() + " " + alias;
    }
}

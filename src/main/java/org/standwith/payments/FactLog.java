package org.standwith.payments;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.standwith.payments.Fact.Linked;
import org.standwith.payments.FactListener.News;
import org.standwith.payments.FactListener.OwnedFact;

/**
 * All facts of all providers, and whose they are. Links form paths from a provider's id to a reference that somebody
 * owns; whichever end of a path is told first, its last piece completes it.
 */
@Component
class FactLog {

    private record Ref(Provider provider, String ref) implements Comparable<Ref> {
        @Override
        public int compareTo(Ref other) {
            int byProvider = provider.compareTo(other.provider);
            return byProvider != 0 ? byProvider : ref.compareTo(other.ref);
        }
    }

    private record Key(Provider provider, String key) {}

    private record Owned(Provider provider, UUID owner) {}

    private final Aliases aliases;
    private final Clock clock;
    private final JdbcTemplate jdbc;
    private final NamedParameterJdbcTemplate named;

    FactLog(Aliases aliases, Clock clock, JdbcTemplate jdbc) {
        this.aliases = aliases;
        this.clock = clock;
        this.jdbc = jdbc;
        this.named = new NamedParameterJdbcTemplate(jdbc);
    }

    /**
     * Keeps what is new of these, {@linkplain Aliases#hide under the names that we know}, and tells what that changes. Holds locks on all ids
     * concerned until the commit.
     */
    News keep(Collection<? extends Fact> facts) {
        Aliases.Hidden hidden = aliases.hide(facts);
        Map<Key, Fact> byKey = new LinkedHashMap<>();
        hidden.facts().forEach(fact -> byKey.putIfAbsent(new Key(fact.provider(), fact.key()), fact));
        Map<Ref, UUID> owners = lock(refsOf(byKey.values()), hidden.originals());
        if (!aliases.holds(hidden)) {
            // Blanked while we waited for the lock: under their old names these facts would count once more.
            throw new PessimisticLockingFailureException("Lost to another transaction, which blanked ids");
        }
        byKey.keySet().removeAll(known(byKey.keySet()));
        List<Fact> fresh = List.copyOf(byKey.values());
        insert(fresh);

        Set<Ref> nowOwned = spread(fresh, owners);
        List<OwnedFact> ownedFresh = fresh.stream()
                .map(fact -> new OwnedFact(fact, owners.get(new Ref(fact.provider(), fact.subject()))))
                .toList();
        List<OwnedFact> linked = factsAbout(nowOwned, byKey.keySet()).stream()
                .map(fact -> new OwnedFact(fact, owners.get(new Ref(fact.provider(), fact.subject()))))
                .toList();
        Set<UUID> touched = new TreeSet<>();
        ownedFresh.stream().map(OwnedFact::owner).forEach(owner -> addIfKnown(owner, touched));
        linked.stream().map(OwnedFact::owner).forEach(owner -> addIfKnown(owner, touched));
        return new News(ownedFresh, linked, touched);
    }

    /**
     * Every fact about what these own. First what they own and then what is about it: joined, a server that has not counted
     * its rows lately may begin with all facts that there are.
     */
    Map<UUID, List<Fact>> of(Collection<UUID> owners) {
        Map<Ref, UUID> owned = new HashMap<>();
        for (List<UUID> some : Portions.of(owners)) {
            named.query(
                    "select provider, ref, owner from reference where owner in (:owners)",
                    Map.of("owners", some.stream().map(UUID::toString).toList()),
                    row -> {
                        owned.put(
                                new Ref(new Provider(row.getString(1)), row.getString(2)),
                                UUID.fromString(row.getString(3)));
                    });
        }
        Map<UUID, List<Fact>> facts = new HashMap<>();
        for (Fact fact : factsAbout(owned.keySet(), Set.of())) {
            UUID owner = owned.get(new Ref(fact.provider(), fact.subject()));
            if (owner != null) {
                facts.computeIfAbsent(owner, any -> new ArrayList<>()).add(fact);
            }
        }
        return facts;
    }

    /** How many payments of this checkout failed. */
    int declinesOf(Provider provider, String checkout) {
        Integer declines = jdbc.queryForObject("""
            select count(distinct link.subject)
            from fact link join fact failed on failed.provider = link.provider and failed.subject = link.subject
            where link.provider = ? and link.target = ? and failed.kind = 'PaymentFailed'\
            """, Integer.class, provider.name(), aliases.known(provider, checkout));
        return declines == null ? 0 : declines;
    }

    private static void addIfKnown(@Nullable UUID owner, Set<UUID> owners) {
        if (owner != null) {
            owners.add(owner);
        }
    }

    private static Set<Ref> refsOf(Collection<Fact> facts) {
        Set<Ref> refs = new TreeSet<>();
        for (Fact fact : facts) {
            refs.add(new Ref(fact.provider(), fact.subject()));
            if (fact instanceof Linked link) {
                refs.add(new Ref(link.provider(), link.to()));
            }
        }
        return refs;
    }

    /**
     * Locks by writing, in one order for everybody. Without it two transactions that keep two pieces of one path at the
     * same time would each miss the other's, and the path would never be seen whole.
     */
    private Map<Ref, UUID> lock(Set<Ref> refs, Map<String, String> originals) {
        LocalDate month = thisMonth();
        jdbc.batchUpdate(
                "insert into reference (provider, ref, sealed, lasting, since) values (?, ?, ?, ?, ?)"
                        + " on duplicate key update provider = provider",
                refs.stream()
                        .map(ref -> columns(ref, originals.get(ref.ref()), month))
                        .toList());
        return ownersOf(refs);
    }

    /** As exact as it has to be: the day would tell when somebody gave. */
    private LocalDate thisMonth() {
        return YearMonth.now(clock).atDay(1);
    }

    private Object[] columns(Ref ref, @Nullable String original, LocalDate month) {
        Provider provider = ref.provider();
        return original == null
                ? new Object[] {provider.name(), ref.ref(), null, false, month}
                : new Object[] {provider.name(), ref.ref(), aliases.seal(provider, ref.ref(), original), true, month};
    }

    private Map<Ref, UUID> ownersOf(Collection<Ref> refs) {
        Map<Ref, UUID> owners = new HashMap<>();
        lookUp(
                "select ref, owner from reference where provider = :provider and ref in (:names)"
                        + " and owner is not null for update",
                namesByProvider(refs),
                (provider, row) -> owners.put(new Ref(provider, row.getString(1)), UUID.fromString(row.getString(2))));
        return owners;
    }

    private void lookUp(String sql, Map<Provider, List<String>> names, Portions.Found found) {
        Portions.lookUp(named, sql, names, found);
    }

    private static Map<Provider, List<String>> namesByProvider(Collection<Ref> refs) {
        return refs.stream().collect(groupingBy(Ref::provider, mapping(Ref::ref, toList())));
    }

    private Set<Key> known(Set<Key> keys) {
        Set<Key> known = new HashSet<>();
        lookUp(
                "select fact_key from fact where provider = :provider and fact_key in (:names)",
                keys.stream().collect(groupingBy(Key::provider, mapping(Key::key, toList()))),
                (provider, row) -> known.add(new Key(provider, row.getString(1))));
        return known;
    }

    private void insert(List<Fact> facts) {
        jdbc.batchUpdate(
                "insert into fact (provider, fact_key, kind, subject, target, body) values (?, ?, ?, ?, ?, ?)",
                facts.stream()
                        .map(fact -> new Object[] {
                            fact.provider().name(),
                            fact.key(),
                            FactJson.kind(fact),
                            fact.subject(),
                            fact instanceof Linked link ? link.to() : null,
                            FactJson.write(fact)
                        })
                        .toList());
    }

    /** Passes ownership along the links, from where it is known to where it was not. */
    private Set<Ref> spread(List<Fact> fresh, Map<Ref, UUID> owners) {
        Set<Ref> nowOwned = new LinkedHashSet<>();
        List<Linked> links = fresh.stream()
                .filter(Linked.class::isInstance)
                .map(Linked.class::cast)
                .toList();
        while (!links.isEmpty()) {
            Map<Ref, UUID> gained = gained(links, owners);
            keep(gained);
            nowOwned.addAll(gained.keySet());
            List<Linked> further = gained.isEmpty() ? List.of() : linksTo(gained.keySet());
            owners.putAll(ownersOf(refsOf(List.copyOf(further))));
            links = gained.isEmpty() ? List.of() : union(links, further, owners);
        }
        return nowOwned;
    }

    /** All that these links alone lead to, along whole paths. Adds it to what is known. */
    private static Map<Ref, UUID> gained(List<Linked> links, Map<Ref, UUID> owners) {
        Map<Ref, UUID> gained = new LinkedHashMap<>();
        int before;
        do {
            before = gained.size();
            for (Linked link : links) {
                UUID owner = owners.get(new Ref(link.provider(), link.to()));
                Ref ref = new Ref(link.provider(), link.ref());
                if (owner != null && owners.putIfAbsent(ref, owner) == null) {
                    gained.put(ref, owner);
                }
            }
        } while (gained.size() > before);
        return gained;
    }

    private void keep(Map<Ref, UUID> gained) {
        Map<Owned, List<String>> byOwner = gained.entrySet().stream()
                .collect(groupingBy(
                        each -> new Owned(each.getKey().provider(), each.getValue()),
                        mapping(each -> each.getKey().ref(), toList())));
        int found = 0;
        for (Map.Entry<Owned, List<String>> each : byOwner.entrySet()) {
            Owned whose = each.getKey();
            found += named.update(
                    "update reference set owner = :owner where provider = :provider and ref in (:names)",
                    Map.of(
                            "owner", whose.owner().toString(),
                            "provider", whose.provider().name(),
                            "names", each.getValue()));
        }
        if (found < gained.size()) {
            // What earlier links lead on to is not locked before: an id of it was blanked in this moment.
            throw new PessimisticLockingFailureException("Lost to another transaction, which blanked ids");
        }
    }

    /** Those links that may still pass something on. */
    private static List<Linked> union(List<Linked> old, List<Linked> found, Map<Ref, UUID> owners) {
        Set<Linked> all = new LinkedHashSet<>(old);
        all.addAll(found);
        all.removeIf(link -> owners.containsKey(new Ref(link.provider(), link.ref())));
        return List.copyOf(all);
    }

    private List<Linked> linksTo(Collection<Ref> targets) {
        List<Linked> links = new ArrayList<>();
        lookUp(
                "select subject, target from fact where provider = :provider and target in (:names)",
                namesByProvider(targets),
                (provider, row) -> links.add(new Linked(provider, row.getString(1), row.getString(2))));
        return links;
    }

    /** @param but of these keys */
    private List<Fact> factsAbout(Collection<Ref> refs, Set<Key> but) {
        List<Fact> facts = new ArrayList<>();
        lookUp(
                "select fact_key, kind, body from fact where provider = :provider and subject in (:names)",
                namesByProvider(refs),
                (provider, row) -> {
                    if (!but.contains(new Key(provider, row.getString(1)))) {
                        facts.add(FactJson.read(row.getString(2), row.getString(3)));
                    }
                });
        return facts;
    }
}

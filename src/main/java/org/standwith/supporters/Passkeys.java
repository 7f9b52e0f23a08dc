package org.standwith.supporters;

import static java.util.Comparator.comparing;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.contributions.WaysIn;
import org.standwith.pages.Homes;
import org.standwith.supporters.PasskeyRows.Row;
import org.standwith.supporters.WebAuthn.Known;
import org.standwith.vault.BlindIndexes;
import org.standwith.vault.BlindIndexes.Purpose;
import org.standwith.vault.Dossiers;
import org.standwith.vault.OwnKeys;
import org.standwith.vault.Sensitive;
import org.standwith.vault.Tampered;
import tools.jackson.databind.json.JsonMapper;

/**
 * Passkeys, for who wants one. What is kept says neither whose it is nor on which device, and each is sealed by a key of its
 * own, which goes with it. One that is unknown, one that was removed and one that answers wrongly are all the same.
 */
@Service
public class Passkeys {

    /** As many as somebody has devices, and then some. */
    static final int MOST = 10;

    private static final String USING = "use";

    /**
     * One that somebody has.
     *
     * @param number by which they tell it from others; it says nothing of the device
     * @param host the address of ours at which it was made, and the only one at which it works
     */
    public record Passkey(UUID id, int number, YearMonth since, String host) {}

    /** What is sealed; the names are in what is kept. */
    private record Held(Set<UUID> supporters, int number, String since, String origin, Known known) {}

    private record Found(UUID id, Held held) {}

    private final PasskeyRows rows;
    private final Ceremonies ceremonies;
    private final WebAuthn webAuthn;
    private final WaysIn waysIn;
    private final Homes homes;
    private final OwnKeys keys;
    private final BlindIndexes indexes;
    private final Dossiers dossiers;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();

    Passkeys(
            PasskeyRows rows,
            Ceremonies ceremonies,
            WebAuthn webAuthn,
            WaysIn waysIn,
            Homes homes,
            OwnKeys keys,
            BlindIndexes indexes,
            Dossiers dossiers,
            Clock clock) {
        this.rows = rows;
        this.ceremonies = ceremonies;
        this.webAuthn = webAuthn;
        this.waysIn = waysIn;
        this.homes = homes;
        this.keys = keys;
        this.indexes = indexes;
        this.dossiers = dossiers;
        this.clock = clock;
    }

    /** Whether they may add one: not where they must not leave traces, and not staff for them. */
    @Transactional(readOnly = true)
    public boolean mayAdd(SignedIn who) {
        return who.actor() == null && all(who.supporters()).size() < MOST && waysIn.mayLeaveTraces(who.supporters());
    }

    /**
     * All of this person, in the order of their numbers. Not those of whoever is more than they are: with somebody else's
     * address anybody can give, and must not see that its owner has one.
     */
    @Transactional(readOnly = true)
    public List<Passkey> of(SignedIn who) {
        return shown(all(who.supporters()));
    }

    /** What a browser has to be asked, as Web Authentication writes it, for this person to add one. */
    @Transactional(readOnly = true)
    public String askToAdd(SignedIn who, HttpServletRequest request, HttpServletResponse response) {
        URI home = homes.at(request);
        List<byte[]> there = all(who.supporters()).stream()
                .map(each -> webAuthn.idOf(each.held().known()))
                .toList();
        return webAuthn.creation(ceremonies.begin(adding(who), request, response), home, there);
    }

    /** @return false where it is no answer to what was asked, or they may not */
    @Transactional
    public boolean add(
            SignedIn who, Sensitive<String> answer, HttpServletRequest request, HttpServletResponse response) {
        URI home = homes.at(request);
        Known known = ceremonies
                .end(adding(who), request, response)
                .flatMap(ceremony -> webAuthn.made(answer, ceremony, home))
                .orElse(null);
        if (known == null || !mayAdd(who)) {
            return false;
        }
        List<Found> before = all(who.supporters());
        int number = before.isEmpty() ? 1 : before.getLast().held().number() + 1;
        UUID id = UUID.randomUUID();
        YearMonth month = YearMonth.from(clock.instant().atZone(ZoneOffset.UTC));
        byte[] sealed = sealed(id, new Held(who.supporters(), number, month.toString(), WebAuthn.origin(home), known));
        boolean added = rows.add(id, credential(webAuthn.idOf(known)), sealed, holders(who.supporters()));
        if (!added) {
            keys.destroy(OwnKeys.Kind.PASSKEY, id);
        }
        return added;
    }

    /** Removes one of theirs; nothing where it is not, or not any more. */
    @Transactional
    public void remove(SignedIn who, UUID passkey) {
        all(who.supporters()).stream().map(Found::id).filter(passkey::equals).forEach(this::remove);
    }

    /** What a browser has to be asked, as Web Authentication writes it, for whoever it is to sign in. */
    String askToUse(HttpServletRequest request, HttpServletResponse response) {
        return webAuthn.request(ceremonies.begin(USING, request, response), homes.at(request));
    }

    /** Whom this answer lets in; nobody where it is none, whatever the reason. */
    @Transactional
    Set<UUID> whose(Sensitive<String> answer, HttpServletRequest request, HttpServletResponse response) {
        URI home = homes.at(request);
        return ceremonies
                .end(USING, request, response)
                .flatMap(ceremony -> webAuthn.named(answer)
                        .flatMap(credential -> rows.lock(credential(credential)))
                        .flatMap(this::open)
                        .filter(found -> found.held().origin().equals(WebAuthn.origin(home)))
                        .flatMap(found -> webAuthn.used(
                                        answer, ceremony, home, found.held().known())
                                .map(known -> counted(found, known))))
                .map(held -> dossiers.open(held.supporters()).keySet())
                .map(Set::copyOf)
                .orElseGet(Set::of);
    }

    /** This supporter is gone: so is what was theirs, and what is somebody else's as well does not name them any more. */
    void forget(UUID supporter) {
        for (Row row : rows.of(holders(Set.of(supporter)))) {
            Held held = open(row).map(Found::held).orElse(null);
            Set<UUID> others = held == null
                    ? Set.of()
                    : held.supporters().stream()
                            .filter(each -> !each.equals(supporter))
                            .collect(Collectors.toSet());
            if (held == null || others.isEmpty()) {
                remove(row.id());
            } else {
                Held left = new Held(others, held.number(), held.since(), held.origin(), held.known());
                rows.update(row.id(), sealed(row.id(), left));
            }
        }
        rows.forget(holder(supporter));
    }

    /** Those that are this supporter's alone, for a copy of what is held of them. */
    Map<String, Object> export(UUID supporter) {
        return exported(all(Set.of(supporter)));
    }

    /** Those that are of several whom somebody is, for the same. */
    Map<String, Object> exportShared(SignedIn who) {
        return exported(all(who.supporters()).stream()
                .filter(each -> each.held().supporters().size() > 1)
                .toList());
    }

    private static Map<String, Object> exported(List<Found> some) {
        List<Map<String, Object>> all = shown(some).stream()
                .map(each -> Map.<String, Object>of(
                        "number", each.number(), "added", each.since().toString(), "address", each.host()))
                .toList();
        return all.isEmpty() ? Map.of() : Map.of("passkeys", all);
    }

    private static List<Passkey> shown(List<Found> some) {
        return some.stream()
                .map(each -> new Passkey(
                        each.id(),
                        each.held().number(),
                        YearMonth.parse(each.held().since()),
                        URI.create(each.held().origin()).getAuthority()))
                .toList();
    }

    private List<Found> all(Collection<UUID> supporters) {
        return rows.of(holders(supporters)).stream()
                .flatMap(row -> open(row).stream())
                .filter(each -> supporters.containsAll(each.held().supporters()))
                .sorted(comparing(each -> each.held().number()))
                .toList();
    }

    private Held counted(Found found, Known known) {
        Held held = found.held();
        Held now = new Held(held.supporters(), held.number(), held.since(), held.origin(), known);
        // Most do not count: nothing is written then, and when it was used is nowhere.
        if (known.count() != held.known().count()) {
            rows.update(found.id(), sealed(found.id(), now));
        }
        return now;
    }

    private void remove(UUID passkey) {
        rows.remove(passkey);
        keys.destroy(OwnKeys.Kind.PASSKEY, passkey);
    }

    private byte[] sealed(UUID id, Held held) {
        return keys.seal(OwnKeys.Kind.PASSKEY, id, json.writeValueAsBytes(held));
    }

    private Optional<Found> open(Row row) {
        try {
            return keys.open(OwnKeys.Kind.PASSKEY, row.id(), row.sealed())
                    .map(plain -> new Found(row.id(), json.readValue(plain, Held.class)));
        } catch (Tampered e) {
            // The alarm was raised, and nobody is kept from being forgotten.
            return Optional.empty();
        }
    }

    private static String adding(SignedIn who) {
        return "add " + who.session();
    }

    private byte[] credential(byte[] id) {
        return index("passkey " + Base64.getUrlEncoder().encodeToString(id));
    }

    private List<byte[]> holders(Collection<UUID> supporters) {
        return supporters.stream().map(this::holder).toList();
    }

    private byte[] holder(UUID supporter) {
        return index("passkey of " + supporter);
    }

    private byte[] index(String text) {
        return indexes.of(Purpose.SIGN_IN, text.getBytes(StandardCharsets.US_ASCII));
    }
}

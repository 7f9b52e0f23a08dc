package org.standwith.supporters;

import static java.util.Comparator.comparing;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.supporters.SessionRows.Row;
import org.standwith.supporters.SignedIn.Means;
import org.standwith.vault.BlindIndexes;
import org.standwith.vault.BlindIndexes.Purpose;
import org.standwith.vault.Dossiers;
import org.standwith.vault.Seals;
import org.standwith.vault.Seals.Compartment;
import org.standwith.vault.Secret;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where supporters are signed in. In the database and not in a node's memory, so that any node answers them, and so that they
 * see each of them and can end it. What a session holds of them is sealed, by a key that is destroyed days later.
 */
@Service
public class Sessions {

    static final Duration IDLE = Duration.ofMinutes(30);
    static final Duration LONGEST = Duration.ofHours(12);

    /** Of those whom staff act for: no longer than it takes. */
    private static final Duration LONGEST_OF_STAFF = Duration.ofHours(1);

    /** Not every page that is looked at is written down. */
    private static final Duration PROLONGED_AFTER = Duration.ofMinutes(5);

    /** @param secret for the cookie; nobody gets it again */
    record Opened(SignedIn who, Secret secret) {}

    /** What is sealed; the names are in what is kept. */
    private record Held(
            Set<UUID> supporters, Means means, @Nullable String actor, Instant since) {}

    private final SessionRows rows;
    private final Seals seals;
    private final BlindIndexes indexes;
    private final Dossiers dossiers;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();

    Sessions(SessionRows rows, Seals seals, BlindIndexes indexes, Dossiers dossiers, Clock clock) {
        this.rows = rows;
        this.seals = seals;
        this.indexes = indexes;
        this.dossiers = dossiers;
        this.clock = clock;
    }

    @Transactional
    Opened open(Set<UUID> supporters, Means means, @Nullable String actor) {
        Instant now = clock.instant();
        UUID id = UUID.randomUUID();
        Secret secret = Secret.random();
        Held held = new Held(supporters, means, actor, now);
        byte[] sealed = seals.seal(Compartment.SESSION, id.toString(), json.writeValueAsBytes(held));
        rows.add(id, secret.hash(), now.plus(IDLE), sealed, holders(supporters));
        return new Opened(new SignedIn(id, supporters, means, actor, now), secret);
    }

    /** Whose session this is; nobody's when it has ended. Goes on with it. */
    @Transactional
    Optional<SignedIn> find(Secret secret) {
        Instant now = clock.instant();
        Row row = rows.find(secret.hash(), now).orElse(null);
        SignedIn who = row == null ? null : open(row).orElse(null);
        if (row == null || who == null) {
            return Optional.empty();
        }
        Instant until =
                earlier(now.plus(IDLE), who.since().plus(who.means() == Means.STAFF ? LONGEST_OF_STAFF : LONGEST));
        if (Duration.between(row.until(), until).compareTo(PROLONGED_AFTER) > 0) {
            rows.prolong(row.id(), until);
        }
        return Optional.of(who);
    }

    /**
     * All of this person, the latest first; those by which staff act for them, too. Not those of whoever is more than they are:
     * with somebody else's address anybody can give, and must not see when its owner comes.
     */
    @Transactional(readOnly = true)
    public List<SignedIn> of(SignedIn who) {
        return all(who).stream().sorted(comparing(SignedIn::since).reversed()).toList();
    }

    /** Ends one of theirs; nothing where it has ended, or is not theirs. */
    @Transactional
    public void end(SignedIn who, UUID session) {
        all(who).stream().map(SignedIn::session).filter(session::equals).forEach(rows::remove);
    }

    /** Ends all of theirs, this one too. */
    @Transactional
    public void endAll(SignedIn who) {
        all(who).stream().map(SignedIn::session).forEach(rows::remove);
    }

    @Transactional
    void end(Secret secret) {
        rows.find(secret.hash(), clock.instant()).map(Row::id).ifPresent(rows::remove);
    }

    /** This supporter is gone: ends every session of theirs, and of those who are others as well, when the last of them is gone. */
    void forget(UUID supporter) {
        for (Row row : rows.of(List.of(holder(supporter)), clock.instant())) {
            boolean others = open(row).stream()
                    .flatMap(each -> each.supporters().stream())
                    .anyMatch(each ->
                            !each.equals(supporter) && dossiers.open(each).isPresent());
            if (!others) {
                rows.remove(row.id());
            }
        }
        rows.forget(holder(supporter));
    }

    /** How many there are of this supporter alone. */
    int count(UUID supporter) {
        return allOf(Set.of(supporter)).size();
    }

    @Transactional
    void removeOver() {
        rows.removeOver(clock.instant());
    }

    private List<SignedIn> all(SignedIn who) {
        return allOf(who.supporters());
    }

    private List<SignedIn> allOf(Set<UUID> supporters) {
        return rows.of(holders(supporters), clock.instant()).stream()
                .flatMap(row -> open(row).stream())
                .filter(each -> supporters.containsAll(each.supporters()))
                .toList();
    }

    private Optional<SignedIn> open(Row row) {
        return seals.open(Compartment.SESSION, row.id().toString(), row.sealed())
                .map(plain -> json.readValue(plain, Held.class))
                .map(held -> new SignedIn(row.id(), held.supporters(), held.means(), held.actor(), held.since()));
    }

    private List<byte[]> holders(Collection<UUID> supporters) {
        return supporters.stream().map(this::holder).toList();
    }

    private byte[] holder(UUID supporter) {
        return indexes.of(Purpose.SIGN_IN, ("session " + supporter).getBytes(StandardCharsets.US_ASCII));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}

package org.standwith.supporters;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.ott.GenerateOneTimeTokenRequest;
import org.springframework.security.authentication.ott.OneTimeToken;
import org.springframework.security.authentication.ott.OneTimeTokenAuthenticationToken;
import org.springframework.security.authentication.ott.OneTimeTokenService;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.vault.BlindIndexes;
import org.standwith.vault.BlindIndexes.Purpose;
import org.standwith.vault.Dossiers;
import org.standwith.vault.EmailAddress;
import org.standwith.vault.Seals;
import org.standwith.vault.Seals.Compartment;
import org.standwith.vault.Secret;
import tools.jackson.databind.json.JsonMapper;

/**
 * Links that let in once, for a quarter of an hour. Hashed at rest, where Spring's own service keeps them in clear. For an
 * address that nobody has given, as much is done and kept as for one that somebody has.
 */
@Component
class SignInLinks implements OneTimeTokenService {

    static final Duration GOOD_FOR = Duration.ofMinutes(15);

    /**
     * So many to one mailbox are good at once. Whoever asks more often, perhaps to annoy, gets no more; and whoever reads
     * the mailbox is not locked out, since those that they have got stay good.
     */
    static final int MOST = 4;

    /**
     * A link that was made.
     *
     * @param supporters whom it lets in; none where the address is nobody's
     * @param letterIsDue whether there is anybody to be written to
     */
    record Link(Secret secret, Set<UUID> supporters, boolean letterIsDue, Instant until) implements OneTimeToken {

        @Override
        public String getTokenValue() {
            return secret.reveal();
        }

        /** Nobody is known by a name. */
        @Override
        public String getUsername() {
            return "";
        }

        @Override
        public Instant getExpiresAt() {
            return until;
        }

        @Override
        public String toString() {
            return "Link[***]";
        }
    }

    /** What is sealed; the name is in what is kept. */
    private record Held(Set<UUID> supporters) {}

    private final LinkRows rows;
    private final Dossiers dossiers;
    private final BlindIndexes indexes;
    private final Seals seals;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();

    SignInLinks(LinkRows rows, Dossiers dossiers, BlindIndexes indexes, Seals seals, Clock clock) {
        this.rows = rows;
        this.dossiers = dossiers;
        this.indexes = indexes;
        this.seals = seals;
        this.clock = clock;
    }

    /** @param request whose user name is an address */
    @Override
    @Transactional
    public OneTimeToken generate(GenerateOneTimeTokenRequest request) {
        return make(UUID.randomUUID(), EmailAddress.kept(request.getUsername())).orElseThrow();
    }

    /**
     * One for whoever gave this address.
     *
     * @param errand on which it is made; nothing is made where one was made on it before
     */
    @Transactional
    Optional<Link> make(UUID errand, EmailAddress address) {
        if (rows.isThere(errand)) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Set<UUID> supporters = dossiers.withEmail(address);
        Secret secret = Secret.random();
        byte[] sealed =
                seals.seal(Compartment.SESSION, errand.toString(), json.writeValueAsBytes(new Held(supporters)));
        boolean hasPlace = add(errand, secret, index("mailbox " + address.normal()), now, sealed);
        if (!hasPlace) {
            // What was asked for in vain must not hold a place.
            add(errand, secret, index("nobody " + errand), now, sealed);
        }
        return Optional.of(new Link(secret, supporters, hasPlace && !supporters.isEmpty(), now.plus(GOOD_FOR)));
    }

    private boolean add(UUID errand, Secret secret, byte[] mailbox, Instant now, byte[] sealed) {
        rows.removeOver(mailbox, now);
        return IntStream.range(0, MOST)
                .anyMatch(place -> rows.add(errand, secret.hash(), mailbox, place, now.plus(GOOD_FOR), sealed));
    }

    /** Whom it lets in, once; null where it is unknown, over, or was used. */
    @Override
    @Transactional
    public @Nullable OneTimeToken consume(OneTimeTokenAuthenticationToken shown) {
        Secret secret = Secret.read(String.valueOf(shown.getTokenValue())).orElse(null);
        LinkRows.Row row = secret == null
                ? null
                : rows.lock(secret.hash(), clock.instant()).orElse(null);
        if (secret == null || row == null) {
            return null;
        }
        rows.remove(row.id());
        return seals.open(Compartment.SESSION, row.id().toString(), row.sealed())
                .map(plain -> json.readValue(plain, Held.class))
                .map(held -> new Link(secret, held.supporters(), false, clock.instant()))
                .orElse(null);
    }

    @Transactional
    void removeOver() {
        rows.removeOver(clock.instant());
    }

    private byte[] index(String text) {
        return indexes.of(Purpose.SIGN_IN, text.getBytes(StandardCharsets.UTF_8));
    }
}

package org.standwith.reminders;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.standwith.vault.Seals;
import org.standwith.vault.Seals.Compartment;
import org.standwith.vault.Secret;
import tools.jackson.databind.json.JsonMapper;

/** Wishes that wait for whoever reads the mailbox. Of each mailbox the last one counts. */
@Component
class Pending {

    /** Nothing is left of a wish that is not confirmed by then. */
    static final Duration TO_CONFIRM = Duration.ofHours(48);

    /** What is sealed; nothing where there is nothing to confirm any more. */
    private record Held(@Nullable Wish wish) {}

    /** @param until when the link that is to be mailed is good */
    record Link(Secret secret, Instant until) {}

    private final WishRows rows;
    private final Seals seals;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();

    Pending(WishRows rows, Seals seals, Clock clock) {
        this.rows = rows;
        this.seals = seals;
        this.clock = clock;
    }

    /**
     * Keeps it in the place of what was asked for before.
     *
     * @param wish null where nobody may be asked; the row is like any other then
     * @return what is to be mailed; nothing where a letter went there today, whose link is good for this one as well
     */
    Optional<Link> put(byte[] mailbox, @Nullable Wish wish) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        WishRows.Row known = rows.of(mailbox).orElse(null);
        byte[] sealed = sealed(mailbox, wish);
        if (known != null && !known.mailedOn().isBefore(today)) {
            rows.put(new WishRows.Row(mailbox, known.hash(), known.mailedOn(), known.until(), sealed));
            return Optional.empty();
        }
        Link link = new Link(Secret.random(), clock.instant().plus(TO_CONFIRM));
        rows.put(new WishRows.Row(mailbox, link.secret().hash(), today, link.until(), sealed));
        return Optional.of(link);
    }

    /** What a link is to confirm; locked until the commit. */
    Optional<Wish> by(Secret secret) {
        return rows.by(secret.hash())
                .filter(row -> row.until().isAfter(clock.instant()))
                .flatMap(row -> seals.open(Compartment.WISH, name(row.mailbox()), row.sealed()))
                .map(plain -> json.readValue(plain, Held.class))
                .flatMap(held -> Optional.ofNullable(held.wish()));
    }

    /** Nothing is left of what was asked for; how often a letter goes there still counts. */
    void empty(byte[] mailbox) {
        rows.of(mailbox)
                .ifPresent(row -> rows.put(
                        new WishRows.Row(mailbox, row.hash(), row.mailedOn(), row.until(), sealed(mailbox, null))));
    }

    void removeOver() {
        rows.removeOver(clock.instant());
    }

    private byte[] sealed(byte[] mailbox, @Nullable Wish wish) {
        return seals.seal(Compartment.WISH, name(mailbox), json.writeValueAsBytes(new Held(wish)));
    }

    private static String name(byte[] mailbox) {
        return HexFormat.of().formatHex(mailbox);
    }
}

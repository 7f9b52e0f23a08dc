package org.standwith.reminders;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.standwith.vault.BlindIndexes;
import org.standwith.vault.BlindIndexes.Purpose;
import org.standwith.vault.EmailAddress;

/** Mailboxes to which nothing of this goes any more. Kept for good, and nobody can read of whom. */
@Component
class Refusals {

    private final BlindIndexes indexes;
    private final JdbcClient jdbc;
    private final Clock clock;

    Refusals(BlindIndexes indexes, JdbcClient jdbc, Clock clock) {
        this.indexes = indexes;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Under which a mailbox is known here. */
    byte[] mailbox(EmailAddress address) {
        return indexes.of(Purpose.SUPPRESSION, address.normal().getBytes(StandardCharsets.UTF_8));
    }

    void add(byte[] mailbox) {
        jdbc.sql("insert into reminder_refusal (mailbox, since) values (?, ?) on duplicate key update mailbox ="
                        + " mailbox")
                .params(mailbox, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
                .update();
    }

    void remove(byte[] mailbox) {
        jdbc.sql("delete from reminder_refusal where mailbox = ?")
                .param(mailbox)
                .update();
    }

    boolean has(byte[] mailbox) {
        return !among(List.of(mailbox)).isEmpty();
    }

    /** Those of these that are here. */
    Set<ByteBuffer> among(Collection<byte[]> mailboxes) {
        return mailboxes.isEmpty()
                ? Set.of()
                : jdbc
                        .sql("select mailbox from reminder_refusal where mailbox in (:some)")
                        .param("some", mailboxes)
                        .query((row, number) -> ByteBuffer.wrap(row.getBytes(1)))
                        .list()
                        .stream()
                        .collect(Collectors.toSet());
    }
}

package org.standwith.mail;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.standwith.vault.BlindIndexes;
import org.standwith.vault.BlindIndexes.Purpose;
import org.standwith.vault.EmailAddress;

/** Mailboxes that there are not, by what mail servers said. Nothing is sent there for a month. */
@Component
public class Mailboxes {

    private final BlindIndexes indexes;
    private final JdbcClient jdbc;
    private final Clock clock;

    Mailboxes(BlindIndexes indexes, JdbcClient jdbc, Clock clock) {
        this.indexes = indexes;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whether a letter to there came back within the last month. */
    public boolean isKnownToBeGone(EmailAddress address) {
        return jdbc.sql("select 1 from undeliverable where mailbox = ?")
                .param(index(address))
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Those of these to which a letter came back within the last month. */
    public Set<EmailAddress> knownToBeGone(Collection<EmailAddress> addresses) {
        Map<ByteBuffer, EmailAddress> by = new HashMap<>();
        addresses.forEach(each -> by.put(ByteBuffer.wrap(index(each)), each));
        return by.isEmpty()
                ? Set.of()
                : jdbc
                        .sql("select mailbox from undeliverable where mailbox in (:all)")
                        .param(
                                "all",
                                by.keySet().stream().map(ByteBuffer::array).toList())
                        .query((row, number) -> ByteBuffer.wrap(row.getBytes(1)))
                        .list()
                        .stream()
                        .map(by::get)
                        .collect(Collectors.toSet());
    }

    /** @param code of the mail server's answer, after RFC 3463 */
    void isGone(EmailAddress address, String code) {
        isGone(index(address), code);
    }

    /** @param mailbox under which an address is kept */
    void isGone(byte[] mailbox, String code) {
        jdbc.sql("insert into undeliverable (mailbox, since, code) values (?, ?, ?)"
                        + " on duplicate key update since = values(since), code = values(code)")
                .params(mailbox, today(), code)
                .update();
    }

    /** Somebody may have it by now. */
    void forgetBefore(LocalDate day) {
        jdbc.sql("delete from undeliverable where since < ?").param(day).update();
    }

    /** Under which an address is kept; leads nobody back to it. */
    byte[] index(EmailAddress address) {
        return indexes.of(
                Purpose.MAILBOX, address.reveal().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}

package org.standwith.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.vault.BlindIndexes.Purpose;
import org.standwith.vault.DossierJson.Contents;
import org.standwith.vault.DossierRows.Row;

/** The supporters. */
@Service
public class Dossiers {

    /** @param code to be shown once; it is kept nowhere */
    public record Admitted(UUID supporter, SupporterCode code) {}

    private static final int AT_ONCE = 500;

    private final DossierRows rows;
    private final SubjectKeys keys;
    private final BlindIndexes indexes;
    private final Alarm alarm;
    private final KeySchema schema;

    Dossiers(DossierRows rows, SubjectKeys keys, BlindIndexes indexes, Alarm alarm, KeySchema schema) {
        this.rows = rows;
        this.keys = keys;
        this.indexes = indexes;
        this.alarm = alarm;
        this.schema = schema;
    }

    /**
     * Admits a supporter, always a new one: who gives again without having signed in is not known to be the same, and the
     * answer must not tell that an address is known.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Admitted admit(Dossier dossier) {
        UUID supporter = UUID.randomUUID();
        SupporterCode code = SupporterCode.random();
        // Committed before: a key without a dossier harms nobody, a dossier without a key is lost.
        Aead key = keys.create(supporter);
        rows.insert(seal(supporter, new Contents(dossier, code.verifier()), key));
        return new Admitted(supporter, code);
    }

    /**
     * Nothing where there is none, or its key was destroyed.
     *
     * @throws Tampered when it does not open
     */
    @Transactional(readOnly = true)
    public Optional<Dossier> open(UUID supporter) {
        Row row = rows.find(supporter).orElse(null);
        Aead key = row == null ? null : keys.toRead(supporter).orElse(null);
        return row == null || key == null ? Optional.empty() : read(row, key);
    }

    /**
     * Those of these that there are and that open. Two look-ups for all of them; for the sake of memory not more than some
     * hundred.
     */
    @Transactional(readOnly = true)
    public Map<UUID, Dossier> open(Collection<UUID> supporters) {
        Map<UUID, Dossier> opened = new HashMap<>();
        List<Row> found = rows.find(supporters);
        Map<UUID, KeysetHandle> by = keys.load(supporters);
        for (Row row : found) {
            KeysetHandle key = by.get(row.id());
            try {
                if (key != null) {
                    read(row, Sealing.primitive(key, Aead.class)).ifPresent(dossier -> opened.put(row.id(), dossier));
                }
            } catch (Tampered e) {
                // The alarm was raised, and others are not held up.
            }
        }
        return opened;
    }

    /**
     * Shows everybody who can be read, some at a time: slow, and for what concerns all. Who is admitted meanwhile may be
     * left out.
     */
    public void readAll(Consumer<Map<UUID, Dossier>> reader) {
        String after = "";
        List<UUID> ids = rows.after(after, AT_ONCE);
        while (!ids.isEmpty()) {
            reader.accept(open(ids));
            after = ids.getLast().toString();
            ids = rows.after(after, AT_ONCE);
        }
    }

    /**
     * Changes what is known of a supporter.
     *
     * @return false where there is none, or its key was destroyed
     * @throws Tampered when it does not open
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean change(UUID supporter, UnaryOperator<Dossier> change) {
        Row row = rows.lock(supporter).orElse(null);
        Aead key = row == null ? null : keys.toWrite(supporter).orElse(null);
        if (row == null || key == null) {
            return false;
        }
        Contents before = unseal(row, key);
        rows.update(seal(supporter, new Contents(change.apply(before.dossier()), before.code()), key));
        return true;
    }

    /** Everybody who gave this address; who may be asked by it is whoever reads its mail. */
    @Transactional(readOnly = true)
    public Set<UUID> withEmail(EmailAddress email) {
        return rows.withEmail(indexes.all(Purpose.EMAIL, bytesOf(email.normal())));
    }

    /** As above, for many at once: whoever is known by any of them, with what is known of them. */
    @Transactional(readOnly = true)
    public Map<EmailAddress, List<Dossier>> withEmails(Collection<EmailAddress> emails) {
        List<byte[]> values = emails.stream()
                .flatMap(each -> indexes.all(Purpose.EMAIL, bytesOf(each.normal())).stream())
                .toList();
        return values.isEmpty()
                ? Map.of()
                : open(rows.withEmail(values)).values().stream()
                        .filter(each -> each.email() != null)
                        .collect(Collectors.groupingBy(each -> Objects.requireNonNull(each.email())));
    }

    @Transactional(readOnly = true)
    public Optional<UUID> withCode(SupporterCode code) {
        return rows.withCode(indexes.all(Purpose.CODE, code.verifier()));
    }

    /** Of rows that are locked those that have a key, opened. One that does not open is left out, and holds up no others. */
    Map<Row, Contents> contents(Collection<Row> some, Map<UUID, KeysetHandle> by) {
        Map<Row, Contents> opened = new HashMap<>();
        for (Row row : some) {
            KeysetHandle key = by.get(row.id());
            try {
                if (key != null) {
                    opened.put(row, unseal(row, Sealing.primitive(key, Aead.class)));
                }
            } catch (Tampered e) {
                // The alarm was raised.
            }
        }
        return opened;
    }

    /** As it is kept: every row has every value, and no length tells of what is missing. */
    Row seal(UUID supporter, Contents contents, Aead key) {
        EmailAddress email = contents.dossier().email();
        // For who gave none a value that no address has, and that stays the same as others do.
        byte[] mailbox = email == null ? bytesOf("nobody " + supporter) : bytesOf(email.normal());
        return new Row(
                supporter,
                indexes.of(Purpose.EMAIL, mailbox),
                indexes.of(Purpose.CODE, contents.code()),
                Sealing.seal(key, DossierJson.write(contents), binding(supporter)));
    }

    /**
     * Row and key were not read at the same moment, and both may have been replaced between. What is kept opens by the key
     * that is kept: only where the row has stayed what it was, it was tampered with.
     */
    private Optional<Dossier> read(Row first, Aead known) {
        Row row = first;
        Aead key = known;
        boolean anew = false;
        while (true) {
            try {
                return Optional.of(open(row, key).dossier());
            } catch (Tampered e) {
                Row now = rows.find(row.id()).orElse(null);
                if (now != null && anew && Arrays.equals(now.sealed(), row.sealed())) {
                    throw alarm.raise(e);
                }
                key = now == null ? null : keys.toWrite(row.id()).orElse(null);
                if (now == null || key == null) {
                    return Optional.empty();
                }
                row = now;
                anew = true;
            }
        }
    }

    private Contents unseal(Row row, Aead key) {
        try {
            return open(row, key);
        } catch (Tampered e) {
            throw alarm.raise(e);
        }
    }

    private Contents open(Row row, Aead key) {
        return DossierJson.read(Sealing.open(key, row.sealed(), binding(row.id()), "dossier"));
    }

    private static byte[] bytesOf(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] binding(UUID supporter) {
        return Sealing.binding(schema.organisation(), "dossier", supporter.toString(), "1");
    }
}

package org.standwith.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
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
        return rows.find(supporter)
                .flatMap(row ->
                        keys.toRead(supporter).map(key -> unseal(row, key, true).dossier()));
    }

    /**
     * Those of these that there are and that open. Two look-ups for all of them; for the sake of memory not more than some
     * hundred.
     */
    @Transactional(readOnly = true)
    public Map<UUID, Dossier> open(Collection<UUID> supporters) {
        Map<UUID, Dossier> opened = new HashMap<>();
        contents(rows.find(supporters), keys.load(supporters))
                .forEach((row, contents) -> opened.put(row.id(), contents.dossier()));
        return opened;
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
        Contents before = unseal(row, key, false);
        rows.update(seal(supporter, new Contents(change.apply(before.dossier()), before.code()), key));
        return true;
    }

    /** Everybody who gave this address; who may be asked by it is whoever reads its mail. */
    @Transactional(readOnly = true)
    public Set<UUID> withEmail(EmailAddress email) {
        return rows.withEmail(indexes.all(Purpose.EMAIL, bytesOf(email.normal())));
    }

    @Transactional(readOnly = true)
    public Optional<UUID> withCode(SupporterCode code) {
        return rows.withCode(indexes.all(Purpose.CODE, code.verifier()));
    }

    /** Those that have a key, opened. One that does not open is left out, so that others are not held up. */
    Map<Row, Contents> contents(Collection<Row> some, Map<UUID, KeysetHandle> by) {
        Map<Row, Contents> opened = new HashMap<>();
        for (Row row : some) {
            KeysetHandle key = by.get(row.id());
            try {
                if (key != null) {
                    opened.put(row, unseal(row, Sealing.primitive(key, Aead.class), false));
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

    private Contents unseal(Row row, Aead key, boolean maybeOld) {
        try {
            return DossierJson.read(Sealing.open(key, row.sealed(), binding(row.id()), "dossier"));
        } catch (Tampered e) {
            // Another node may have given this supporter a new key meanwhile.
            Aead newer = maybeOld ? keys.toWrite(row.id()).orElse(null) : null;
            if (newer == null) {
                throw alarm.raise(e);
            }
            return unseal(row, newer, false);
        }
    }

    private static byte[] bytesOf(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] binding(UUID supporter) {
        return Sealing.binding(schema.organisation(), "dossier", supporter.toString(), "1");
    }
}

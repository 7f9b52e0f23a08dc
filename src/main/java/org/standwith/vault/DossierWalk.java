package org.standwith.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.vault.DossierJson.Contents;
import org.standwith.vault.DossierRows.Row;

/** Goes through all dossiers and seals each anew, so that what changes for one cannot be told from what changes for all. */
@Component
class DossierWalk {

    /** What becomes of the supporters' keys meanwhile. */
    enum Keys {
        AS_THEY_ARE,
        /** Wrapped by the current epoch. */
        REWRAPPED,
        /** Others. */
        NEW
    }

    /** @param last where to go on after */
    record Piece(String last, int dossiers) {}

    private static final int AT_ONCE = 200;

    private final DossierRows rows;
    private final Dossiers dossiers;
    private final SubjectKeys keys;
    private final TransactionTemplate transaction;

    /** Looked up late: modules that keep something use the vault as well. */
    private final ObjectProvider<Holding> holdings;

    DossierWalk(
            DossierRows rows,
            Dossiers dossiers,
            SubjectKeys keys,
            TransactionTemplate transaction,
            ObjectProvider<Holding> holdings) {
        this.rows = rows;
        this.dossiers = dossiers;
        this.keys = keys;
        this.transaction = transaction;
        this.holdings = holdings;
    }

    long total() {
        return rows.count();
    }

    /** The next piece in the order of ids, which are random; no dossiers where it was the last one. */
    Piece sealAnew(String after, Keys what) {
        List<UUID> ids = rows.after(after, AT_ONCE);
        if (ids.isEmpty()) {
            return new Piece(after, 0);
        }
        Map<UUID, KeysetHandle> last = new HashMap<>();
        transaction.executeWithoutResult(status -> {
            // Locked first, so that nobody else seals by a key that is about to go.
            List<Row> locked = rows.lock(ids);
            Map<UUID, KeysetHandle> current = keys.load(ids);
            Map<Row, Contents> opened = dossiers.contents(locked, current);
            if (what == Keys.NEW) {
                // Both are kept until the new seal is committed: whichever of the two a crash leaves can be opened.
                current.replaceAll((id, key) -> withNew(key));
                keys.replaceAll(current);
            }
            if (what == Keys.REWRAPPED) {
                // Also of a dossier that does not open: else its epoch would never be empty.
                last.putAll(current);
            }
            List<Row> sealed = new ArrayList<>();
            opened.forEach((row, contents) -> {
                KeysetHandle key = Objects.requireNonNull(current.get(row.id()));
                sealed.add(dossiers.seal(row.id(), contents, Sealing.primitive(key, Aead.class)));
                last.put(row.id(), onlyPrimary(key));
            });
            rows.updateAll(sealed);
        });
        if (what != Keys.AS_THEY_ARE) {
            keys.replaceAll(last);
        }
        return new Piece(ids.getLast().toString(), ids.size());
    }

    /**
     * Keys that belong to no dossier: those by which something else is kept are wrapped by the current epoch, others are left
     * over from what failed.
     */
    void seeToTheRest() {
        String after = "";
        List<UUID> some = keys.ofOlderEpochs(after, AT_ONCE);
        while (!some.isEmpty()) {
            Set<UUID> orphans = new HashSet<>(some);
            rows.find(some).forEach(row -> orphans.remove(row.id()));
            Set<UUID> kept = new HashSet<>();
            holdings.forEach(holding -> kept.addAll(holding.keeps(Set.copyOf(orphans))));
            keys.replaceAll(keys.load(kept));
            orphans.removeAll(kept);
            keys.destroy(new ArrayList<>(orphans));
            after = some.getLast().toString();
            some = keys.ofOlderEpochs(after, AT_ONCE);
        }
    }

    /** Where there are two, a crash has left them: the row may be sealed by either, and the newer one is as good as new. */
    private static KeysetHandle withNew(KeysetHandle key) {
        if (key.size() > 1) {
            return key;
        }
        try {
            return KeysetHandle.newBuilder(key)
                    .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                            .withRandomId()
                            .makePrimary())
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeysetHandle onlyPrimary(KeysetHandle key) {
        try {
            KeysetHandle.Builder builder = KeysetHandle.newBuilder(key);
            for (int i = builder.size() - 1; i >= 0; i--) {
                if (!builder.getAt(i).isPrimary()) {
                    builder.deleteAt(i);
                }
            }
            return builder.build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

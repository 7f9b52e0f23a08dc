package org.standwith.vault;

import com.google.crypto.tink.Mac;
import com.google.crypto.tink.mac.PredefinedMacParameters;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes a supporter gone: the key is destroyed, so that no copy of the dossier can be read, and whatever modules hold is
 * removed. The journal says so first, outside the database, so that a restored backup can be told again.
 */
@Service
public class Erasure {

    /** What became of the wish to be erased. */
    public sealed interface Outcome {

        /** Gone. */
        record Erased() implements Outcome {}

        /** There is nobody of this id, or no longer. */
        record Unknown() implements Outcome {}

        /** Something of theirs goes on, and has to be ended first. */
        record UnderWay() implements Outcome {}
    }

    private static final String JOURNAL_KEY = "journal";

    private final KeySchema schema;
    private final SubjectKeys keys;
    private final ServiceKeys serviceKeys;
    private final JournalStore store;
    private final Dossiers dossiers;
    private final DossierRows rows;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    /** Looked up late: modules that hold something of people use the vault as well. */
    private final ObjectProvider<Holding> holdings;

    private final ObjectProvider<OwnerRegister> owners;

    Erasure(
            KeySchema schema,
            SubjectKeys keys,
            ServiceKeys serviceKeys,
            JournalStore store,
            Dossiers dossiers,
            DossierRows rows,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            ObjectProvider<Holding> holdings,
            ObjectProvider<OwnerRegister> owners) {
        this.schema = schema;
        this.keys = keys;
        this.serviceKeys = serviceKeys;
        this.store = store;
        this.dossiers = dossiers;
        this.rows = rows;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.holdings = holdings;
        this.owners = owners;
    }

    /** @throws JournalBroken when the journal cannot be added to; nothing is erased then */
    public Outcome erase(UUID supporter) {
        Dossier dossier = dossiers.open(supporter).orElse(null);
        if (dossier == null) {
            // Perhaps it was begun, and did not come to its end: whoever asks again need not wait for the task that
            // looks for such.
            catchUp();
            return new Outcome.Unknown();
        }
        Person person = new Person(supporter, dossier.contributions());
        if (holdings.stream().anyMatch(each -> each.isUnderWay(person))) {
            return new Outcome.UnderWay();
        }
        erase(List.of(person));
        return new Outcome.Erased();
    }

    /**
     * The same for {@link Subjects}, of whom one module alone keeps something.
     *
     * @param some at most 500
     * @param removal what is kept of them, in the transaction that notes that it is gone
     * @throws JournalBroken when the journal cannot be added to; nothing is erased then
     */
    public void shred(List<UUID> some, Runnable removal) {
        long[] entry = new long[1];
        schema.inTransaction(() -> {
            JournalHead known = destroyJournalled(lockHead());
            keys.destroy(some);
            JournalHead head = journal().append(known, week(), some);
            noteHead(head);
            entry[0] = head.seq();
        });
        transaction.executeWithoutResult(status -> {
            removal.run();
            // Where entries before it are still to be seen to, this one is seen to again with them.
            jdbc.sql("update vault_state set replayed_seq = ? where id = 1 and replayed_seq = ?")
                    .params(entry[0], entry[0] - 1)
                    .update();
        });
    }

    /** Once the journal has them there is no way back: what a crash leaves undone is done by {@link #catchUp}. */
    void erase(List<Person> people) {
        for (int from = 0; from < people.size(); from += ErasureEntry.MOST_KEYS) {
            List<Person> some = people.subList(from, Math.min(people.size(), from + ErasureEntry.MOST_KEYS));
            List<UUID> ids = some.stream().map(Person::supporter).toList();
            schema.inTransaction(() -> {
                JournalHead known = destroyJournalled(lockHead());
                keys.destroy(ids);
                noteHead(journal().append(known, week(), ids));
            });
            remove(some);
        }
    }

    /**
     * Does what the journal says and is not done, as after a crash or when either schema was restored from a backup.
     *
     * @throws JournalBroken when it is not the journal that was written here
     */
    void catchUp() {
        schema.inTransaction(() -> noteHead(destroyJournalled(lockHead())));
        remove(List.of());
    }

    /**
     * Whether either schema knows less than the journal says.
     *
     * @throws JournalBroken when it is not the journal that was written here
     */
    boolean isBehind() {
        // Before the journal, which another node may be adding to.
        long told = told();
        JournalHead known = head("");
        ErasureJournal.Verified journal = journal().read(known);
        if (told > journal.head().seq()) {
            throw new JournalBroken("is truncated: it ends at entry "
                    + journal.head().seq() + ", the database was told of" + " entry " + told);
        }
        return !journal.head().equals(known) || told < journal.head().seq();
    }

    /**
     * The two schemas belong together: with the keys of others, whoever is not in this database would look forgotten.
     *
     * @throws CannotOpen when they do not
     */
    void requireSameOrganisation() {
        jdbc.sql("update vault_state set organisation = ? where id = 1 and organisation is null")
                .param(schema.organisation())
                .update();
        String ours = jdbc.sql("select organisation from vault_state where id = 1")
                .query((row, number) -> row.getString(1))
                .single();
        if (!schema.organisation().equals(ours)) {
            throw new CannotOpen("The schema of the keys (standwith.vault.keys.url) is not the one of this database");
        }
    }

    /** Destroys the keys that entries name which this schema has not heard of. */
    private JournalHead destroyJournalled(JournalHead known) {
        ErasureJournal.Verified journal = journal().read(known);
        journal.after(known.seq()).forEach(entry -> keys.destroy(entry.keys()));
        return journal.head();
    }

    /** Removes what the main schema holds of all who are in the journal and not removed yet. */
    private void remove(List<Person> known) {
        List<ErasureEntry> entries = journal().read(head("")).after(told());
        Set<UUID> gone =
                entries.stream().flatMap(entry -> entry.keys().stream()).collect(Collectors.toSet());
        // Each in a transaction of its own, so that nobody waits for the locks of many.
        resolve(gone, known)
                .forEach(person -> transaction.executeWithoutResult(
                        status -> holdings.orderedStream().forEach(holding -> holding.erase(person))));
        for (ErasureEntry entry : entries) {
            transaction.executeWithoutResult(status -> {
                rows.delete(entry.keys());
                jdbc.sql("update vault_state set replayed_seq = ? where id = 1 and replayed_seq < ?")
                        .params(entry.seq(), entry.seq())
                        .update();
            });
        }
    }

    /** Dossiers no longer open: of whom it is not known what they have, others are asked. */
    private Collection<Person> resolve(Set<UUID> gone, List<Person> known) {
        Map<UUID, Person> people = new LinkedHashMap<>();
        known.stream()
                .filter(person -> gone.contains(person.supporter()))
                .forEach(person -> people.put(person.supporter(), person));
        Set<UUID> strangers = new HashSet<>(gone);
        strangers.removeAll(people.keySet());
        if (!strangers.isEmpty()) {
            strangers.forEach(stranger -> people.put(stranger, new Person(stranger, Set.of())));
            owners.stream()
                    .flatMap(register -> register.contributionsOf(strangers).entrySet().stream())
                    .forEach(each -> people.put(each.getKey(), new Person(each.getKey(), each.getValue())));
        }
        return new ArrayList<>(people.values());
    }

    private ErasureJournal journal() {
        return new ErasureJournal(
                store,
                serviceKeys.get(
                        JOURNAL_KEY, Mac.class, () -> Sealing.newKey(PredefinedMacParameters.HMAC_SHA256_256BITTAG)));
    }

    private JournalHead lockHead() {
        return head(" for update");
    }

    private JournalHead head(String lock) {
        return schema.jdbc()
                .sql("select journal_seq, journal_hash from identity where id = 1" + lock)
                .query((row, number) -> new JournalHead(row.getLong(1), row.getBytes(2)))
                .single();
    }

    private void noteHead(JournalHead head) {
        schema.jdbc()
                .sql("update identity set journal_seq = ?, journal_hash = ? where id = 1")
                .params(head.seq(), head.hash())
                .update();
    }

    private long told() {
        @Nullable
        Long seq = jdbc.sql("select replayed_seq from vault_state where id = 1")
                .query(Long.class)
                .single();
        return seq == null ? 0 : seq;
    }

    private String week() {
        LocalDate today = schema.now().toLocalDate();
        return "%d-W%02d".formatted(today.get(IsoFields.WEEK_BASED_YEAR), today.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }
}

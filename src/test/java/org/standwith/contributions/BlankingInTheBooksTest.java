package org.standwith.contributions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.standwith.AtOnce;
import org.standwith.StandwithTest;
import org.standwith.contributions.Tale.Stands;
import org.standwith.payments.Blanked;
import org.standwith.payments.Door;
import org.standwith.payments.Fact;

/** Ids at providers are blanked at any moment of any history: contributions and books come out as if they had not been. */
@StandwithTest
@SuppressWarnings("NullAway.Init") // tell() is called first
class BlankingInTheBooksTest {

    @Autowired
    Door door;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ApplicationContext context;

    private Desk desk;

    /** All sums before, because other tests' books are beside ours and a blanked entry does not tell whose it is. */
    private Map<String, Long> before;

    private String tail;
    private Histories histories;
    private final Map<Tale, UUID> contributions = new LinkedHashMap<>();

    @BeforeEach
    void sitDown(@Autowired AutowireCapableBeanFactory beans) {
        desk = beans.createBean(Desk.class);
        before = sums();
    }

    @AfterEach
    void everyEntryBalances() {
        assertThat(desk.unbalanced()).isEmpty();
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 16);
    }

    private void tell(Random random) {
        tail = "_" + UUID.randomUUID().toString().substring(24);
        histories = Histories.of(random, tail);
        histories
                .tales()
                .forEach(tale -> contributions.put(
                        tale, desk.open(tale.provider, tale.cadence, tale.wanted, tale.created, tale.reference)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsBlankedBetweenEventsChangesNothingTwice(long seed) {
        Random random = new Random(seed);
        tell(random);

        for (List<Fact> batch : Delivery.inBatches(histories.facts(), random)) {
            door.admit(batch);
            switch (random.nextInt(6)) {
                case 0 -> Blanked.of(context, some(random));
                case 1 -> Blanked.everything(context, tail);
                default -> {
                    // Nobody blanks anything.
                }
            }
        }
        cameOutAsTold();

        Blanked.of(context, contributions.values());
        Blanked.everything(context, tail);
        cameOutAsTold();
        isNowhereInClear();

        // Providers repeat themselves for days, and staff may ask them for everything once more.
        Delivery.inBatches(histories.facts(), random).forEach(door::admit);
        Blanked.everything(context, tail);
        cameOutAsTold();
        isNowhereInClear();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsBlankedWhileItIsBookedChangesNothingTwice(long seed) throws Exception {
        Random random = new Random(1_000 + seed);
        tell(random);
        Queue<List<Fact>> batches = new ConcurrentLinkedQueue<>(Delivery.inBatches(histories.facts(), random));
        for (int again = 0; again < 3; again++) {
            batches.addAll(Delivery.inBatches(histories.facts(), random));
        }
        Queue<Integer> turns = new ConcurrentLinkedQueue<>(List.of(0, 1, 2));

        AtOnce.times(3, () -> {
            boolean blanks = Integer.valueOf(0).equals(turns.poll());
            for (List<Fact> batch = batches.poll(); batch != null; batch = batches.poll()) {
                admitPatiently(batch);
                if (blanks) {
                    Blanked.of(context, contributions.values());
                    Blanked.everything(context, tail);
                }
            }
            return true;
        });

        cameOutAsTold();
        Blanked.everything(context, tail);
        cameOutAsTold();
        isNowhereInClear();
    }

    private void admitPatiently(List<Fact> batch) {
        for (int left = 20; ; left--) {
            try {
                door.admit(batch);
                return;
            } catch (TransientDataAccessException e) {
                if (left == 0) {
                    throw e;
                }
            }
        }
    }

    private List<UUID> some(Random random) {
        return contributions.values().stream()
                .filter(any -> random.nextBoolean())
                .toList();
    }

    private void cameOutAsTold() {
        List<String> rows = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        contributions.forEach((tale, id) -> {
            rows.add(desk.row(id));
            expected.add(row(tale));
        });
        assertThat(rows).isEqualTo(expected);

        Map<String, Long> books = sums();
        before.forEach((line, sum) -> books.merge(line, -sum, Long::sum));
        books.values().removeIf(sum -> sum == 0);
        assertThat(books).isEqualTo(told());
    }

    private static String row(Tale tale) {
        Stands stands = tale.stands();
        if (stands != null) {
            return Desk.row(stands.state(), stands.since(), stands.until(), tale.due());
        }
        State state = History.fold(tale.cadence, tale.created, tale.facts()).state();
        return Desk.row(state.getClass().getSimpleName(), state.since(), state.until(), tale.due());
    }

    /** Kind, day, account, currency and cadence, with what moved there in all. */
    private Map<String, Long> sums() {
        Map<String, Long> sums = new TreeMap<>();
        jdbc.sql("""
            select concat_ws(' ', e.kind, e.value_date, p.account, p.currency, coalesce(p.cadence, '-')), sum(p.minor)
            from journal_entry e join posting p on p.provider = e.provider and p.entry_key = e.entry_key
            group by 1 having sum(p.minor) <> 0\
            """).query(row -> {
            sums.put(row.getString(1), row.getLong(2));
        });
        return sums;
    }

    private Map<String, Long> told() {
        Map<String, Long> told = new TreeMap<>();
        for (String line : histories.journal()) {
            int amount = line.lastIndexOf(' ');
            told.merge(
                    line.substring(line.indexOf(' ') + 1, amount),
                    Long.parseLong(line.substring(amount + 1)),
                    Long::sum);
        }
        told.values().removeIf(sum -> sum == 0);
        return told;
    }

    /** Payouts are the organisation's own, and keep their names. */
    private void isNowhereInClear() {
        for (String column : List.of(
                "fact.fact_key",
                "fact.subject",
                "fact.target",
                "fact.body",
                "reference.ref",
                "journal_entry.entry_key",
                "posting.entry_key")) {
            String table = column.substring(0, column.indexOf('.'));
            assertThat(jdbc.sql("select " + column + " from " + table + " where " + column + " like ?")
                            .param("%" + tail + "%")
                            .query(String.class)
                            .list())
                    .as(column)
                    .allMatch(value -> value.contains("po_"));
        }
    }
}

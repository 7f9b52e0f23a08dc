package org.standwith.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.AtOnce;
import org.standwith.StandwithTest;
import org.standwith.TestClock;
import org.standwith.mail.PostInHand.Taken;
import org.standwith.vault.EmailAddress;

@StandwithTest
class OutboxTest {

    private static final MailProperties NEUTRAL = new MailProperties("notes@mail.example", "Notifications", null);

    @Autowired
    LetterRows rows;

    @Autowired
    LetterSeals seals;

    @Autowired
    Mailboxes mailboxes;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    private final TestClock clock =
            new TestClock(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    private final PostInHand post = new PostInHand();
    private final String somebody = "somebody-" + UUID.randomUUID() + "@mail.example";
    private final List<Object> cameBack = new ArrayList<>();
    private Outbox outbox;
    private Round round;
    private Round otherNode;

    @BeforeEach
    void anEmptyOutbox(@Autowired MessageSource messages) {
        jdbc.sql("delete from letter").update();
        outbox = new Outbox(rows, seals, post, clock);
        round = node(messages);
        otherNode = node(messages);
    }

    private Round node(MessageSource messages) {
        return new Round(
                rows, seals, mailboxes, new Composer(NEUTRAL, mailboxes, messages, clock), post, cameBack::add, clock);
    }

    @Test
    void whatIsPutIsSentOnceAndGone() {
        put();
        assertThat(waiting()).isEqualTo(1);

        send();
        send();

        assertThat(post.taken).extracting(Taken::to).containsExactly(somebody);
        assertThat(waiting()).isZero();
    }

    @Test
    void whatIsRolledBackWasNeverPut() {
        transaction.executeWithoutResult(status -> {
            outbox.put(letter(somebody));
            status.setRollbackOnly();
        });

        send();

        assertThat(post.taken).isEmpty();
    }

    @Test
    void nothingIsPutOutsideATransaction(@Autowired Outbox bean) {
        assertThatThrownBy(() -> bean.put(letter(somebody))).isInstanceOf(IllegalTransactionStateException.class);
        assertThatThrownBy(bean::pretend).isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void nothingWaitsForLongerThanThreeDays() {
        Letter late = new Letter(
                address(somebody),
                Locale.ENGLISH,
                List.of(),
                null,
                clock.instant().plus(Duration.ofDays(3)).plusSeconds(1));

        assertThatThrownBy(() -> outbox.put(late)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oneForNobodyLooksTheSameAndIsNotSent() {
        put();
        transaction.executeWithoutResult(status -> outbox.pretend());

        assertThat(jdbc.sql("select distinct length(sealed) from letter")
                        .query(Long.class)
                        .list())
                .hasSize(1);
        send();
        assertThat(post.taken).hasSize(1);
        assertThat(waiting()).isZero();
    }

    @Test
    void nothingOfItCanBeReadWhileItWaits() {
        put();

        byte[] sealed =
                jdbc.sql("select sealed from letter").query(byte[].class).single();

        assertThat(new String(sealed, StandardCharsets.ISO_8859_1))
                .doesNotContain("somebody", "mail.example", "Words", "secret");
    }

    @Test
    void whatIsDeferredIsTriedAgainLaterUnderTheSameNumberUntilItIsOfNoUse() {
        Stream.of("451", "421", "450").map(Delivery.Deferred::new).forEach(post.says::add);
        put();

        send();
        send();
        assertThat(post.says).as("not at once").hasSize(2);
        pass(Duration.ofMinutes(2));
        pass(Duration.ofMinutes(6));
        assertThat(post.taken).isEmpty();
        pass(Duration.ofMinutes(16));
        assertThat(post.taken).hasSize(1);

        post.says.addAll(IntStream.range(0, 100)
                .mapToObj(each -> new Delivery.Deferred("451"))
                .toList());
        put();
        for (int hour = 0; hour < 30; hour++) {
            pass(Duration.ofMinutes(61));
        }
        assertThat(post.taken).hasSize(1);
        assertThat(waiting()).isZero();
    }

    @Test
    void whatMayHaveArrivedWhenTheConnectionWasLostIsSentAgainUnderTheSameNumberAndNothingElseIs() {
        post.says.add(new Delivery.Unknown());
        put();
        put();

        for (int i = 0; i < 3; i++) {
            pass(Duration.ofMinutes(2));
        }

        assertThat(post.taken).hasSize(3);
        assertThat(post.taken.stream().map(Taken::id).distinct()).hasSize(2);
        assertThat(waiting()).isZero();
    }

    @Test
    void whileTheMailServerIsAwayNothingIsLost() {
        post.away = true;
        put();
        for (int i = 0; i < 5; i++) {
            pass(Duration.ofMinutes(2));
        }
        assertThat(waiting()).isEqualTo(1);

        post.away = false;
        pass(Duration.ofMinutes(2));

        assertThat(post.taken).hasSize(1);
    }

    @Test
    void whatIsOfNoUseAnyMoreIsGoneAlsoWhileTheMailServerIsAway() {
        post.away = true;
        put();

        pass(Duration.ofHours(25));

        assertThat(waiting()).isZero();
    }

    @Test
    void whenTheNodeDiesBeforeItCouldNoteItTheOneInFlightIsSentAgainUnderTheSameNumber() {
        post.deadly = true;
        put();
        assertThatThrownBy(this::send).isInstanceOf(OutOfMemoryError.class);
        post.deadly = false;

        send();
        assertThat(post.taken).as("while the lease lasts").hasSize(1);
        pass(Duration.ofMinutes(16));

        assertThat(post.taken).hasSize(2);
        assertThat(post.taken.getFirst()).isEqualTo(post.taken.getLast());
        assertThat(waiting()).isZero();
    }

    @Test
    void whatADeadNodeHasTakenAnotherOneSendsAtOnceAndTheSlowOneNoMore() {
        post.deadly = true;
        // Some for each lane, as good as always.
        for (int i = 0; i < 320; i++) {
            put();
        }
        for (int lane = 0; lane < MailTasks.LANES; lane++) {
            int each = lane;
            assertThatThrownBy(() -> round.carryOut(each)).isInstanceOf(OutOfMemoryError.class);
        }
        int inFlight = post.taken.size();
        post.deadly = false;

        for (int lane = 0; lane < MailTasks.LANES; lane++) {
            otherNode.carryOut(lane);
        }
        send();

        assertThat(inFlight).isEqualTo(MailTasks.LANES);
        assertThat(post.taken).hasSize(320 + inFlight);
        assertThat(post.taken.stream().map(Taken::id).distinct()).hasSize(320);
        assertThat(waiting()).isZero();
    }

    @Test
    void whoeverIsSlowHandsOverNothingThatAnotherNodeHasTakenOver() {
        for (int i = 0; i < 40; i++) {
            put();
        }
        post.meanwhile = () -> {
            for (int lane = 0; lane < MailTasks.LANES; lane++) {
                otherNode.carryOut(lane);
            }
        };

        send();

        assertThat(post.taken.stream().map(Taken::id).distinct()).hasSize(40);
        assertThat(post.taken).as("all but the one in flight, once").hasSizeLessThanOrEqualTo(41);
        assertThat(waiting()).isZero();
    }

    @Test
    void whereOneOfThoseThatShareACommitHasLostItsLetterAllAreCarefulAndAllAreGone() {
        for (int i = 0; i < 3; i++) {
            put();
        }
        List<UUID> ids = jdbc.sql("select id from letter order by id")
                .query((row, number) -> UUID.fromString(row.getString(1)))
                .list();
        UUID ours = UUID.randomUUID();
        jdbc.sql("update letter set claim = ?").param(ours.toString()).update();

        List<LetterRows.Sent> held = List.of(new LetterRows.Sent(ids.getFirst(), ours));
        rows.removeSent(held);
        List<LetterRows.Sent> mixed =
                List.of(new LetterRows.Sent(ids.get(1), ours), new LetterRows.Sent(ids.getLast(), UUID.randomUUID()));
        rows.removeSent(mixed);

        assertThat(held).allMatch(each -> each.held().get());
        assertThat(mixed).noneMatch(each -> each.held().get());
        assertThat(waiting()).isZero();
    }

    @Test
    void whatWaitsInALaneWhereNobodyIsGoesByAnother() {
        for (int i = 0; i < 40; i++) {
            put();
        }
        round.carryOut(0);
        assertThat(waiting()).as("they have a lane of their own").isPositive();

        clock.pass(Duration.ofSeconds(3));
        round.carryOut(0);

        assertThat(post.taken).hasSize(40).doesNotHaveDuplicates();
        assertThat(waiting()).isZero();
    }

    @Test
    void aNodeStaysInHalfOfTheLanesHoweverMuchThereIs() throws Exception {
        transaction.executeWithoutResult(
                status -> outbox.putAll(Collections.nCopies(MailTasks.LANES * 100, letter(somebody))));
        CountDownLatch gone = new CountDownLatch(MailTasks.LANES / 2);
        Set<Thread> before = ConcurrentHashMap.newKeySet();
        AtomicBoolean inTime = new AtomicBoolean(true);
        post.connecting = () -> {
            if (!before.add(Thread.currentThread())) {
                inTime.compareAndSet(true, awaits(gone));
            }
        };

        AtomicInteger next = new AtomicInteger();
        AtOnce.times(MailTasks.LANES, () -> {
            round.carryOut(next.getAndIncrement());
            gone.countDown();
            return true;
        });

        assertThat(inTime).as("half of them have left when the others go on").isTrue();
        assertThat(post.taken).doesNotHaveDuplicates();
    }

    private static boolean awaits(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void itIsToldWhichLetterFoundNoMailbox() {
        post.says.add(new Delivery.NoMailbox("5.1.1"));
        UUID letter = Objects.requireNonNull(transaction.execute(status -> outbox.put(letter(somebody))));

        send();

        assertThat(cameBack).containsExactly(new CameBack(letter));
    }

    @Test
    void itIsToldWhichLetterNobodyTookForAsLongAsItWasOfUse() {
        post.away = true;
        UUID letter = Objects.requireNonNull(transaction.execute(status -> outbox.put(letter(somebody))));

        pass(Duration.ofHours(25));

        assertThat(cameBack).containsExactly(new NotSent(letter));
    }

    @Test
    void aServerThatTakesLettersAndNeverSaysSoGetsOneSeldomUntilItIsOfNoUse() {
        post.says.addAll(
                IntStream.range(0, 100).mapToObj(each -> new Delivery.Unknown()).toList());
        put();

        for (int hour = 0; hour < 20; hour++) {
            pass(Duration.ofMinutes(61));
        }

        assertThat(post.taken).hasSizeBetween(5, 8);
        pass(Duration.ofHours(6));
        assertThat(waiting()).isZero();
        assertThat(post.taken).hasSizeBetween(5, 8);
    }

    @Test
    void whatWasDeferredOftenIsNotGivenUpWhenTheConnectionIsLostAsWell() {
        post.says.addAll(IntStream.range(0, 6)
                .mapToObj(each -> new Delivery.Deferred("451"))
                .toList());
        post.says.add(new Delivery.Unknown());
        put();
        for (int hour = 0; hour < 7; hour++) {
            pass(Duration.ofMinutes(61));
        }
        assertThat(post.says).isEmpty();
        assertThat(waiting()).isEqualTo(1);

        pass(Duration.ofHours(7));

        assertThat(post.taken).hasSize(2);
        assertThat(waiting()).isZero();
    }

    @Test
    void oneThatWasTamperedWithHoldsUpNoOthers() {
        put();
        jdbc.sql("update letter set sealed = concat(left(sealed, 40), repeat('x', 60))")
                .update();
        put();

        send();

        assertThat(post.taken).hasSize(1);
        assertThat(waiting()).isEqualTo(1);
    }

    @Test
    void aMailboxThatThereIsNotIsNotWrittenToForAMonth() {
        post.says.add(new Delivery.NoMailbox("5.1.1"));
        put();
        send();
        put();
        send();

        assertThat(post.taken).isEmpty();
        assertThat(waiting()).isZero();
        assertThat(mailboxes.isKnownToBeGone(address(somebody.toUpperCase(Locale.ROOT))))
                .isTrue();

        mailboxes.forgetBefore(LocalDate.now(ZoneOffset.UTC).plusDays(1));
        put();
        send();
        assertThat(post.taken).hasSize(1);
    }

    @Test
    void severalAtOnceSendEachOnce() throws Exception {
        for (int i = 0; i < 120; i++) {
            put();
        }

        AtomicInteger next = new AtomicInteger();
        AtOnce.times(2 * MailTasks.LANES, () -> {
            int lane = next.getAndIncrement() % MailTasks.LANES;
            // Of two that are in each other's way one begins again.
            new RetryTemplate(RetryPolicy.builder()
                            .includes(ConcurrencyFailureException.class)
                            .build())
                    .invoke(() -> round.carryOut(lane));
            return true;
        });

        assertThat(post.taken).hasSize(120).doesNotHaveDuplicates();
        assertThat(waiting()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21})
    void whateverTheMailServerSaysEachLetterArrives(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            post.says.add(
                    switch (random.nextInt(3)) {
                        case 0 -> new Delivery.Deferred("451");
                        case 1 -> new Delivery.Unknown();
                        default -> new Delivery.Accepted();
                    });
        }
        for (int i = 0; i < 20; i++) {
            put();
        }

        for (int hour = 0; hour < 14; hour++) {
            post.away = random.nextInt(4) == 0;
            pass(Duration.ofMinutes(61));
        }
        post.away = false;
        post.says.clear();
        pass(Duration.ofHours(7));

        assertThat(post.taken.stream().map(Taken::id).distinct()).hasSize(20);
        assertThat(waiting()).isZero();
    }

    private Letter letter(String to) {
        return new Letter(
                address(to),
                Locale.ENGLISH,
                List.of("Words."),
                new Letter.Action("Open", URI.create("https://gazette.example/a#secret")),
                clock.instant().plus(Duration.ofDays(1)));
    }

    private static EmailAddress address(String to) {
        return EmailAddress.read(to).orElseThrow();
    }

    private void put() {
        transaction.executeWithoutResult(status -> outbox.put(letter(somebody)));
    }

    private void send() {
        for (int lane = 0; lane < MailTasks.LANES; lane++) {
            round.carryOut(lane);
        }
    }

    private void pass(Duration some) {
        clock.pass(some);
        send();
    }

    private long waiting() {
        return jdbc.sql("select count(*) from letter").query(Long.class).single();
    }
}

package org.standwith.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.AtOnce;
import org.standwith.Statements;
import org.standwith.Time;
import org.standwith.contributions.CameByLink;
import org.standwith.mail.CameBack;
import org.standwith.mail.NotSent;
import org.standwith.risk.RiskPolicy;
import org.standwith.supporters.Readers;
import org.standwith.supporters.Readers.Reader;
import org.standwith.supporters.Visit;
import org.standwith.supporters.WithMail;
import org.standwith.vault.EmailAddress;
import org.standwith.vault.Secret;
import org.standwith.vault.Subjects;
import standwith.sandbox.mail.Caught;

/** From the wish to the last letter, by a browser that runs no scripts. */
// Years pass here, which others need not see.
@TestPropertySource(properties = "standwith.test.years=many")
@WithMail
class RemindersTest {

    @Autowired
    Readers readers;

    @Autowired
    Time time;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Valve valve;

    @Autowired
    RequestWork work;

    @Autowired
    Subjects subjects;

    @Autowired
    Refusals refusals;

    @Autowired
    RiskPolicy policy;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    ApplicationEventPublisher events;

    private final String ann = Readers.newAddress();

    /** Whoever asked much a moment ago is let in without a proof again. */
    @BeforeEach
    void aWhileLater() {
        time.pass(Duration.ofMinutes(11));
    }

    private Visit ask(String address, String when) {
        Visit at = readers.visit().open("/remind").send("/remind", Map.of("email", address, "when", when, "day", ""));
        settle();
        return at;
    }

    private void settle() {
        // What one task puts, the next one takes.
        for (int i = 0; i < 3; i++) {
            time.pass(Duration.ofSeconds(2));
        }
    }

    /** Asks, and confirms by the letter. */
    private Visit wants(String address, String when) {
        ask(address, when);
        return readers.visit().open(links(address).getFirst()).send("/remind/confirm", Map.of());
    }

    private List<Caught> letters(String address) {
        return readers.lettersTo(address);
    }

    private List<String> links(String address) {
        return letters(address).getLast().links();
    }

    /** A little later than ten on the day that is so many days ahead. */
    private void days(int many) {
        Instant then = time.now()
                .atZone(ZoneOffset.UTC)
                .toLocalDate()
                .plusDays(many)
                .atTime(10, 1)
                .toInstant(ZoneOffset.UTC);
        time.pass(Duration.between(time.now(), then));
        settle();
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    private Map<String, Long> totals(String campaign) {
        Map<String, Long> all = new HashMap<>();
        jdbc.sql("select outcome, sum(count) from reminder_total where campaign = ? group by outcome")
                .param(campaign)
                .query(row -> {
                    all.put(row.getString(1), row.getLong(2));
                });
        return all;
    }

    @Test
    void whoeverConfirmsIsRemindedOnTheDayAndThenNothingIsLeft() {
        wants(ann, "P1W");
        assertThat(letters(ann)).hasSize(1);
        days(6);
        assertThat(letters(ann)).as("before its time").hasSize(1);

        days(1);

        assertThat(letters(ann)).hasSize(2);
        time.pass(Duration.ofMinutes(2));
        assertThat(jdbc.sql("select count(*) from reminder where mailbox not in (select mailbox from reminder_wish)")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(count("reminder_over")).isZero();
        days(35);
        assertThat(letters(ann)).hasSize(2);
    }

    @Test
    void whoeverDoesNotConfirmHearsNothingAndAfterTwoDaysNothingIsLeft() {
        ask(ann, "P1W");
        String link = links(ann).getFirst();

        time.pass(Duration.ofHours(49));

        assertThat(count("reminder_wish")).isZero();
        assertThat(readers.visit().open(link).status()).isEqualTo(404);
        days(7);
        assertThat(letters(ann)).hasSize(1);
    }

    @Test
    void programsThatLookAtMailConfirmNothing() {
        ask(ann, "P1W");

        links(ann).forEach(link -> readers.visit().open(link));
        days(7);

        assertThat(letters(ann)).hasSize(1);
    }

    @Test
    void confirmingTwiceIsNothing() {
        ask(ann, "P1W");
        Visit first = readers.visit().open(links(ann).getFirst());
        Visit second = readers.visit().open(links(ann).getFirst());

        first.send("/remind/confirm", Map.of());
        second.send("/remind/confirm", Map.of());

        assertThat(second.page()).contains("It is noted");
        days(7);
        assertThat(letters(ann)).hasSize(2);
    }

    @Test
    void nobodyStandsInAnothersWayWhoDoesTheSameAtTheSameMomentAndSomeByTwoClicks() throws Exception {
        List<String> some = Stream.generate(Readers::newAddress).limit(40).toList();
        for (String each : some) {
            readers.visit().open("/remind").send("/remind", Map.of("email", each, "when", "P1W", "day", ""));
            // Nobody is asked for a proof.
            time.pass(Duration.ofMinutes(1));
        }
        settle();
        List<String> twice = some.stream()
                .map(each -> links(each).getFirst().replaceFirst(".*token=([^&]+).*", "$1"))
                .flatMap(token -> Stream.of(token, token))
                .toList();

        for (String page : List.of("confirm", "change", "erase")) {
            Queue<String> tokens = new ConcurrentLinkedQueue<>(twice);
            List<List<Integer>> statuses = AtOnce.times(8, () -> {
                List<Integer> mine = new ArrayList<>();
                for (String token = tokens.poll(); token != null; token = tokens.poll()) {
                    mine.add(readers.visit()
                            .post("/remind/" + page, Map.of("token", token, "when", "P1M"))
                            .status());
                }
                return mine;
            });

            assertThat(statuses.stream().flatMap(List::stream))
                    .as(page)
                    .hasSize(80)
                    .containsOnly(200);
        }
        time.pass(Duration.ofMinutes(1));
        assertThat(count("reminder_over")).isZero();
    }

    @Test
    void t5LettersSayNothingOfWhomTheyAreFromAndEndByOneClick() {
        wants(ann, "MONTHLY");
        days(35);

        assertThat(letters(ann)).hasSize(2).allSatisfy(letter -> {
            assertThat(letter.subject()).isEqualTo("There is a message for you");
            assertThat(letter.source())
                    .contains("List-Unsubscribe: <http://localhost:8080/remind/leave?token=")
                    .contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
                    .doesNotContainIgnoringCase("gazette")
                    .doesNotContainIgnoringCase("<img");
            assertThat(letter.text())
                    .doesNotContainIgnoringCase("give")
                    .doesNotContainIgnoringCase("support")
                    .doesNotContainIgnoringCase("contribut")
                    .doesNotContainIgnoringCase("newspaper");
            assertThat(letter.source().replaceAll("(?m)^To: .*$", "")).doesNotContain(ann);
        });
        assertThat(letters(ann).getLast().text())
                .contains("At another time, or less often", "No more letters like this", "Delete everything about me");
    }

    @ParameterizedTest
    @EnumSource(Rhythm.class)
    void whatIsRegularComesAgainAndAgain(Rhythm rhythm) {
        wants(ann, rhythm.name());

        for (int i = 2; i < 5; i++) {
            Instant due = due();
            time.pass(Duration.between(time.now(), due).minusSeconds(30));
            settle();
            assertThat(letters(ann)).as("before its time").hasSize(i - 1);
            time.pass(Duration.ofMinutes(1));
            settle();
            assertThat(letters(ann)).hasSize(i);
            assertThat(Duration.between(due, due()).toDays()).isBetween(28L * rhythm.months(), 31L * rhythm.months());
        }
    }

    /** When the only one of hers is due. */
    private Instant due() {
        return jdbc.sql("select due_at from reminder where mailbox = ?")
                .param(refusals.mailbox(EmailAddress.kept(ann)))
                .query((row, number) -> row.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC))
                .single();
    }

    @Test
    void aSecondWishTakesThePlaceOfTheFirst() {
        wants(ann, "P1W");
        time.pass(Duration.ofDays(1));
        wants(ann, "P1M");
        assertThat(letters(ann)).hasSize(2);

        days(8);
        assertThat(letters(ann)).hasSize(2);
        days(30);
        assertThat(letters(ann)).hasSize(3);
    }

    @Test
    void nobodyIsFloodedByWhateverIsAskedForAndTheLastWishCounts() {
        for (int i = 0; i < 5; i++) {
            ask(ann, "P1W");
        }
        ask(ann, "P1M");
        assertThat(letters(ann)).hasSize(1);

        Visit visit = readers.visit().open(links(ann).getFirst());
        visit.send("/remind/confirm", Map.of());
        for (int i = 0; i < 3; i++) {
            ask(ann, "P1W");
        }
        assertThat(letters(ann)).as("the same day, confirmed or not").hasSize(1);
        time.pass(Duration.ofDays(1));
        ask(ann, "P1W");
        assertThat(letters(ann)).hasSize(2);
    }

    @Test
    void t21AndT22WhoeverAsksGetsTheSameWhoeverIsKnown() throws Exception {
        String known = Readers.newAddress();
        wants(known, "MONTHLY");
        String left = Readers.newAddress();
        wants(left, "MONTHLY");
        leave(links(left).getLast());
        String giver = readers.gives().email();
        time.pass(Duration.ofDays(3));
        ask(Readers.newAddress(), "P1W");
        List<String> pages = new ArrayList<>();
        List<List<String>> asking = new ArrayList<>();
        for (String each : List.of(Readers.newAddress(), known, left, giver)) {
            Visit visit = readers.visit().open("/remind");
            asking.add(Statements.of(() -> visit.send("/remind", Map.of("email", each, "when", "P1W"))));
            pages.add(visit.page());
            time.pass(Duration.ofSeconds(5));
        }
        assertThat(pages.getFirst()).contains("Look into your mailbox");
        assertThat(pages).containsOnly(pages.getFirst());
        assertThat(asking.getFirst()).contains("insert into reminder_request");
        assertThat(asking).containsOnly(asking.getFirst());
        assertThat(letters(left)).as("an address that wants nothing").hasSize(1);
        assertThat(letters(known)).hasSize(2);
    }

    @Test
    void t22ForAStrangerAsMuchIsReadAndWrittenAsForWhoeverIsKnown() throws Exception {
        String known = Readers.newAddress();
        wants(known, "MONTHLY");
        String left = Readers.newAddress();
        wants(left, "MONTHLY");
        leave(links(left).getLast());
        time.pass(Duration.ofDays(3));
        List<List<String>> all = new ArrayList<>();
        for (String each : List.of("first@of-the-day.example", Readers.newAddress(), known, left)) {
            transaction.executeWithoutResult(status -> {
                try {
                    all.add(Statements.of(() -> work.carryOut(new Request(wish(each), null, true))));
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
                status.setRollbackOnly();
            });
        }

        all.removeFirst();
        assertThat(all.getFirst()).contains("insert into reminder_wish", "insert into letter");
        assertThat(all).containsOnly(all.getFirst());
    }

    private Wish wish(String address) {
        return new Wish(address, "en", LocalDate.of(2027, 1, 1), null, "UTC", false, "", "", null, null);
    }

    private Visit leave(String link) {
        Visit visit = readers.visit().open(link).send("/remind/leave", Map.of());
        settle();
        return visit;
    }

    private String leaveLink(String address) {
        return links(address).stream()
                .filter(link -> link.contains("/remind/leave"))
                .findFirst()
                .orElseThrow();
    }

    private String changeLink(String address) {
        return links(address).stream()
                .filter(link -> link.contains("/remind/change"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void afterOneClickNothingComesAnyMoreWhoeverAsksForIt() {
        wants(ann, "MONTHLY");
        days(35);
        assertThat(letters(ann)).hasSize(2);
        String link = leaveLink(ann);

        // As a mail program does it, without having looked at the page.
        Visit done = readers.visit()
                .post(link.replace("http://localhost:8080", ""), Map.of("List-Unsubscribe", "One-Click"));
        assertThat(done.status()).isEqualTo(200);
        settle();

        days(35);
        ask(ann, "P1W");
        days(35);
        assertThat(letters(ann)).hasSize(2);
        assertThat(jdbc.sql("select count(*) from reminder_wish where hash is null")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void whoeverLeftByMistakeMayAskAgain() {
        wants(ann, "MONTHLY");
        Visit left = leave(leaveLink(ann));
        assertThat(left.page()).contains("No more letters");

        left.send("/remind/return", Map.of());
        time.pass(Duration.ofDays(1));
        wants(ann, "P1W");

        assertThat(letters(ann)).hasSize(2);
    }

    @Test
    void theLinkByWhichItEndsWorksWhenNothingIsLeft() {
        wants(ann, "P1W");
        days(7);
        time.pass(Duration.ofDays(30));
        String link = leaveLink(ann);

        assertThat(leave(link).page()).contains("It is done");

        ask(ann, "P1W");
        assertThat(letters(ann)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "AAAAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "<script>"})
    void aLinkThatSomebodyMadeUpLeadsNowhere(String token) {
        for (String page : List.of("confirm", "change", "leave")) {
            Visit visit = readers.visit()
                    .open("/remind/" + page + "?token="
                            + token.replace("<", "%3C").replace(">", "%3E"));
            assertThat(visit.status()).isEqualTo(404);
            assertThat(visit.page()).doesNotContain("<script>");
            assertThat(readers.visit()
                            .post("/remind/" + page, Map.of("token", token, "when", "P1M"))
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void byTheLetterItComesAtAnotherTimeOrLessOften() {
        wants(ann, "MONTHLY");
        days(35);
        Visit visit = readers.visit().open(changeLink(ann));
        assertThat(visit.page()).contains("and every month after that");

        visit.send("/remind/change", Map.of("when", "YEARLY"));

        assertThat(visit.page()).contains("and every year after that");
        days(200);
        assertThat(letters(ann)).hasSize(2);
        days(172);
        assertThat(letters(ann)).hasSize(3);
        assertThat(readers.visit().open(changeLink(ann)).status())
                .as("the link stays the same")
                .isEqualTo(200);
    }

    @Test
    void whatIsChosenStaysChosenWhereItIsWrong() {
        wants(ann, "QUARTERLY");
        Visit visit = readers.visit().open(links(ann).getFirst());
        assertThat(visit.page()).contains("<option value=\"QUARTERLY\" selected=\"selected\"");

        visit.send("/remind/change", Map.of("when", "DAY", "day", "2020-01-01"));

        assertThat(visit.status()).isEqualTo(422);
        assertThat(visit.page())
                .contains("id=\"when-error\"", "<option value=\"DAY\" selected=\"selected\"", "value=\"2020-01-01\"")
                .contains("and every three months after that");
    }

    @Test
    void whatWasSentOnceIsMadeAgainByItsLetterAlone() {
        wants(ann, "P1W");
        days(7);
        Visit visit = readers.visit().open(changeLink(ann));
        assertThat(visit.page()).contains("It was sent, and is not kept here any more");

        visit.send("/remind/change", Map.of("when", "P1M"));

        assertThat(visit.page()).contains("It is changed");
        days(35);
        assertThat(letters(ann)).hasSize(3);
        time.pass(Duration.ofDays(15));
        assertThat(readers.visit().open(changeLink(ann)).status()).isEqualTo(404);
        assertThat(count("reminder_echo")).isZero();
    }

    @Test
    void whatIsErasedIsGoneAlsoFromABackup() {
        wants(ann, "MONTHLY");
        days(35);
        long keys = count("reminder");
        String secret = changeLink(ann).replaceAll(".*token=|&.*", "");
        UUID id = UUID.fromString(jdbc.sql("select id from reminder where hash = ?")
                .param(Secret.read(secret).orElseThrow().hash())
                .query(String.class)
                .single());
        Subjects.Kept kept = new Subjects.Kept(
                id,
                jdbc.sql("select sealed from reminder where id = ?")
                        .param(id.toString())
                        .query(byte[].class)
                        .single());
        assertThat(subjects.open(kept)).isPresent();

        Visit visit = readers.visit().open(changeLink(ann)).send("/remind/erase", Map.of());

        assertThat(visit.page()).contains("It is deleted");
        assertThat(subjects.open(kept)).isEmpty();
        assertThat(count("reminder")).isEqualTo(keys - 1);
        assertThat(count("reminder_over")).isZero();
        days(35);
        assertThat(letters(ann)).hasSize(2);
        assertThat(readers.visit().open(changeLink(ann)).status()).isEqualTo(404);
    }

    @Test
    void whoeverHasGivenIsNotAskedAgain() {
        wants(ann, "MONTHLY");
        time.pass(Duration.ofDays(1));
        readers.gives(ann.toUpperCase(Locale.ROOT));

        days(35);
        days(35);

        assertThat(letters(ann)).hasSize(1);
    }

    @Test
    void whoeverHadGivenBeforeIsAskedAgainAsTheyWish() {
        readers.gives(ann);
        time.pass(Duration.ofDays(1));

        wants(ann, "P1W");
        days(7);

        assertThat(letters(ann)).hasSize(2);
    }

    @Test
    void whoeverGivesByTheLetterIsCountedOnceAndAskedNoMore() {
        String campaign = "spring-" + UUID.randomUUID().toString().substring(0, 8);
        readers.visit().open("/remind?campaign=" + campaign).send("/remind", Map.of("email", ann, "when", "MONTHLY"));
        settle();
        readers.visit().open(links(ann).getFirst()).send("/remind/confirm", Map.of());
        days(35);
        String give = links(ann).getFirst();
        Visit form = readers.visit().open(give);
        String note = form.hidden("note");
        Reader reader = readers.gives();
        UUID checkout = readers.checkoutOf(reader);

        events.publishEvent(new CameByLink(checkout, note));
        time.pass(Duration.ofMinutes(6));
        time.pass(Duration.ofMinutes(6));

        assertThat(totals(campaign))
                .containsEntry("SENT", 1L)
                .containsEntry("CONVERTED", 1L)
                .containsEntry("CONFIRMED", 1L);
        days(35);
        assertThat(letters(ann)).hasSize(2);
    }

    @Test
    void aNoteThatSomebodyMadeUpIsNothing() {
        events.publishEvent(new CameByLink(UUID.randomUUID(), "<script>"));
        events.publishEvent(new CameByLink(UUID.randomUUID(), Secret.random().reveal()));

        time.pass(Duration.ofMinutes(6));
    }

    @Test
    void aLetterThatComesBackIsCountedAndWhatWouldGoOnEnds() {
        String campaign = "back-" + UUID.randomUUID().toString().substring(0, 8);
        readers.visit().open("/remind?campaign=" + campaign).send("/remind", Map.of("email", ann, "when", "MONTHLY"));
        settle();
        readers.visit().open(links(ann).getFirst()).send("/remind/confirm", Map.of());
        days(35);
        UUID letter = UUID.fromString(letters(ann).getLast().id().replaceAll("[<>]|@.*", ""));

        events.publishEvent(new CameBack(letter));
        events.publishEvent(new CameBack(letter));

        assertThat(totals(campaign)).containsEntry("BOUNCED", 1L);
        days(35);
        assertThat(letters(ann)).hasSize(2);
    }

    @Test
    void aLetterThatNobodyTookIsCountedAsTooLate() {
        String campaign = "late-" + UUID.randomUUID().toString().substring(0, 8);
        readers.visit().open("/remind?campaign=" + campaign).send("/remind", Map.of("email", ann, "when", "P1W"));
        settle();
        readers.visit().open(links(ann).getFirst()).send("/remind/confirm", Map.of());
        days(7);

        events.publishEvent(
                new NotSent(UUID.fromString(letters(ann).getLast().id().replaceAll("[<>]|@.*", ""))));

        assertThat(totals(campaign)).containsEntry("LATE", 1L);
    }

    @Test
    void whatIsMissedIsCaughtUpWithButNotAfterTwoWeeks() {
        String late = Readers.newAddress();
        wants(ann, "P1M");
        wants(late, "P1W");
        valve.close(true);
        days(35);
        assertThat(letters(ann)).as("stopped by staff").hasSize(1);

        valve.close(false);
        settle();

        assertThat(letters(ann)).hasSize(2);
        assertThat(letters(late)).as("28 days late").hasSize(1);
        assertThat(totals("")).containsKey("LATE");
    }

    @Test
    void oneThatCannotBeReadHoldsUpNoOthers() {
        String other = Readers.newAddress();
        wants(ann, "P1W");
        jdbc.sql("update reminder set sealed = concat(left(sealed, 40), repeat('x', 60))")
                .update();
        wants(other, "P1W");

        days(7);

        assertThat(letters(other)).hasSize(2);
        assertThat(letters(ann)).hasSize(1);
        jdbc.sql("delete from reminder").update();
    }

    @Test
    void whereALetterMightEndangerThemByNowNoneIsSent() {
        wants(ann, "P1W");
        Wish risky = new Wish(
                "ann@mail.ru", "ru", LocalDate.of(2027, 1, 1), null, "Europe/Moscow", true, "", "", null, null);

        assertThat(policy.decide(risky.signals()).mayBeMailed()).isFalse();
    }

    @Test
    void inRussianAllOfItIsInRussian() {
        Visit visit = readers.visit().open("/remind?locale=ru").send("/remind", Map.of("email", ann, "when", "P1W"));
        assertThat(visit.page()).contains("Проверьте почту", "lang=\"ru\"");
        settle();
        assertThat(letters(ann).getLast().subject()).isEqualTo("Для вас есть сообщение");

        visit.open(links(ann).getFirst()).send("/remind/confirm", Map.of());
        assertThat(visit.page()).contains("Спасибо. Записали", "один раз");
        days(7);

        assertThat(letters(ann).getLast().text()).contains("Вы хотели получить от нас весточку");
    }
}

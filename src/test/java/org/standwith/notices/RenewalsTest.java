package org.standwith.notices;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.AtOnce;
import org.standwith.Time;
import org.standwith.contributions.Ownership;
import org.standwith.money.Cadence;
import org.standwith.payments.Door;
import org.standwith.payments.Fact.SubscriptionSeen.Standing;
import org.standwith.supporters.Readers;
import org.standwith.supporters.Readers.Reader;
import org.standwith.supporters.WithMail;
import org.standwith.vault.Person;
import standwith.sandbox.mail.Caught;

/** What is told before an annual renewal. */
@WithMail
class RenewalsTest {

    private static final String ENGLISH_OF_MONEY =
            "(?i)giv(?!e\\.example)|gift|donat|contribut|support|gazette|money|pay|card|bank|member|year|annual|\\$|\\d{2,}";

    private static final String RUSSIAN_OF_MONEY =
            "(?iu)донат|пожертв|поддерж|подписк|деньг|денеж|плат|опла|карт|банк|взнос|сумм|член|газет|год|₽|\\$";

    @Autowired
    Readers readers;

    @Autowired
    Door door;

    @Autowired
    Time time;

    @Autowired
    Renewals renewals;

    @Autowired
    NoticeRows rows;

    @Autowired
    PeopleInNotices people;

    @Autowired
    TransactionTemplate transaction;

    /** Somebody whose next annual payment is due in so many days. */
    private Subscription dueIn(int days) {
        return dueIn(days, Readers.newAddress(), "en");
    }

    private Subscription dueIn(int days, String email, String locale) {
        return new Subscription(readers.gives(email, Cadence.ANNUAL, locale, aYearBefore(days)), door, time).begun();
    }

    private Instant aYearBefore(int days) {
        return time.now()
                .plus(Duration.ofDays(days))
                .atOffset(ZoneOffset.UTC)
                .minusYears(1)
                .toInstant();
    }

    private void pass(Duration some) {
        time.pass(some);
        // By then the mail is out.
        time.pass(Duration.ofSeconds(5));
    }

    private List<Caught> lettersTo(Subscription one) {
        return readers.lettersTo(one.reader().email());
    }

    @Test
    void aRenewalIsToldOnceTwoWeeksBefore() {
        Subscription one = dueIn(20);

        pass(Duration.ofDays(5));
        assertThat(lettersTo(one)).isEmpty();

        pass(Duration.ofDays(1).plusHours(1));
        assertThat(lettersTo(one))
                .singleElement()
                .satisfies(letter -> assertThat(letter.text()).contains("due again soon", "change it or stop it"));

        pass(Duration.ofDays(7));
        renewals.carryOut();
        pass(Duration.ofDays(3));
        assertThat(lettersTo(one)).hasSize(1);
    }

    @Test
    void itIsToldInTheReadersLanguage() {
        Subscription one = dueIn(10, Readers.newAddress(), "ru");

        pass(Duration.ofMinutes(11));

        assertThat(lettersTo(one)).singleElement().satisfies(letter -> {
            assertThat(letter.text()).contains("Скоро снова подойдёт срок", "Посмотреть:");
            assertThat(letter.subject()).isEqualTo("Для вас есть сообщение");
            assertThat(letter.links()).containsExactly("http://localhost:8080/account/sign-in?locale=ru");
        });
    }

    @Test
    void itsLinkLeadsToWhereOneSignsIn() {
        Subscription one = dueIn(10);
        pass(Duration.ofMinutes(11));

        String link = readers.linksTo(one.reader().email()).getFirst();

        assertThat(link).startsWith("http://localhost:8080/account/sign-in?");
        assertThat(readers.visit().open(link).page()).contains("Mail me a link");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ru"})
    void t5NoLetterSaysWhatItIsAboutNorHowMuchNorWhomItIsFrom(String locale) {
        Subscription renewed = dueIn(10, Readers.newAddress(), locale);
        Subscription failing = dueIn(200, Readers.newAddress(), locale);
        Subscription mended = dueIn(200, Readers.newAddress(), locale);
        Subscription over = dueIn(200, Readers.newAddress(), locale);
        for (Subscription each : List.of(failing, mended, over)) {
            each.tell(each.failed(1, time.now()));
        }
        pass(Duration.ofHours(2));
        mended.tell(mended.paid(time.now()));
        over.tell(over.seen(Standing.ENDED, null, null));
        pass(Duration.ofMinutes(11));

        List<Caught> letters = Stream.of(renewed, failing, mended, over)
                .flatMap(each -> lettersTo(each).stream())
                .toList();
        assertThat(letters.stream().map(Caught::text).distinct()).hasSize(4);
        assertThat(letters).hasSize(6).allSatisfy(letter -> {
            assertThat(letter.from() + letter.subject() + letter.text())
                    .doesNotContainPattern(ENGLISH_OF_MONEY.replace("|\\d{2,}", ""))
                    .doesNotContainPattern(RUSSIAN_OF_MONEY);
            assertThat(letter.text().replaceAll("localhost:\\d+", "")).doesNotContainPattern("\\d");
            String source = letter.source().replaceFirst("(?m)^To: .*$", "");
            for (Subscription each : List.of(renewed, failing, mended, over)) {
                assertThat(source)
                        .doesNotContain(
                                each.reader().email(),
                                each.reader().contribution().toString());
            }
        });
    }

    @Test
    void whatOneReaderHasToRenewOnOneDayIsToldByOneLetter() {
        Subscription one = dueIn(10);
        String address = one.reader().email();
        Subscription another = dueIn(10, address, "en");
        Subscription later = dueIn(20, address, "en");
        pass(Duration.ofMinutes(11));
        pass(Duration.ofMinutes(11));
        assertThat(lettersTo(one)).hasSize(1);
        assertThat(List.of(one, another))
                .allSatisfy(each -> assertThat(rows.of(List.of(each.reader().contribution())))
                        .singleElement()
                        .extracting(Notice::told)
                        .isEqualTo(true));

        pass(Duration.ofDays(7));
        assertThat(lettersTo(later)).hasSize(2);
    }

    @Test
    void severalNodesWriteOneLetterForOneDay() throws Exception {
        Subscription one = dueIn(10);
        for (int i = 0; i < 3; i++) {
            dueIn(10, one.reader().email(), "en");
        }

        AtOnce.times(3, () -> {
            renewals.carryOut();
            return true;
        });
        pass(Duration.ofMinutes(11));

        assertThat(lettersTo(one)).hasSize(1);
    }

    @Test
    void whatIsPaidMonthlyIsNotTold() {
        Reader monthly = readers.gives(Readers.newAddress(), Cadence.MONTHLY, "en", time.now());

        pass(Duration.ofDays(20));
        pass(Duration.ofDays(9));

        assertThat(readers.lettersTo(monthly.email())).isEmpty();
    }

    @Test
    void whatIsPausedOrIsEndingOrHasEndedIsNotTold() {
        Subscription paused = dueIn(20);
        paused.tell(paused.seen(Standing.PAUSED, null, null));
        Subscription ending = dueIn(20);
        ending.tell(ending.seen(Standing.ACTIVE, null, time.now().plus(Duration.ofDays(20))));
        Subscription ended = dueIn(20);
        ended.tell(ended.seen(Standing.ENDED, null, null));

        pass(Duration.ofDays(10));

        assertThat(List.of(paused, ending, ended)).allSatisfy(each -> {
            assertThat(lettersTo(each)).isEmpty();
            assertThat(rows.of(List.of(each.reader().contribution()))).isEmpty();
        });
    }

    @Test
    void aRenewalThatIsMovedByDaysIsNotToldAgainAndOneThatIsMovedByMonthsIs() {
        Subscription one = dueIn(10);
        pass(Duration.ofMinutes(11));
        assertThat(lettersTo(one)).hasSize(1);

        one.tell(one.seen(Standing.ACTIVE, time.now().plus(Duration.ofDays(13)), null));
        pass(Duration.ofMinutes(11));
        assertThat(lettersTo(one)).hasSize(1);

        one.tell(one.seen(Standing.ACTIVE, time.now().plus(Duration.ofDays(60)), null));
        pass(Duration.ofDays(40));
        assertThat(lettersTo(one)).hasSize(1);
        pass(Duration.ofDays(8));
        assertThat(lettersTo(one)).hasSize(2);
    }

    @Test
    void whoseContributionIsBeingTakenBackIsNotWrittenTo(@Autowired ApplicationContext context) {
        Subscription one = dueIn(10);
        Ownership.takeBack(context, one.reader().contribution());

        renewals.carryOut();
        time.pass(Duration.ofSeconds(5));

        assertThat(lettersTo(one)).isEmpty();
        assertThat(rows.of(List.of(one.reader().contribution()))).hasSize(1);
    }

    @Test
    void theRowSaysTheSameOfWhoLeftNoAddress() {
        Instant before = aYearBefore(10);
        Reader with = readers.gives(Readers.newAddress(), Cadence.ANNUAL, "en", before);
        Reader without = readers.gives(null, Cadence.ANNUAL, "en", before);

        pass(Duration.ofMinutes(11));

        assertThat(readers.lettersTo(with.email())).hasSize(1);
        assertThat(readers.lettersTo(without.email())).isEmpty();
        Notice one = rows.of(List.of(with.contribution())).getFirst();
        Notice other = rows.of(List.of(without.contribution())).getFirst();
        assertThat(other).isEqualTo(new Notice(without.contribution(), one.kind(), one.about(), one.told(), one.due()));
    }

    @Test
    void whatIsRolledBackIsNeitherNotedNorSentAndIsToldTheNextTime() {
        Subscription one = dueIn(10);

        transaction.executeWithoutResult(status -> {
            renewals.carryOut();
            status.setRollbackOnly();
        });
        time.pass(Duration.ofSeconds(5));
        assertThat(lettersTo(one)).isEmpty();

        renewals.carryOut();
        renewals.carryOut();
        time.pass(Duration.ofSeconds(5));
        assertThat(lettersTo(one)).hasSize(1);
    }

    @Test
    void severalNodesTellItOnce() throws Exception {
        List<Subscription> all = List.of(dueIn(10), dueIn(10), dueIn(10));

        AtOnce.times(4, () -> {
            renewals.carryOut();
            return true;
        });
        time.pass(Duration.ofSeconds(5));

        assertThat(all).allSatisfy(each -> assertThat(lettersTo(each)).hasSize(1));
    }

    @Test
    void rowsAreForgottenWhenTheRenewalIsOverForWeeks() {
        Subscription one = dueIn(10);
        pass(Duration.ofMinutes(11));
        List<UUID> it = List.of(one.reader().contribution());
        assertThat(rows.of(it)).hasSize(1);

        pass(Duration.ofDays(10 + 14));
        assertThat(rows.of(it)).hasSize(1);
        pass(Duration.ofDays(15));
        assertThat(rows.of(it)).isEmpty();
    }

    @Test
    void whatIsNotedIsExportedAndErased() {
        Subscription one = dueIn(10);
        pass(Duration.ofMinutes(11));
        Person person = new Person(one.reader().supporter(), Set.of(one.reader().contribution()));

        assertThat(people.export(person).toString())
                .contains("of=RENEWAL", "contribution=" + one.reader().contribution());
        people.erase(person);
        assertThat(people.export(person)).isEmpty();
    }
}

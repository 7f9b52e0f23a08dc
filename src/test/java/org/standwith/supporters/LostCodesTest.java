package org.standwith.supporters;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.standwith.Statements;
import org.standwith.Time;
import org.standwith.supporters.Readers.Reader;

/** The way out for those who have neither code nor mailbox. */
@WithMail
class LostCodesTest {

    @Autowired
    Readers readers;

    @Autowired
    Time time;

    @Autowired
    JdbcClient jdbc;

    private LocalDate today() {
        return LocalDate.ofInstant(time.now(), ZoneOffset.UTC);
    }

    private Visit ask(String number, String day) {
        return readers.visit()
                .open("/account/sign-in/lost")
                .send("/account/sign-in/lost", Map.of("number", number, "day", day));
    }

    /** Asked for at the provider, which in these tests knows of nothing. */
    private boolean isToEnd(Reader reader) {
        time.pass(Duration.ofSeconds(1));
        return !jdbc.sql("select id from change_intent where contribution = ?")
                .param(reader.contribution().toString())
                .query((row, number) -> row.getString(1))
                .list()
                .isEmpty();
    }

    @Test
    void byNumberAndDayOfAPaymentWhatItWasForIsEnded() {
        Reader ann = readers.goesOn();

        Visit visit = ask(ann.payment(), today().toString());

        assertThat(visit.page())
                .contains("If there was such a payment on that day")
                .doesNotContain("$20");
        assertThat(visit.open("/account").at()).as("nobody is let in by it").isEqualTo("/account/sign-in");
        assertThat(isToEnd(ann)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1, true", "-1, true", "2, false", "-2, false"})
    void theDayBeforeAndAfterWillDoAndNoOther(int off, boolean ends) {
        Reader ann = readers.goesOn();

        ask(ann.payment(), today().plusDays(off).toString());

        assertThat(isToEnd(ann)).isEqualTo(ends);
    }

    @Test
    void t21TheAnswerAndItsWorkAreTheSameForEveryNumber() throws Exception {
        Reader ann = readers.goesOn();
        List<String> pages = new ArrayList<>();
        List<List<String>> statements = new ArrayList<>();
        for (String number : List.of(ann.payment(), "ch_00000000000000000000000000000000", "9XX12345AB678901C")) {
            Visit visit = readers.visit().open("/account/sign-in/lost");
            statements.add(Statements.of(
                    () -> visit.send("/account/sign-in/lost", Map.of("number", number, "day", today().toString()))));
            pages.add(visit.page());
        }

        assertThat(pages).containsOnly(pages.getFirst());
        assertThat(statements.getFirst()).isNotEmpty();
        assertThat(statements).containsOnly(statements.getFirst());
    }

    @ParameterizedTest
    @CsvSource({"'', 2026-03-02", "ch_1234567890, ''", "ch_1234567890, yesterday", "ch_1234567890; drop, 2026-03-02"})
    void whatCannotBeAPaymentIsAMistake(String number, String day) {
        Visit visit = ask(number, day);

        assertThat(visit.status()).isEqualTo(422);
        assertThat(visit.page()).contains("Please look at both again");
    }
}

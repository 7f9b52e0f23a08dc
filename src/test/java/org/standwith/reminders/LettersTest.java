package org.standwith.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.standwith.StandwithTest;
import org.standwith.mail.Letter;
import org.standwith.pages.Homes;
import org.standwith.vault.Secret;

@StandwithTest
class LettersTest {

    @Autowired
    MessageSource messages;

    @Autowired
    LeaveLinks leaving;

    @Autowired
    ReminderProperties properties;

    @Autowired
    Clock clock;

    @ParameterizedTest
    @CsvSource({
        "https://gazette.example, https://gazette.example/",
        "https://gazette.example/, https://gazette.example/",
        "https://gazette.example/give, https://gazette.example/give/",
        "https://gazette.example/give/, https://gazette.example/give/",
    })
    void itsLinksLeadToWhereWeAre(URI home, String start) {
        Letters letters = new Letters(messages, new Homes(home, null, List.of()), leaving, properties, clock);
        Wish wish = new Wish(
                        "ann@reader.example", "en", LocalDate.of(2026, 5, 1), null, "UTC", false, "", "", null, null)
                .confirmed(clock.instant(), Secret.random());

        Letter letter = letters.reminder(wish, new byte[16], Secret.random());

        assertThat(Stream.concat(
                        Stream.of(
                                Objects.requireNonNull(letter.action()).link(), Objects.requireNonNull(letter.leave())),
                        letter.more().stream().map(Letter.Action::link)))
                .allSatisfy(link -> assertThat(link.toString())
                        .startsWith(start)
                        .matches("[^?]*[^/?]*/(remind/(change|leave))?\\?(note|token)=[\\w-]+&locale=en(#erase)?")
                        .doesNotContain("//remind"));
    }
}

package org.standwith.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.standwith.StandwithTest;
import org.standwith.payments.SetUpCheck.Standing;
import org.standwith.vault.Quarantine;

/** What the log says of the accounts at the start. */
@StandwithTest
@ExtendWith(OutputCaptureExtension.class)
class SetUpTest {

    private static final SetUpCheck RIGHT = new SetUpCheck("automatic payouts", Standing.RIGHT, "Choose them.");
    private static final SetUpCheck WRONG = new SetUpCheck("webhook endpoint", Standing.WRONG, "Add one.");
    private static final SetUpCheck ALSO_WRONG = new SetUpCheck("events of it", Standing.WRONG, "Add some.");
    private static final SetUpCheck NOT_ANSWERED = new SetUpCheck("events of it", Standing.NOT_ANSWERED, "Ask.");
    private static final SetUpCheck NOT_TOLD = new SetUpCheck("receipts", Standing.NOT_TOLD, "Look.");

    @Autowired
    private Quarantine quarantine;

    private final List<URI> asked = new ArrayList<>();
    private final Player player = new Player();

    @Test
    void whatIsWrongIsWarnedOfByName(CapturedOutput written) {
        says(RIGHT, WRONG, NOT_TOLD, ALSO_WRONG);

        setUp("https://give.example.org/", true).tellAtTheStart();

        Awaitility.await()
                .untilAsserted(() -> assertThat(written.toString())
                        .contains("WARN")
                        .contains("The account is set as it must not be: see /office/set-up provider=PLAYER"
                                + " reason=webhook endpoint, events of it"));
        assertThat(asked).containsExactly(URI.create("https://give.example.org/webhooks/player"));
    }

    @Test
    void whatTheProviderDoesNotSayIsNoWarning(CapturedOutput written) {
        says(RIGHT, NOT_TOLD);

        setUp("https://give.example.org", true).tell();

        assertThat(written)
                .contains("Nothing that is known of the account is set wrong provider=PLAYER")
                .doesNotContain("as it must not be");
        assertThat(asked).containsExactly(URI.create("https://give.example.org/webhooks/player"));
    }

    @Test
    void whatTheProviderDidNotAnswerIsNotTakenForRight(CapturedOutput written) {
        says(RIGHT, NOT_ANSWERED, NOT_TOLD, NOT_ANSWERED);

        setUp("https://give.example.org", true).tell();

        assertThat(written)
                .contains("Not everything could be asked of how the account is set: see /office/set-up"
                        + " provider=PLAYER count=2")
                .doesNotContain("set wrong");
    }

    @Test
    void oneThatCannotBeReadHoldsUpNoOtherAndIsTold(CapturedOutput written) {
        Player broken = new Player();
        broken.setUp = webhook -> {
            throw new IllegalStateException("of jane");
        };
        says(WRONG);

        new SetUp(new Providers(List.of(broken, player)), quarantine, URI.create("https://give.example.org"), true)
                .tell();

        assertThat(written)
                .contains("How the account is set could not be read provider=PLAYER")
                .contains("The account is set as it must not be")
                .doesNotContain("jane");
    }

    @Test
    void aNodeThatCarriesOutNoTasksAsksNobody() {
        setUp("https://give.example.org", false).tellAtTheStart();

        assertThat(asked).isEmpty();
    }

    private void says(SetUpCheck... checks) {
        player.setUp = webhook -> {
            asked.add(webhook);
            return List.of(checks);
        };
    }

    private SetUp setUp(String baseUrl, boolean atTheStart) {
        return new SetUp(new Providers(List.of(player)), quarantine, URI.create(baseUrl), atTheStart);
    }
}

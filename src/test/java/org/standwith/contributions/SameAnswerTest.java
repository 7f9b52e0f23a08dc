package org.standwith.contributions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;
import org.standwith.FreshSchema;
import org.standwith.Standwith;
import org.standwith.Statements;
import org.standwith.contributions.Caller.Seen;
import org.standwith.vault.Erasure;

/** Nobody learns from an answer, nor from what it makes us do, whether a code or an address is known. */
@SpringBootTest(
        classes = {Standwith.class, Caller.Setup.class},
        webEnvironment = WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = {FreshSchema.class, Statements.Heard.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SameAnswerTest {

    /** One of the people that are made up. */
    @FunctionalInterface
    private interface Asking {
        Seen about(Acquaintance whose) throws Exception;
    }

    private Caller caller;

    @BeforeAll
    void somebodyIsKnown(
            @LocalServerPort int port,
            @Autowired Checkouts checkouts,
            @Autowired Attempts attempts,
            @Autowired Erasure erasure) {
        caller = new Caller(port, checkouts, attempts, erasure);
    }

    @AfterAll
    void close() {
        caller.close();
    }

    @Test
    void t21AnAnswerByCodeIsTakenAlikeWhetherOrNotTheCodeIsKnown() throws Exception {
        assertThat(alike(caller::answer))
                .contains("insert into scheduled_tasks")
                .noneMatch(each -> each.contains("dossier") || each.contains("contribution"));
    }

    @Test
    void t21ACheckoutIsOpenedAlikeWhetherOrNotTheAddressIsKnown() throws Exception {
        assertThat(alike(caller::open))
                .contains("insert into dossier")
                .noneMatch(each -> each.startsWith("select dossier"));
    }

    /** @return the statements */
    private static List<String> alike(Asking asking) throws Exception {
        // The first ones fill caches.
        for (Acquaintance each : Acquaintance.values()) {
            asking.about(each);
        }
        Set<Seen> answers = new HashSet<>();
        Set<List<String>> statements = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            for (Acquaintance each : Acquaintance.values()) {
                statements.add(Statements.of(() -> answers.add(asking.about(each))));
            }
        }
        assertThat(answers).hasSize(1);
        assertThat(answers.iterator().next().status()).isBetween(200, 201);
        assertThat(statements).hasSize(1);
        return statements.iterator().next();
    }
}

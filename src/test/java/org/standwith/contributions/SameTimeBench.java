package org.standwith.contributions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;
import org.standwith.FreshSchema;
import org.standwith.PassingTime;
import org.standwith.Standwith;
import org.standwith.Statements;
import org.standwith.bench.ByTime;
import org.standwith.bench.Figures;
import org.standwith.vault.Erasure;

/**
 * Whether somebody with a watch can tell who is known, while tasks do what the requests asked for.
 */
@SpringBootTest(
        classes = {Standwith.class, Caller.Setup.class},
        webEnvironment = WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = {FreshSchema.class, PassingTime.WithTasks.class, Statements.Heard.class})
class SameTimeBench {

    private static final Figures FIGURES = new Figures("same-time");

    @Test
    void timeTellsNobodyWhoIsKnown(
            @LocalServerPort int port,
            @Autowired Checkouts checkouts,
            @Autowired Attempts attempts,
            @Autowired Erasure erasure)
            throws Exception {
        try (Caller caller = new Caller(port, checkouts, attempts, erasure)) {
            double answering = ByTime.worst(FIGURES, "POST /answer", Acquaintance.class, caller::answer);
            double opening = ByTime.worst(FIGURES, "POST /api/v1/checkouts", Acquaintance.class, caller::open);

            assertThat(answering).isLessThanOrEqualTo(ByTime.BAR);
            assertThat(opening).isLessThanOrEqualTo(ByTime.BAR);
        }
    }
}

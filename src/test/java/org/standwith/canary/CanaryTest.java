package org.standwith.canary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** T1 to T4 and T6: two hundred supporters go every way there is, and none of them is found anywhere afterwards. */
@TestInstance(Lifecycle.PER_CLASS)
class CanaryTest {

    private static final int SUPPORTERS = 200;

    private Outcome outcome;

    @BeforeAll
    void everybodyGoesEveryWay() throws Exception {
        outcome = new CanaryRun(SUPPORTERS, System.nanoTime())
                .also("looking", new Looking())
                .also("giving", new Giving())
                .also("malformed", new Malformed())
                .also("by hand", new ByHand())
                .also("forged", new Forged())
                .then("trouble", new Trouble())
                .then("aftermath", new Aftermath())
                .play();
        System.out.println(outcome.findings());
    }

    @Test
    void t1_dump() {
        assertThat(outcome.findings().in("dump")).isEmpty();
    }
}

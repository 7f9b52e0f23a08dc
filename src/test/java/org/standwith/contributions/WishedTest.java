package org.standwith.contributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.StandwithTest;
import org.standwith.contributions.Withdrawal.Cause;
import org.standwith.problem.Problem;

/** Who wants to be forgotten says so once, and is heard or told that they were not. */
@StandwithTest
class WishedTest {

    @Autowired
    Withdrawals withdrawals;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    private final UUID contribution = UUID.randomUUID();

    @BeforeEach
    void itIsBeingEndedWithoutTheSupporter() {
        transaction.executeWithoutResult(status -> withdrawals.begin(contribution, Cause.LAPSED, List.of()));
    }

    private void isGoneOnWith(boolean now) {
        jdbc.sql("update scheduled_tasks set picked = ? where task_name = 'withdrawal'")
                .param(now)
                .update();
    }

    @Test
    void whatIsBeingEndedAnywayLearnsOfTheWish() {
        withdrawals.forget(List.of(contribution));

        assertThat(withdrawals.of(contribution)).map(Withdrawal::cause).contains(Cause.WISHED);
    }

    @Test
    void aWishThatCannotBeHeardInThisMomentIsRefusedAndNotLost() {
        isGoneOnWith(true);
        try {
            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> withdrawals.forget(List.of(contribution)))
                    .satisfies(problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.UNAVAILABLE));
        } finally {
            isGoneOnWith(false);
        }

        withdrawals.forget(List.of(contribution));
        assertThat(withdrawals.of(contribution)).map(Withdrawal::cause).contains(Cause.WISHED);
    }
}

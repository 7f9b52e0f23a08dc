package org.standwith.contributions;

import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What becomes of contributions, without all that leads to it. */
public final class Ownership {

    private Ownership() {}

    /** Makes it somebody's, as their checkout does. */
    public static void seal(ApplicationContext context, UUID contribution, UUID supporter) {
        byte[] owner = context.getBean(Owners.class).seal(contribution, supporter);
        context.getBean(JdbcClient.class)
                .sql("update contribution set owner = ? where id = ?")
                .params(owner, contribution.toString())
                .update();
    }

    /** Begins to take it back, because its supporter is at risk by it. */
    public static void takeBack(ApplicationContext context, UUID contribution) {
        context.getBean(TransactionTemplate.class)
                .executeWithoutResult(status ->
                        context.getBean(Withdrawals.class).begin(contribution, Withdrawal.Cause.FORBIDDEN, List.of()));
    }
}

package org.standwith.contributions;

import java.util.UUID;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes a contribution somebody's, as their checkout does. */
public final class Ownership {

    private Ownership() {}

    public static void seal(ApplicationContext context, UUID contribution, UUID supporter) {
        byte[] owner = context.getBean(Owners.class).seal(contribution, supporter);
        context.getBean(JdbcClient.class)
                .sql("update contribution set owner = ? where id = ?")
                .params(owner, contribution.toString())
                .update();
    }
}

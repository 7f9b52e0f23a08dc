package org.standwith.payments;

import java.time.LocalDate;
import java.util.Collection;
import java.util.UUID;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Has ids at providers blanked, for tests elsewhere. */
public final class Blanked {

    private Blanked() {}

    /** All that lead to what these own. */
    public static void of(ApplicationContext context, Collection<UUID> owners) {
        patiently(() -> context.getBean(TransactionTemplate.class)
                .executeWithoutResult(status -> context.getBean(Blanking.class).blank(owners)));
    }

    /** All that end so, as if they had been known for long; others' on the same database stay as they are. */
    public static void everything(ApplicationContext context, String tail) {
        JdbcClient jdbc = context.getBean(JdbcClient.class);
        patiently(() -> jdbc.sql("update reference set since = '1990-01-01' where ref like ?")
                .param("%" + tail)
                .update());
        Blanking blanking = context.getBean(Blanking.class);
        int[] blanked = {1};
        while (blanked[0] > 0) {
            patiently(() -> blanked[0] = blanking.blankOlderThan(LocalDate.of(1990, 2, 1), 200));
        }
    }

    /** As a task does that runs again. */
    private static void patiently(Runnable work) {
        for (int left = 20; ; left--) {
            try {
                work.run();
                return;
            } catch (TransientDataAccessException e) {
                if (left == 0) {
                    throw e;
                }
            }
        }
    }
}

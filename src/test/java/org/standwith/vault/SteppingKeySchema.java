package org.standwith.vault;

import java.util.List;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.standwith.TestClock;

/** The keys' schema, in which a crash may happen. Shared by the nodes of an installation, because a pool for each takes time. */
final class SteppingKeySchema extends KeySchema {

    /** Of the node that was made last. */
    private volatile Crash crash = Crash.never();

    SteppingKeySchema(Environment settings, TestClock clock) {
        super(
                new VaultProperties("file:", "file:", new VaultProperties.Keys(null, null, null), Installation.WINDOW),
                settings,
                clock);
    }

    void crash(Crash next) {
        crash = next;
    }

    @Override
    JdbcClient jdbc() {
        crash.step();
        return super.jdbc();
    }

    @Override
    void batch(String sql, List<Object[]> rows) {
        crash.step();
        super.batch(sql, rows);
    }

    @Override
    void inTransaction(Runnable work) {
        super.inTransaction(() -> {
            work.run();
            crash.step();
        });
    }
}

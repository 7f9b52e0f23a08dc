package org.standwith.vault;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Ends a node's work before the statement, or the commit, of this number. What it had in memory is not to be used again. */
final class Crash {

    static final class Crashed extends RuntimeException {
        Crashed() {
            super("crashed");
        }
    }

    private static final Set<String> STEPS = Set.of("prepareStatement", "commit");

    private int left;

    private Crash(int left) {
        this.left = left;
    }

    static Crash never() {
        return new Crash(-1);
    }

    /** @param step counts from 1 */
    static Crash at(int step) {
        return new Crash(step);
    }

    boolean happened() {
        return left == 0;
    }

    synchronized void step() {
        if (left == 0 || (left > 0 && --left == 0)) {
            throw new Crashed();
        }
    }

    DataSource in(DataSource pool) {
        return new DelegatingDataSource(pool) {
            @Override
            public Connection getConnection() throws java.sql.SQLException {
                Connection connection = super.getConnection();
                return (Connection) Proxy.newProxyInstance(
                        Crash.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                            if (STEPS.contains(method.getName())) {
                                step();
                            }
                            try {
                                return method.invoke(connection, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getTargetException();
                            }
                        });
            }
        };
    }
}

package org.standwith;

import com.mysql.cj.MysqlConnection;
import com.mysql.cj.Query;
import com.mysql.cj.interceptors.QueryInterceptor;
import com.mysql.cj.log.Log;
import com.mysql.cj.protocol.Resultset;
import com.mysql.cj.protocol.ServerSession;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** What is sent to the database, of both schemas, as their driver sees it: in order, and with begin and commit. */
public final class Statements implements QueryInterceptor {

    private static volatile @Nullable List<String> seen;

    /** Has both pools of a context listened to. */
    public static final class Heard implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of("spring.datasource.hikari.data-source-properties.queryInterceptors="
                            + Statements.class.getName())
                    .applyTo(context);
        }
    }

    /** Something that may fail. */
    @FunctionalInterface
    public interface Doing {
        void run() throws Exception;
    }

    /** The statements that this leads to, each as its verb and the table that it concerns. */
    public static List<String> of(Doing what) throws Exception {
        List<String> all = Collections.synchronizedList(new ArrayList<>());
        seen = all;
        try {
            what.run();
        } finally {
            seen = null;
        }
        return List.copyOf(all);
    }

    @Override
    public QueryInterceptor init(MysqlConnection connection, Properties properties, Log log) {
        return this;
    }

    @Override
    public <T extends @Nullable Resultset> @Nullable T preProcess(Supplier<String> sql, Query query) {
        List<String> now = seen;
        // What the scheduler looks at by itself is nobody's doing.
        if (now != null && !Thread.currentThread().getName().startsWith("db-scheduler")) {
            now.add(shape(sql.get()));
        }
        return null;
    }

    private static String shape(@Nullable String sql) {
        return sql == null
                ? ""
                : sql.toLowerCase(Locale.ROOT)
                        .replaceFirst(
                                "(?s)^.*?\\b(select|insert ignore into|insert into|update|delete"
                                        + " from|commit|rollback|set)\\b",
                                "$1")
                        .replaceFirst("(?s)^(select)\\b.*?\\bfrom\\s+(\\w+).*", "$1 $2")
                        .replaceFirst("(?s)^(insert ignore into|insert into|update|delete from)\\s+(\\w+).*", "$1 $2");
    }

    @Override
    public boolean executeTopLevelOnly() {
        return true;
    }

    @Override
    public void destroy() {}

    @Override
    public <T extends @Nullable Resultset> @Nullable T postProcess(
            Supplier<String> sql, Query query, T result, ServerSession session) {
        return null;
    }
}

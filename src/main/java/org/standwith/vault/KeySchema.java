package org.standwith.vault;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Where the keys are: a schema, an account and a pool of their own. Not a bean of type {@code DataSource}, so that
 * nobody is given it by mistake.
 */
@Component
class KeySchema implements DisposableBean {

    private static final Pattern ADDRESS = Pattern.compile("(jdbc:[^?]*/)([^/?]+)(\\?.*)?");

    private final HikariDataSource pool;
    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final String organisation;

    KeySchema(VaultProperties properties, Environment settings, Clock clock) {
        this.pool = new HikariDataSource(configuration(properties.keys(), settings));
        this.clock = clock;
        Flyway.configure()
                .dataSource(pool)
                .locations("classpath:db/keys")
                .load()
                .migrate();
        this.template = new JdbcTemplate(pool);
        this.jdbc = JdbcClient.create(template);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
        this.organisation = identity();
    }

    private static HikariConfig configuration(VaultProperties.Keys keys, Environment settings) {
        HikariConfig configuration = Binder.get(settings)
                .bind("spring.datasource.hikari", Bindable.ofInstance(new HikariConfig()))
                .orElseGet(HikariConfig::new);
        configuration.setPoolName("keys");
        // Less is asked of it: keys are kept for a minute.
        configuration.setMaximumPoolSize(Math.max(2, configuration.getMaximumPoolSize() / 2));
        configuration.setMinimumIdle(1);
        boolean own = keys.url() != null;
        configuration.setJdbcUrl(own ? keys.url() : beside(settings.getRequiredProperty("spring.datasource.url")));
        String user = own ? keys.username() : settings.getProperty("spring.datasource.username");
        String password = own ? keys.password() : settings.getProperty("spring.datasource.password");
        configuration.setUsername(user);
        configuration.setPassword(password);
        return configuration;
    }

    /** The schema of the same name with {@code _keys} after it. */
    static String beside(String url) {
        Matcher address = ADDRESS.matcher(url);
        if (!address.matches()) {
            throw new IllegalArgumentException("standwith.vault.keys.url has to be set: it cannot be derived");
        }
        String options = address.group(3) == null ? "?" : address.group(3) + "&";
        String make = options.contains("createDatabaseIfNotExist") ? "" : "createDatabaseIfNotExist=true";
        return (address.group(1) + address.group(2) + "_keys" + options + make).replaceFirst("[?&]$", "");
    }

    private String identity() {
        jdbc.sql("""
            insert into identity (id, organisation, journal_seq, journal_hash) values (1, ?, 0, '')
            on duplicate key update id = id\
            """).param(UUID.randomUUID().toString()).update();
        return jdbc.sql("select organisation from identity where id = 1")
                .query(String.class)
                .single();
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    void batch(String sql, List<Object[]> rows) {
        template.batchUpdate(sql, rows);
    }

    /** In one transaction of the keys' schema; never in one with the main schema. */
    void inTransaction(Runnable work) {
        transaction.executeWithoutResult(status -> work.run());
    }

    /** Random, and part of what every seal is bound to: nothing opens in another organisation's vault. */
    String organisation() {
        return organisation;
    }

    LocalDateTime now() {
        return at(clock.instant());
    }

    static LocalDateTime at(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    @Override
    public void destroy() {
        pool.close();
    }
}

package org.standwith;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Looks before anything is started whether what cannot be defaulted is there, and in production whether nothing is that
 * would give people away. Names all that is wrong at once.
 */
final class Preflight implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

    /** Late, so that every source of settings has been read. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        Settings settings = new Settings(event.getEnvironment());
        requireSettings(settings, Machine.here());
        requireDatabase(settings);
    }

    static void requireSettings(Settings settings, Machine machine) {
        List<String> faults = new ArrayList<>(RequiredSettings.faults(settings));
        if (settings.isProduction()) {
            faults.addAll(ProductionRules.faults(settings, machine));
        }
        if (!faults.isEmpty()) {
            throw new CannotStart(String.join("; ", faults) + ".");
        }
    }

    private static void requireDatabase(Settings settings) {
        String url = settings.environment().getRequiredProperty("spring.datasource.url");
        Properties login = new Properties();
        copy(settings, "spring.datasource.username", login, "user");
        copy(settings, "spring.datasource.password", login, "password");
        login.setProperty("connectTimeout", "5000");
        try (Connection connection = DriverManager.getConnection(url, login)) {
            connection.isValid(1);
        } catch (SQLException e) {
            // The driver's messages run over several lines; the first says what is wrong.
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("no answer");
            throw new CannotStart("the database at " + withoutLogin(url) + " cannot be used: "
                    + reason.replace(url, withoutLogin(url)));
        }
    }

    /** The address may carry a password: after the question mark, before the host, or among the host's own settings. */
    private static String withoutLogin(String url) {
        return url.replaceFirst("\\?.*", "").replaceFirst("//.*@", "//").replaceAll("(?i)(password=)[^,)]*", "$1...");
    }

    private static void copy(Settings settings, String name, Properties login, String key) {
        settings.text(name).ifPresent(value -> login.setProperty(key, value));
    }
}

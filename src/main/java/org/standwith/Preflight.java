package org.standwith;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/** Looks before anything is started whether what cannot be defaulted is there, and names all that is missing at once. */
final class Preflight implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

    /** Late, so that every source of settings has been read. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        Environment settings = event.getEnvironment();
        requireSettings(settings);
        requireDatabase(settings);
    }

    private static void requireSettings(Environment settings) {
        List<String> missing = new ArrayList<>();
        for (String name : List.of("spring.datasource.url", "standwith.base-url", "standwith.stripe.secret-key")) {
            if (settings.getProperty(name, "").isBlank()) {
                missing.add(name);
            }
        }
        List<String> secrets = Binder.get(settings)
                .bind("standwith.stripe.webhook-secrets", Bindable.listOf(String.class))
                .orElse(List.of());
        if (secrets.stream().allMatch(String::isBlank)) {
            missing.add("standwith.stripe.webhook-secrets");
        }
        if (!missing.isEmpty()) {
            throw new CannotStart("set " + String.join(", ", missing) + " (README tells what each is).");
        }
    }

    private static void requireDatabase(Environment settings) {
        String url = settings.getRequiredProperty("spring.datasource.url");
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

    private static void copy(Environment settings, String name, Properties login, String key) {
        String value = settings.getProperty(name);
        if (value != null) {
            login.setProperty(key, value);
        }
    }
}

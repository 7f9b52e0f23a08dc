package org.standwith;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.standwith.payments.ProviderSettings;

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
        List<String> missing = new ArrayList<>(Stream.of("spring.datasource.url", "standwith.base-url")
                .filter(name -> isMissing(settings, name))
                .toList());
        List<List<String>> providers =
                SpringFactoriesLoader.forDefaultResourceLocation().load(ProviderSettings.class).stream()
                        .map(ProviderSettings::required)
                        .toList();
        List<List<String>> begun = providers.stream()
                .filter(names ->
                        names.stream().anyMatch(name -> valuesOf(settings, name).isBound()))
                .toList();
        begun.forEach(names ->
                names.stream().filter(name -> isMissing(settings, name)).forEach(missing::add));
        if (begun.isEmpty()) {
            missing.add(providers.stream()
                    .map(names -> String.join(" and ", names))
                    .collect(Collectors.joining("; or ", "for a payment provider ", "")));
        }
        if (!missing.isEmpty()) {
            throw new CannotStart("set " + String.join(", ", missing) + " (README tells what each is).");
        }
    }

    private static boolean isMissing(Environment settings, String name) {
        return valuesOf(settings, name).orElse(List.of()).stream().allMatch(String::isBlank);
    }

    private static BindResult<List<String>> valuesOf(Environment settings, String name) {
        return Binder.get(settings).bind(name, Bindable.listOf(String.class));
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

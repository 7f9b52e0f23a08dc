package org.standwith;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** What has been set, wherever and in whatever spelling, before there is any bean. */
record Settings(Environment environment) {

    boolean isProduction() {
        return environment.acceptsProfiles(Profiles.of("prod"));
    }

    boolean isMissing(String name) {
        return valuesOf(name).orElse(List.of()).stream().allMatch(String::isBlank);
    }

    boolean isBegun(String name) {
        return valuesOf(name).isBound();
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(environment.getProperty(name));
    }

    /** As Spring Boot reads its own switches: everything but {@code false} is on, and so is nothing at all. */
    boolean isOn(String name) {
        return text(name)
                .filter(value -> !value.strip().equalsIgnoreCase("false"))
                .isPresent();
    }

    List<String> list(String name) {
        return valuesOf(name).orElse(List.of()).stream().map(String::strip).toList();
    }

    /** All below a name, nested or not. */
    Map<String, String> map(String name) {
        return Binder.get(environment)
                .bind(name, Bindable.mapOf(String.class, String.class))
                .orElse(Map.of());
    }

    /** The names of all that is set, each in its canonical spelling. */
    Stream<String> names() {
        return StreamSupport.stream(
                        ConfigurationPropertySources.get(environment).spliterator(), false)
                .filter(IterableConfigurationPropertySource.class::isInstance)
                .flatMap(source -> ((IterableConfigurationPropertySource) source).stream())
                .map(ConfigurationPropertyName::toString)
                .distinct();
    }

    private BindResult<List<String>> valuesOf(String name) {
        return Binder.get(environment).bind(name, Bindable.listOf(String.class));
    }
}

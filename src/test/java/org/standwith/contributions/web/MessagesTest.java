package org.standwith.contributions.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Every text that pages ask for is there, in each language. */
class MessagesTest {

    /** {@code #{form.submit}} and {@code #{|cadence.${…}|}}; of the second kind only the beginning is known. */
    private static final Pattern IN_TEMPLATE = Pattern.compile("#\\{\\|?([a-z-]+(?:\\.[A-Za-z-]+)*\\.?)");

    private static final Pattern IN_CODE = Pattern.compile("words\\s*\\.text\\(\\s*\"([a-z.-]+)\"");

    @Test
    void everyTextThatIsAskedForExists() throws IOException {
        Set<String> there = texts("messages.properties").stringPropertyNames();
        Set<String> asked = new TreeSet<>();
        asked.addAll(found(Path.of("src/main/resources/templates/site"), IN_TEMPLATE));
        asked.addAll(found(Path.of("src/main/resources/templates/contributions"), IN_TEMPLATE));
        asked.addAll(found(Path.of("src/main/java/org/standwith/contributions/web"), IN_CODE));

        assertThat(asked)
                .hasSizeGreaterThan(30)
                .allSatisfy(key -> assertThat(there)
                        .as(key)
                        .anyMatch(each -> key.endsWith(".") ? each.startsWith(key) : each.equals(key)));
    }

    @Test
    void everyLanguageHasTheSameTextsAndNamesItself() throws IOException {
        Set<String> english = texts("messages.properties").stringPropertyNames();

        for (var file : new PathMatchingResourcePatternResolver().getResources("classpath:messages_*.properties")) {
            String name = String.valueOf(file.getFilename());
            Properties texts = texts(name);
            assertThat(texts.stringPropertyNames()).as(name).isEqualTo(english);
            assertThat(name).isEqualTo("messages_" + texts.getProperty("language") + ".properties");
        }
    }

    @Test
    void noTextPromisesWhatIsNotInOurPower() throws IOException {
        assertThat(texts("messages.properties").values())
                .allSatisfy(text -> assertThat(text.toString())
                        .doesNotContainPattern(
                                "(?i)anonym|untrace|\\bsecur(e|ity)\\b|will not see|deleted everywhere"));
    }

    private static Set<String> found(Path folder, Pattern pattern) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .flatMap(file -> pattern.matcher(read(file)).results())
                    .map(result -> result.group(1))
                    .collect(Collectors.toSet());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties texts(String file) throws IOException {
        Properties texts = new Properties();
        try (InputStream in = MessagesTest.class.getResourceAsStream("/" + file)) {
            assertThat(in).as(file).isNotNull();
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return texts;
    }
}

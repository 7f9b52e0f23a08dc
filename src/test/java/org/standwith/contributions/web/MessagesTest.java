package org.standwith.contributions.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every text that pages ask for is there, in each language. */
class MessagesTest {

    /** {@code #{form.submit}} and {@code #{|cadence.${…}|}}; of the second kind only the beginning is known. */
    private static final Pattern IN_TEMPLATE = Pattern.compile("#\\{\\|?([a-z-]+(?:\\.[A-Za-z-]+)*\\.?)");

    private static final List<String> LANGUAGES = List.of("messages.properties", "messages_ru.properties");

    private static final Pattern IN_CODE = Pattern.compile("words\\s*\\.text\\(\\s*\"([a-z.-]+)\"");

    @Test
    void everyTextThatIsAskedForExists() throws IOException {
        Set<String> there = texts("messages.properties").stringPropertyNames();
        Set<String> asked = new TreeSet<>();
        asked.addAll(found(Path.of("src/main/resources/templates/site"), IN_TEMPLATE));
        asked.addAll(found(Path.of("src/main/resources/templates/contributions"), IN_TEMPLATE));
        asked.addAll(found(Path.of("src/main/resources/templates/receipts"), IN_TEMPLATE));
        asked.addAll(found(Path.of("src/main/java/org/standwith/contributions/web"), IN_CODE));
        asked.addAll(found(Path.of("src/main/java/org/standwith/receipts"), IN_CODE));

        assertThat(asked)
                .hasSizeGreaterThan(30)
                .allSatisfy(key -> assertThat(there)
                        .as(key)
                        .anyMatch(each -> key.endsWith(".") ? each.startsWith(key) : each.equals(key)));
    }

    @Test
    void everyLanguageHasTheSameTextsAndNamesItself() throws IOException {
        Properties english = texts("messages.properties");

        for (String name : LANGUAGES) {
            Properties texts = texts(name);
            assertThat(texts.stringPropertyNames()).as(name).isEqualTo(english.stringPropertyNames());
            assertThat(texts.stringPropertyNames())
                    .allSatisfy(key -> assertThat(holes(texts.getProperty(key)))
                            .as(key)
                            .isEqualTo(holes(english.getProperty(key))));
        }
        assertThat(texts("messages_ru.properties")).containsEntry("language", "ru");
    }

    /** Else the formatter would drop it, and take what follows for a quotation. */
    @Test
    void noTextThatIsFilledInHasAnApostrophe() throws IOException {
        for (String name : LANGUAGES) {
            assertThat(texts(name).values())
                    .filteredOn(text -> !holes(text.toString()).isEmpty())
                    .allSatisfy(text -> assertThat(text.toString()).doesNotContain("'"));
        }
    }

    @Test
    void noTextPromisesWhatIsNotInOurPower() throws IOException {
        List<String> said = new ArrayList<>();
        for (String name : LANGUAGES) {
            texts(name).values().forEach(text -> said.add(text.toString()));
        }
        try (Stream<Path> templates = Files.walk(Path.of("src/main/resources/templates"))) {
            templates.filter(Files::isRegularFile).forEach(template -> said.add(read(template)));
        }

        assertThat(said).hasSizeGreaterThan(300).allSatisfy(Promises::areNotIn);
    }

    @Test
    void norDoesReadme() {
        String readme = read(Path.of("README.md"));
        int from = readme.indexOf("## What Standwith protects");
        int to = readme.indexOf("\n## ", from + 1);

        // What is denied there is denied in these words.
        Promises.areNotIn(readme.substring(from, to).replace("Nothing here makes giving safe", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Give anonymously",
                "a safe way",
                "safely",
                "untraceable",
                "a secure payment system",
                "your bank will not see it",
                "deleted everywhere",
                "Платите анонимно",
                "Это безопасно",
                "безопасный платёж",
                "платёж невозможно отследить",
                "защищённая платёжная система",
                "банк не увидит",
                "удаляем отовсюду"
            })
    void aPromiseWouldBeFound(String promise) {
        assertThat(Promises.in(promise)).isTrue();
    }

    private static Set<String> holes(String text) {
        return Pattern.compile("\\{\\d+}")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
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

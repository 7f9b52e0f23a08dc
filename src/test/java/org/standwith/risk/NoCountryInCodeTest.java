package org.standwith.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is at risk is written in the policy and nowhere else: what nobody finds there, nobody reviews. */
class NoCountryInCodeTest {

    /** Of the policy's countries, as code would have them: also how those are called who live there. */
    private static final List<String> ADJECTIVES = List.of(
            "Russian",
            "Belarusian",
            "Ukrainian",
            "Crimean",
            "North Korean",
            "Iranian",
            "Cuban",
            "Syrian",
            "Chinese",
            "Armenian",
            "Georgian",
            "Kyrgyz",
            "Kazakh",
            "Tajik",
            "Turkmen",
            "Uzbek",
            "Azerbaijani",
            "Serbian",
            "Turkish",
            "Emirati",
            "российск",
            "русск",
            "белорус",
            "украин",
            "крымск",
            "иранск",
            "кубинск",
            "сирийск",
            "китайск",
            "армянск",
            "грузинск",
            "киргизск",
            "казахск",
            "таджикск",
            "туркменск",
            "узбекск",
            "азербайджанск",
            "сербск",
            "турецк");

    /** Names of other things: that of the holder in a certificate. */
    private static final Set<String> NOT_COUNTRIES = Set.of("CertificateTrust.java: CN");

    private static final Pattern LITERAL = Pattern.compile(
            "\"\"\"[\\s\\S]*?\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\\n]|\\\\.)*'|`(?:[^`\\\\]|\\\\.)*`");
    private static final Pattern COMMENT = Pattern.compile("/\\*[\\s\\S]*?\\*/|(?m)^\\s*(//|#).*$|<!--[\\s\\S]*?-->");

    private final Policy policy = PolicyTexts.policy(PolicyTexts.shipped());

    /** Not in a tag of a language, such as {@code en-US}. */
    private final Pattern codes = Pattern.compile("(?<![\\w-])("
            + listed().map(Country::whole).distinct().map(Country::code).collect(Collectors.joining("|"))
            + ")(-[A-Z0-9]{1,3})?(?![\\w-])");

    private final Pattern names = words(Stream.concat(
            listed().map(Country::whole)
                    .distinct()
                    .flatMap(country -> Stream.of("en", "ru")
                            .map(language -> Locale.of("", country.code()).getDisplayCountry(Locale.of(language)))),
            policy.countries().values().stream()
                    .flatMap(rule -> rule.names().values().stream())
                    .map(name -> name.replaceFirst(" .*", ""))));

    private final Pattern adjectives = words(ADJECTIVES.stream());

    @Test
    void noCodeNamesACountry() {
        assertThat(all("src/main/java", file -> file.toString().endsWith(".java"))
                        .flatMap(file -> inCode(file, text(file))))
                .containsExactlyInAnyOrderElementsOf(NOT_COUNTRIES);
    }

    @Test
    void noScriptTemplateOrSettingNamesACountry() {
        assertThat(all("src/main/resources", NoCountryInCodeTest::isWritten)
                        .filter(file -> !file.endsWith("risk/policy.yaml"))
                        .flatMap(file -> inText(file, text(file))))
                .isEmpty();
    }

    /** Languages have names too, and those are the same words. */
    @Test
    void noMessageNamesACountry() {
        assertThat(all("src/main/resources", file -> file.toString().endsWith(".properties"))
                        .flatMap(file -> found(file, names, text(file))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "if (country.equals(\"RU\")) | RU",
                "Set.of(\"BY\", \"DE\") | BY",
                "`\"\"\" \n a RU-MOW b \"\"\"` | RU-MOW",
                "case \"UA-43\" -> | UA-43",
                "\"in Belarus\" | Belarus",
                "\"your RUSSIAN bank\" | RUSSIAN",
                "\"российские банки\" | российск",
                "\"в Казахстан\" | Казахстан",
                "\"Crimea\" | Crimea",
            },
            quoteCharacter = '`')
    void whatNamesOneInCodeIsFound(String code, String named) {
        assertThat(inCode(Path.of("A.java"), code)).contains("A.java: " + named);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "// RU is for the policy \n",
                "/* Russia \n */",
                "\"ru_RU\" \"en-US\" \"be-BY\"",
                "\"DE\" \"US\" \"RUN\" \"TRUE\"",
                "Locale.of(\"ru\")",
                "int CU = 1",
            })
    void whatNamesNoneIsNot(String code) {
        assertThat(inCode(Path.of("A.java"), code)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<option value=\"KZ\">", "country == 'HK'", "<p>Readers in Russia</p>", "blocked: [IR]"})
    void whatNamesOneInAPageIsFound(String page) {
        assertThat(inText(Path.of("a.html"), page)).hasSize(1);
    }

    private Stream<Country> listed() {
        return policy.countries().entrySet().stream()
                .filter(rule -> rule.getValue().level() != Level.OPEN)
                .map(Map.Entry::getKey);
    }

    private Stream<String> inCode(Path file, String text) {
        String literals = LITERAL.matcher(COMMENT.matcher(text).replaceAll(""))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.joining("\n"));
        return inText(file, literals);
    }

    private Stream<String> inText(Path file, String text) {
        String bare = COMMENT.matcher(text).replaceAll("");
        Set<String> all = new TreeSet<>();
        for (Pattern pattern : List.of(codes, names, adjectives)) {
            found(file, pattern, bare).forEach(all::add);
        }
        return all.stream();
    }

    private static Stream<String> found(Path file, Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> file.getFileName() + ": " + match.group());
    }

    private static Pattern words(Stream<String> words) {
        return Pattern.compile(
                "(?<!\\p{L})(" + words.distinct().map(Pattern::quote).collect(Collectors.joining("|")) + ")",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static boolean isWritten(Path file) {
        return file.toString().matches(".*\\.(html|js|ya?ml|xml|svg|factories|txt|sql)");
    }

    private static Stream<Path> all(String folder, Predicate<Path> which) {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(Files::isRegularFile).filter(which).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

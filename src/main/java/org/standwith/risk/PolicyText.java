package org.standwith.risk;

import java.io.StringReader;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads a policy. Strict: a key that is not known, a code that is none, a date that is missing are faults, since a policy
 * that means something else than its writer protects nobody.
 */
final class PolicyText {

    /** What came of reading. */
    sealed interface Reading {}

    record Readable(Policy policy) implements Reading {}

    /** @param faults all of them */
    record Unreadable(List<Fault> faults) implements Reading {

        Unreadable {
            faults = List.copyOf(faults);
        }
    }

    private static final int LONGEST = 200_000;
    /** What proves nothing turns nobody away. */
    private static final List<Level> SOFT = List.of(Level.OPEN, Level.CAUTION);

    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*(\\.\\*)?");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");
    private static final Pattern ANYTHING = Pattern.compile("\\S.*");

    private final List<Fault> faults = new ArrayList<>();

    private PolicyText() {}

    static Reading read(String text) {
        PolicyText reading = new PolicyText();
        Policy policy = reading.policy(text);
        return reading.faults.isEmpty() ? new Readable(policy) : new Unreadable(reading.faults);
    }

    private Policy policy(String text) {
        Entries root;
        if (text.length() > LONGEST) {
            faults.add(new Fault("", "The text is too long"));
            return Policy.CLOSED;
        }
        try {
            root = new Entries("", new Yaml().compose(new StringReader(text)), faults);
        } catch (YAMLException e) {
            faults.add(new Fault("", "The text is not YAML" + where(e)));
            return Policy.CLOSED;
        }
        Entries review = root.entries("review");
        Entries notice = root.entries("notice");
        Policy policy = new Policy(
                root.number("version", 1, 999_999_999),
                Period.ofMonths(review.number("valid_months", 1, 24)),
                root.oneOf("unknown_level", List.of(Level.CAUTION, Level.PROTECTED, Level.BLOCKED)),
                Level.OPEN,
                countries(root.entries("countries")),
                signs(root.entries("signals")),
                root.oneOf("after_capture", List.of(AfterCapture.values())),
                root.oneOf("unanswered", List.of(AfterCapture.REFUND, AfterCapture.KEEP)),
                root.scalar(
                        "answer_within",
                        "has to be a number of days from 1d to 30d",
                        Duration.ofDays(7),
                        node -> days(node.getValue())),
                recurring(root.entries("recurring")),
                descriptor(root.entries("descriptor")),
                notice.text("version"),
                notice.date("reviewed"));
        List.of(review, notice, root).forEach(Entries::end);
        return policy;
    }

    private static String where(YAMLException e) {
        return e instanceof MarkedYAMLException marked && marked.getProblemMark() != null
                ? ": " + marked.getProblem() + ", in line "
                        + (marked.getProblemMark().getLine() + 1)
                : "";
    }

    private static Duration days(String text) {
        Duration time = DurationStyle.SIMPLE.parse(text);
        if (time.compareTo(Duration.ofDays(1)) < 0 || time.compareTo(Duration.ofDays(30)) > 0) {
            throw new IllegalArgumentException();
        }
        return time;
    }

    private static Map<Country, Rule> countries(Entries countries) {
        countries.requireQuotedKeys();
        Map<Country, Rule> rules = new LinkedHashMap<>();
        for (String code : countries.names()) {
            Entries entry = countries.entries(code);
            Optional<Country> country = Country.read(code);
            if (country.isEmpty()) {
                countries.fault(code, "is not an ISO 3166 code");
            }
            boolean part = country.isPresent() && code.contains("-");
            Rule rule = new Rule(
                    entry.oneOf("level", List.of(Level.values())),
                    entry.text("reason"),
                    entry.date("reviewed"),
                    part || entry.has("name") ? byLanguage(entry.entries("name")) : Map.of(),
                    entry.has("consequence") ? byLanguage(entry.entries("consequence")) : Map.of());
            if (!part && entry.has("name")) {
                entry.fault("name", "is only for a part of a country");
            }
            entry.end();
            country.ifPresent(found -> rules.put(found, rule));
        }
        return rules;
    }

    private static Map<String, String> byLanguage(Entries texts) {
        Map<String, String> all = new LinkedHashMap<>();
        if (!texts.has(Policy.ENGLISH)) {
            texts.text(Policy.ENGLISH);
        }
        for (String language : texts.names()) {
            all.put(language, texts.text(language));
            if (!LANGUAGE.matcher(language).matches()) {
                texts.fault(language, "is not the code of a language");
            }
        }
        return all;
    }

    private static Signs signs(Entries signals) {
        Entries address = signals.entries("address");
        Entries mail = signals.entries("mail_domain");
        Entries language = signals.entries("language");
        Entries zone = signals.entries("time_zone");
        Set<String> zones = new HashSet<>(zone.list("zones", "the name of a time zone", ANYTHING));
        zones.stream()
                .filter(name -> !name.isEmpty() && !ZoneId.getAvailableZoneIds().contains(name))
                .sorted()
                .forEach(name -> zone.fault("zones", "has " + name + ", which is not the name of a time zone"));
        Signs signs = new Signs(
                address.oneOf("max", List.of(Level.values())),
                mail.oneOf("max", SOFT),
                mail.list("domains", "a domain in lower case", DOMAIN),
                language.oneOf("max", SOFT),
                Set.copyOf(new HashSet<>(language.list("languages", "the code of a language", LANGUAGE))),
                zone.oneOf("max", SOFT),
                zones);
        List.of(address, mail, language, zone, signals).forEach(Entries::end);
        return signs;
    }

    private static Map<Level, Recurring> recurring(Entries levels) {
        Map<Level, Recurring> all = new EnumMap<>(Level.class);
        for (Level level : List.of(Level.OPEN, Level.CAUTION, Level.PROTECTED)) {
            if (levels.has(level.name())) {
                Entries entry = levels.entries(level.name());
                all.put(
                        level,
                        new Recurring(
                                entry.oneOf("allowed", List.of(Recurring.Allowed.values())),
                                entry.has("expires_months")
                                        ? Optional.of(Period.ofMonths(entry.number("expires_months", 1, 24)))
                                        : Optional.empty()));
                entry.end();
            }
        }
        levels.end();
        return all;
    }

    private static Descriptor descriptor(Entries entry) {
        Descriptor descriptor = new Descriptor(
                entry.has("text") ? Optional.of(entry.text("text")) : Optional.empty(),
                entry.list("deny", "a word", ANYTHING),
                entry.yesOrNo("signed_off"));
        descriptor.faults().forEach(what -> entry.fault("text", what));
        entry.end();
        return descriptor;
    }
}

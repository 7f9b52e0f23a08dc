package org.standwith.risk;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Collator;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A policy as it was written. What it says depends on the day: a rule that nobody has looked at for too long counts for one
 * level more.
 *
 * @param number which version of the policy it is; 0 for the one that blocks everybody
 * @param valid for how long a review holds
 * @param unknown the least for whom nobody has said where they are
 * @param elsewhere the level of countries that are not listed
 * @param countries in the order in which they are written
 * @param noticeVersion of the text around the consequences
 */
record Policy(
        int number,
        Period valid,
        Level unknown,
        Level elsewhere,
        Map<Country, Rule> countries,
        Signs signs,
        AfterCapture afterCapture,
        AfterCapture unanswered,
        Duration answerWithin,
        Map<Level, Recurring> recurring,
        Descriptor descriptor,
        String noticeVersion,
        LocalDate noticeReviewed) {

    static final String ENGLISH = "en";

    /** In force where none can be trusted: nobody may pay. */
    static final Policy CLOSED = new Policy(
            0,
            Period.ZERO,
            Level.BLOCKED,
            Level.BLOCKED,
            Map.of(),
            new Signs(Level.BLOCKED, Level.OPEN, List.of(), Level.OPEN, Set.of(), Level.OPEN, Set.of()),
            AfterCapture.ASK_IN_SESSION,
            AfterCapture.REFUND,
            Duration.ofDays(7),
            Map.of(),
            new Descriptor(Optional.empty(), List.of(), false),
            "closed",
            LocalDate.EPOCH);

    Policy {
        countries = Collections.unmodifiableMap(new LinkedHashMap<>(countries));
        recurring = Map.copyOf(recurring);
    }

    boolean isClosed() {
        return number == 0;
    }

    String version() {
        return isClosed() ? "closed" : Integer.toString(number);
    }

    /** Of a part of a country the higher of its own and the whole's. */
    Level of(Country country, LocalDate today) {
        return of(country, rule -> effective(rule, today));
    }

    /** Whether or not anybody has reviewed it. */
    Level asWritten(Country country) {
        return of(country, Rule::level);
    }

    private Level of(Country country, Function<Rule, Level> level) {
        Level whole =
                Optional.ofNullable(countries.get(country.whole())).map(level).orElse(elsewhere);
        return Optional.ofNullable(countries.get(country))
                .map(level)
                .map(whole::or)
                .orElse(whole);
    }

    private Level effective(Rule rule, LocalDate today) {
        return isExpired(rule, today) ? rule.level().oneHigher() : rule.level();
    }

    private boolean isExpired(Rule rule, LocalDate today) {
        return today.isAfter(rule.reviewed().plus(valid));
    }

    /** How many rules nobody has looked at for too long. */
    int expired(LocalDate today) {
        return Math.toIntExact(countries.values().stream()
                .filter(rule -> isExpired(rule, today))
                .count());
    }

    /** Dates of review that are still to come: somebody may have slipped by a year, and nothing would expire. */
    List<Fault> reviewedAfter(LocalDate day) {
        return countries.entrySet().stream()
                .filter(rule -> rule.getValue().reviewed().isAfter(day))
                .map(rule -> new Fault("countries." + rule.getKey().code() + ".reviewed", "is a day to come"))
                .toList();
    }

    boolean blocksAnybody(LocalDate today) {
        return elsewhere == Level.BLOCKED
                || unknown == Level.BLOCKED
                || countries.values().stream().anyMatch(rule -> effective(rule, today) == Level.BLOCKED);
    }

    Recurring recurring(Level level) {
        return recurring.getOrDefault(level, level == Level.BLOCKED ? Recurring.NONE : Recurring.UNLIMITED);
    }

    Notice notice(Locale locale) {
        List<String> consequences = countries.values().stream()
                .map(Rule::consequences)
                .filter(texts -> !texts.isEmpty())
                .map(texts -> in(locale, texts))
                .toList();
        return new Notice(noticeVersion + "-" + fingerprint(), noticeReviewed, consequences);
    }

    /** Other consequences are another notice, whether or not whoever changed them has said so. */
    private String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            countries.values().stream()
                    .map(Rule::consequences)
                    .filter(texts -> !texts.isEmpty())
                    .forEach(texts ->
                            digest.update(new TreeMap<>(texts).toString().getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest(), 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    List<Place> places(Locale locale) {
        Stream<Place> whole = Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2).stream()
                .map(code -> new Place(code, Locale.of("", code).getDisplayCountry(locale)));
        Stream<Place> parts = countries.entrySet().stream()
                .filter(rule -> !rule.getValue().names().isEmpty())
                .map(rule -> new Place(
                        rule.getKey().code(), in(locale, rule.getValue().names())));
        Collator order = Collator.getInstance(locale);
        return Stream.concat(whole, parts)
                .sorted(Comparator.comparing(Place::name, order::compare).thenComparing(Place::code))
                .toList();
    }

    private static String in(Locale locale, Map<String, String> texts) {
        return texts.getOrDefault(locale.getLanguage(), texts.getOrDefault(ENGLISH, ""));
    }
}

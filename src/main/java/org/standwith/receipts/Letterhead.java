package org.standwith.receipts;

import static java.util.Comparator.comparing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.standwith.pages.Words;

/**
 * The issuer, as it stands on paper.
 *
 * @param lines below the name: the particulars that are configured
 * @param contact null where nobody is named
 */
record Letterhead(
        String name,
        List<String> lines,
        @Nullable String contact,
        @Nullable Said statement) {

    /** @param language what it is written in, for whoever has it read out */
    record Said(String text, String language) {}

    static Letterhead of(Issuer issuer, Words words) {
        Issuer.Legal legal = issuer.legal();
        List<String> lines = new ArrayList<>();
        given(legal.name()).filter(name -> !name.equals(issuer.name())).ifPresent(lines::add);
        lines.addAll(legal.address());
        given(legal.registration())
                .map(number -> words.text("receipt.registration", number))
                .ifPresent(lines::add);
        given(legal.taxId()).map(number -> words.text("receipt.tax", number)).ifPresent(lines::add);
        return new Letterhead(
                issuer.name(),
                List.copyOf(lines),
                given(issuer.contact())
                        .map(contact -> contact.replaceFirst("(?i)^mailto:", ""))
                        .orElse(null),
                statement(legal.statement(), words.language()));
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).map(String::strip).filter(each -> !each.isEmpty());
    }

    /** In another language rather than not at all: what the law wants said has been said then. */
    private static @Nullable Said statement(Map<String, String> statements, Locale language) {
        List<String> best = List.of(Locale.ENGLISH.getLanguage(), language.getLanguage());
        return statements.entrySet().stream()
                .map(each -> new Said(each.getValue(), each.getKey()))
                .max(comparing((Said said) -> best.indexOf(said.language())).thenComparing(Said::language))
                .orElse(null);
    }
}

package org.standwith.receipts;

import java.time.Clock;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Year;
import java.time.format.TextStyle;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;
import org.standwith.contributions.Giving;
import org.standwith.contributions.Giving.Paid;
import org.standwith.pages.Words;
import org.thymeleaf.context.Context;

/**
 * Receipts and statements for supporters, in the language nearest to the one asked for.
 *
 * <p>They name who was paid, never who paid. A payment has the number under which the provider and the office find it, since it
 * is there to prove that payment; once providers' numbers are blanked, it is the one that took their place.
 */
@Service
public class Receipts {

    private final Issuer issuer;
    private final Press press;
    private final MessageSource messages;
    private final Clock clock;

    Receipts(Issuer issuer, Press press, MessageSource messages, Clock clock) {
        this.issuer = issuer;
        this.press = press;
        this.messages = messages;
        this.clock = clock;
    }

    /**
     * That this was paid, and what of it has gone back so far.
     *
     * @param paid one of its payments
     */
    public Document receipt(Giving giving, Paid paid, Locale locale) {
        Words words = new Words(messages, locale);
        Figures figures = new Figures(words, issuer.zone());
        Entry entry = new Entry(giving.provider(), paid);
        return document(
                "receipts/receipt",
                words,
                Map.of(
                        "line", figures.line(entry),
                        "currency", figures.currency(paid.amount().getCurrencyUnit()),
                        "lead", words.text("receipt.lead." + entry.kept())));
    }

    /**
     * All that was paid in a year, with what of it has gone back until today, whenever that was. Sums are by currency.
     *
     * @param givings all of one supporter; what of them was paid in other years is left out
     * @param year as the books count it; a year without payments gives a statement that says so
     */
    public Document statement(List<Giving> givings, Year year, Locale locale) {
        Words words = new Words(messages, locale);
        Figures figures = new Figures(words, issuer.zone());
        List<Entry> entries = Entry.of(givings).stream()
                .filter(entry -> yearOf(entry).equals(year))
                .toList();
        return document(
                "receipts/statement",
                words,
                Map.of(
                        "year", year.toString(),
                        "sheets",
                                Account.of(entries).stream().map(figures::sheet).toList(),
                        "from", figures.day(year.atDay(1)),
                        "to", figures.day(year.atMonthDay(MonthDay.of(12, 31))),
                        "over", Year.from(today()).isAfter(year)));
    }

    /** The years of which there is a statement to be had, as the books count them, the latest first. */
    public List<Year> years(List<Giving> givings) {
        return Entry.of(givings).stream()
                .map(this::yearOf)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    private Year yearOf(Entry entry) {
        return Year.from(entry.paid().at().atZone(issuer.zone()));
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(issuer.zone()));
    }

    private Document document(String template, Words words, Map<String, Object> filling) {
        LocalDate today = today();
        Context context = new Context(words.language(), filling);
        context.setVariable("issuer", Letterhead.of(issuer, words));
        context.setVariable("today", new Figures(words, issuer.zone()).day(today));
        context.setVariable("zone", issuer.zone().getDisplayName(TextStyle.FULL, words.language()));
        return new Document("document-" + today + ".pdf", press.print(template, context));
    }
}

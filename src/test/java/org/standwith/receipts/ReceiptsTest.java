package org.standwith.receipts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.standwith.receipts.Given.byCard;
import static org.standwith.receipts.Given.byPayPal;
import static org.standwith.receipts.Given.paid;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.Year;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.standwith.contributions.Giving;
import org.standwith.contributions.Giving.Paid;

class ReceiptsTest {

    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");
    private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
    private static final Instant NOW = Instant.parse("2026-11-05T10:00:00Z");
    private static final Paid PAID = paid("ch_3QabcdEFGH", "2026-03-05T10:00:00Z", "USD 25.00");

    private final Receipts receipts = Desk.with(Desk.issuer(ZONE, Desk.ALL), NOW);

    private String receipt(Paid paid, Locale locale) {
        return Reader.text(receipts.receipt(byCard(paid), paid, locale));
    }

    private static String receiptBy(Issuer issuer, Locale locale) {
        return Reader.text(Desk.with(issuer, NOW).receipt(byCard(PAID), PAID, locale));
    }

    @Test
    void aReceiptSaysWhoWasPaidHowMuchWhenAndHow() {
        assertThat(receipt(PAID, Locale.ENGLISH))
                .contains(
                        "The Example Gazette",
                        "Stichting Example",
                        "Keizersgracht 1",
                        "1015 CC Amsterdam",
                        "Registration number KvK 12345678",
                        "Tax number RSIN 123456789",
                        "We have received this payment.",
                        "Amount $25.00",
                        "Currency US Dollar (USD)",
                        "Date March 5, 2026",
                        "How often Monthly",
                        "Paid by Card",
                        "Payment number ch_3QabcdEFGH",
                        "No goods or services were provided in exchange.",
                        "As things stood on November 5, 2026",
                        "in this time zone: Central",
                        "Questions: help@example.org")
                .doesNotContain("Gone back", "What remains", "??");
    }

    @Test
    void whoReadsRussianGetsItInRussian() {
        assertThat(receipt(PAID, RUSSIAN))
                .contains(
                        "Квитанция",
                        "Мы получили этот платёж.",
                        "Регистрационный номер: KvK 12345678",
                        "Сумма 25,00 $",
                        "Валюта Доллар США (USD)",
                        "Дата 5 марта 2026 г.",
                        "Как часто Ежемесячно",
                        "Способ оплаты Карта",
                        "Номер платежа ch_3QabcdEFGH",
                        "Взамен не предоставлялось никаких товаров и услуг.",
                        "По состоянию на 5 ноября 2026 г.",
                        "Вопросы: help@example.org")
                .doesNotContain("??", "Receipt", "exchange");
    }

    @Test
    void whoReadsAnotherLanguageGetsItInEnglish() {
        assertThat(receipt(PAID, Locale.FRENCH)).contains("Receipt", "March 5, 2026", "No goods or services");
    }

    @Test
    void whatWentBackIsSaid() {
        assertThat(receipt(paid("ch_1", "2026-03-05T10:00:00Z", "USD 25.00", "USD 19.50"), Locale.ENGLISH))
                .contains("A part of it has gone back.", "Amount $25.00", "Gone back $5.50", "What remains $19.50");
        assertThat(receipt(paid("ch_1", "2026-03-05T10:00:00Z", "USD 25.00", "USD 0.00"), Locale.ENGLISH))
                .contains("It has gone back in full.", "Gone back $25.00", "What remains $0.00");
    }

    /** One minute past midnight there, on the day before here. */
    @Test
    void daysAreThoseOfTheBooks() {
        assertThat(receipt(paid("ch_1", "2026-03-04T23:01:00Z", "USD 25.00"), Locale.ENGLISH))
                .contains("March 5, 2026");
    }

    @Test
    void aNewsroomThatTellsNothingOfItselfIsNamedAlone() {
        assertThat(receiptBy(new Issuer("The Example Gazette", ZONE, null, Desk.NOTHING), Locale.ENGLISH))
                .contains("The Example Gazette", "$25.00")
                .doesNotContain("Registration", "Tax", "Questions", "null");
        assertThat(receiptBy(
                        new Issuer(
                                "The Example Gazette", ZONE, " ", new Issuer.Legal("", List.of(), " ", "", Map.of())),
                        Locale.ENGLISH))
                .doesNotContain("Registration", "Tax", "Questions");
    }

    @Test
    void whatATaxOfficeWantsToReadIsThereInAnotherLanguageRatherThanNotAtAll() {
        Issuer.Legal dutch = new Issuer.Legal(null, List.of(), null, null, Map.of("nl", "Geen tegenprestatie."));

        assertThat(receiptBy(Desk.issuer(ZONE, dutch), RUSSIAN)).contains("Geen tegenprestatie.");
    }

    @Test
    void whatIsConfiguredIsTextAndNeverMarkup() {
        String name = "<b>R&D</b> \"Post\" &amp; <img src='http://127.0.0.1:1/'/>";
        Issuer.Legal legal = new Issuer.Legal(name + 1, List.of(name + 2), name + 3, name + 4, Map.of("en", name + 5));

        assertThat(receiptBy(new Issuer(name, ZONE, name + 6, legal), Locale.ENGLISH)
                        .replace("\n", " "))
                .contains(name, name + 1, name + 2, name + 3, name + 4, name + 5, name + 6);
    }

    @Test
    void aNameInAnyScriptIsPrintedAsFarAsThereAreLettersForIt() {
        assertThat(receiptBy(new Issuer("Ґазета 香港 📰 Zażółć", ZONE, null, Desk.NOTHING), Locale.ENGLISH))
                .contains("Ґазета", "Zażółć", "$25.00");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|EUR 2500.00|€2,500.00",
                "en|GBP 2500.00|£2,500.00",
                "en|JPY 2500   |¥2,500",
                "en|CHF 2500.00|CHF 2,500.00",
                "en|ILS 2500.00|₪2,500.00",
                "ru|RUB 2500.00|2 500,00 ₽",
                "ru|UAH 2500.00|2 500,00 ₴",
                "ru|USD 2500.00|2 500,00 $"
            })
    void everySignOfACurrencyHasItsLetter(Locale language, String amount, String written) {
        assertThat(receipt(paid("ch_1", "2026-03-05T10:00:00Z", amount.strip()), language))
                .contains(written);
    }

    @Test
    void itTellsNoIdOfOursAndNobodysName() {
        Giving giving = byCard(PAID);
        Document document = receipts.receipt(giving, PAID, Locale.ENGLISH);

        assertThat(Reader.text(document))
                .doesNotContain(giving.id().toString())
                .doesNotContainPattern("[0-9a-f]{8}-[0-9a-f]{4}")
                .contains("Name. We leave it out");
        assertThat(document).hasToString("Document[***]");
    }

    @Test
    void whoLooksAtTheFileFromOutsideLearnsNothing() {
        for (Locale locale : List.of(Locale.ENGLISH, RUSSIAN)) {
            Document document = receipts.receipt(byCard(PAID), PAID, locale);

            assertThat(document.fileName()).isEqualTo("document-2026-11-05.pdf");
            Reader.open(document, pdf -> {
                var said = pdf.getDocumentInformation();
                assertThat(said.getMetadataKeys()).containsExactlyInAnyOrder("Title", "Producer");
                assertThat(said.getTitle()).isIn("Document", "Документ");
                assertThat(said.getProducer()).isEqualTo("openhtmltopdf.com");
                assertThat(xmp(pdf)).doesNotContain("Gazette", "Receipt", "Квитанция", "2026", "ch_");
                return pdf;
            });
        }
    }

    @Test
    void theFileIsNamedByTheDayInTheBooksOnWhichItWasMade() {
        Receipts late = Desk.with(Desk.issuer(ZONE, Desk.NOTHING), Instant.parse("2026-11-05T23:30:00Z"));

        assertThat(late.receipt(byCard(PAID), PAID, Locale.ENGLISH).fileName()).isEqualTo("document-2026-11-06.pdf");
        assertThat(late.statement(List.of(byCard(PAID)), Year.of(2026), RUSSIAN).fileName())
                .isEqualTo("document-2026-11-06.pdf");
    }

    @Test
    void itCanBeReadOutInItsLanguage() {
        Reader.open(receipts.receipt(byCard(PAID), PAID, RUSSIAN), pdf -> {
            assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("ru");
            assertThat(pdf.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            assertThat(pdf.getDocumentCatalog().getStructureTreeRoot().getKids())
                    .isNotEmpty();
            assertThat(xmp(pdf)).contains("pdfuaid");
            return pdf;
        });
    }

    @Test
    void itBringsItsOwnLetters() {
        Reader.open(receipts.receipt(byCard(PAID), PAID, RUSSIAN), pdf -> {
            assertThat(fonts(pdf)).hasSizeGreaterThanOrEqualTo(2).allMatch(PDFont::isEmbedded);
            return pdf;
        });
    }

    @Test
    void onOneDayTheSamePaymentGivesTheSameBytes() {
        Document first = receipts.receipt(byCard(PAID), PAID, Locale.ENGLISH);
        Document later = Desk.with(Desk.issuer(ZONE, Desk.ALL), NOW.plusSeconds(3600))
                .receipt(byCard(PAID), PAID, Locale.ENGLISH);

        assertThat(later.content()).isEqualTo(first.content());
        assertThat(receipts.receipt(byPayPal(PAID), PAID, Locale.ENGLISH).content())
                .isNotEqualTo(first.content());
    }

    private static String xmp(PDDocument pdf) {
        try {
            return new String(pdf.getDocumentCatalog().getMetadata().toByteArray(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<PDFont> fonts(PDDocument pdf) {
        List<PDFont> fonts = new ArrayList<>();
        pdf.getPages().forEach(page -> {
            for (COSName name : page.getResources().getFontNames()) {
                try {
                    fonts.add(page.getResources().getFont(name));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        return fonts;
    }
}

package org.standwith.ledger.web;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.StandwithTest;
import org.standwith.ledger.Account;
import org.standwith.ledger.JournalEntry;
import org.standwith.ledger.JournalEntry.Kind;
import org.standwith.ledger.Ledger;
import org.standwith.money.Cadence;
import org.standwith.staff.ApiTokens;
import org.standwith.staff.Role;
import org.standwith.staff.Scope;
import org.standwith.staff.StaffAccounts;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** In months that no other test books in; what is posted here is undone. */
@StandwithTest
@Transactional
class IncomeApiTest {

    @Autowired
    MockMvcTester web;

    @Autowired
    Ledger ledger;

    @Autowired
    StaffAccounts accounts;

    @Autowired
    ApiTokens tokens;

    @Autowired
    JsonMapper json;

    private String authorization = "";

    @BeforeEach
    void aColleagueHasAToken() {
        String email = "finance-" + UUID.randomUUID() + "@example.org";
        String oneTime = accounts.create(email, "Ms. Finance", Set.of(Role.FINANCE), "test");
        UUID id = accounts.byEmail(email).orElseThrow().id();
        accounts.changePassword(id, oneTime, "correct horse battery");
        String secret = tokens.issue(id, "report", Set.of(Scope.REPORTS_READ), Duration.ofDays(1))
                .secret();
        authorization =
                "Basic " + Base64.getEncoder().encodeToString(("report:" + secret).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aMonthIsToldWithItsFeesRefundsAndNet() throws Exception {
        Movement paid = new Movement(YearMonth.parse("2041-03"), Cadence.MONTHLY, "USD", "STRIPE");
        post(paid.payment(500), paid.fee(45), paid.payment(1_000), paid.fee(59), paid.refund(500));

        assertThat(report("from=2041-01&to=2041-12&by=month,cadence,currency,provider"))
                .hasStatusOk()
                .hasContentType("application/json")
                .bodyJson()
                .isStrictlyEqualTo("""
                    {"rows":[{"month":"2041-03","cadence":"MONTHLY","currency":"USD","provider":"STRIPE","payments":2,
                     "gross":{"currency":"USD","amount":"15.00"},"fees":{"currency":"USD","amount":"1.04"},
                     "refunds":{"currency":"USD","amount":"5.00"},"disputes":{"currency":"USD","amount":"0.00"},
                     "net":{"currency":"USD","amount":"8.96"}}]}\
                    """);
    }

    @Test
    void withoutDimensionsItIsOneSumForEachCurrency() throws Exception {
        post(
                new Movement(YearMonth.parse("2041-03"), Cadence.MONTHLY, "USD", "STRIPE").payment(500),
                new Movement(YearMonth.parse("2041-05"), Cadence.ONCE, "USD", "PAYPAL").payment(700),
                new Movement(YearMonth.parse("2041-05"), Cadence.ONCE, "JPY", "PAYPAL").payment(900));

        assertThat(rows("from=2041-01&to=2041-12&by="))
                .extracting(row -> row.propertyStream().map(Map.Entry::getKey).toList() + " "
                        + row.path("gross").path("amount").stringValue())
                .containsExactly(
                        "[currency, payments, gross, fees, refunds, disputes, net] 900",
                        "[currency, payments, gross, fees, refunds, disputes, net] 12.00");
    }

    @Test
    void bothMonthsAreIncluded() throws Exception {
        for (String month : List.of("2041-01", "2041-02", "2041-03", "2041-04")) {
            post(new Movement(YearMonth.parse(month), Cadence.ONCE, "USD", "STRIPE").payment(500));
        }

        assertThat(rows("from=2041-02&to=2041-03"))
                .extracting(row -> row.path("month").stringValue())
                .containsExactly("2041-02", "2041-03");
        assertThat(rows("from=2041-02&to=2041-02")).hasSize(1);
    }

    @Test
    void whereMoneyWasExchangedThereIsNoNet() throws Exception {
        Movement paid = new Movement(YearMonth.parse("2041-03"), Cadence.MONTHLY, "USD", "STRIPE");
        post(paid.payment(500), paid.exchange(500, 460, 30));

        assertThat(rows("from=2041-03&to=2041-03"))
                .extracting(
                        row -> row.path("currency").stringValue(),
                        row -> row.path("gross").path("amount").stringValue(),
                        row -> row.path("fees").path("amount").stringValue(),
                        row -> row.has("net"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("EUR", "0.00", "0.30", false),
                        org.assertj.core.groups.Tuple.tuple("USD", "5.00", "0.00", false));
        assertThat(csv("from=2041-03&to=2041-03").getLast()).endsWith(",");
    }

    @Test
    void moneyWhoseContributionIsNotKnownIsNoIncomeYet() throws Exception {
        post(new Movement(YearMonth.parse("2041-03"), null, "USD", "STRIPE").payment(500));

        assertThat(rows("from=2041-03&to=2041-03")).isEmpty();
    }

    @Test
    void aRefundMayBeMoreThanWhatCameIn() throws Exception {
        post(new Movement(YearMonth.parse("2041-03"), Cadence.ONCE, "USD", "STRIPE").refund(500));

        assertThat(csv("from=2041-03&to=2041-03"))
                .containsExactly(
                        "month,currency,payments,gross,fees,refunds,disputes,net",
                        "2041-03,USD,0,0.00,0.00,5.00,0.00,-5.00");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void everyReportIsTheSumOfWhatWasPostedToTheCentInJsonAndInCsv(long seed) throws Exception {
        Random random = new Random(seed);
        List<Movement> movements =
                Stream.generate(() -> Movement.any(random)).limit(150).toList();
        List<Posted> all = new ArrayList<>();
        movements.forEach(each -> all.add(each.anything(random)));
        post(all.stream().map(Posted::entry).toArray(JournalEntry[]::new));

        for (int choice = 0; choice < 16; choice++) {
            List<String> by = new ArrayList<>();
            for (String dimension : List.of("month", "cadence", "currency", "provider")) {
                if ((choice >> by.size() & 1) == 1 || random.nextBoolean()) {
                    by.add(dimension);
                }
            }
            Collections.shuffle(by, random);
            String query = "from=2041-02&to=2041-11&by=" + String.join(",", by);
            Map<String, Figures> expected = new TreeMap<>();
            for (Posted each : all) {
                if (each.month().getMonthValue() > 1 && each.month().getMonthValue() < 12) {
                    expected.computeIfAbsent(each.at().key(by), key -> new Figures())
                            .add(each);
                }
            }

            Map<String, String> told = new TreeMap<>();
            rows(query).forEach(row -> told.put(keyOf(by, name -> row.path(name).stringValue()), figuresOf(row)));
            assertThat(told).isEqualTo(toText(expected));

            List<String> lines = csv(query);
            List<String> head = List.of(lines.getFirst().split(","));
            Map<String, String> inCsv = new TreeMap<>();
            for (String line : lines.subList(1, lines.size())) {
                List<String> cells = List.of(line.split(",", -1));
                inCsv.put(
                        keyOf(by, name -> cells.get(head.indexOf(name))),
                        Stream.of("payments", "gross", "fees", "refunds", "disputes", "net")
                                .map(name -> cells.get(head.indexOf(name)))
                                .collect(joining(" ")));
            }
            assertThat(inCsv).isEqualTo(told);
        }
    }

    @Test
    void noCellCanStartAFormula() throws Exception {
        Random random = new Random(1);
        post(Stream.generate(() -> Movement.any(random).anything(random).entry())
                .limit(60)
                .toArray(JournalEntry[]::new));

        for (String line : csv("from=2041-01&to=2041-12&by=month,cadence,currency,provider")) {
            assertThat(line.split(",", -1))
                    .allMatch(cell -> cell.matches("[A-Za-z0-9][A-Za-z0-9._-]*|-?\\d+(\\.\\d+)?|"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        to=2041-01                              | from
        from=2041-01                            | to
        from=&to=2041-01                        | from
        from=2041&to=2041-01                    | from
        from=2041-01-01&to=2041-01              | from
        from=2041-13&to=2041-01                 | from
        from=january&to=2041-01                 | from
        from=2041-01&to=2041-00                 | to
        from=%2B12041-01&to=%2B12041-02         | from
        from=-0001-01&to=2041-01                | from
        from=2041-02&to=2041-01                 | to
        from=2031-01&to=2041-01                 | to
        from=2041-01&to=2041-01&by=person       | by
        from=2041-01&to=2041-01&by=month,,      | by
        """)
    void whatCannotBeAskedIsNamed(String query, String field) {
        assertThat(report(query))
                .hasStatus(422)
                .hasContentType("application/problem+json")
                .bodyJson()
                .extractingPath("$.field")
                .isEqualTo(field);
    }

    @Test
    void tenYearsCanBeAskedAtOnce() {
        assertThat(report("from=2031-02&to=2041-01")).hasStatusOk();
    }

    @Test
    void everythingThatIsWrongIsNamedAtOnce() {
        assertThat(report("from=x&to=y&by=z"))
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.errors[*].field")
                .asArray()
                .containsExactly("from", "to", "by");
    }

    @Test
    void whoeverDoesNotSayWhatTheyAcceptGetsJson() {
        for (String accept : List.of("*/*", "application/json", "application/*", "text/html, */*;q=0.1")) {
            assertThat(web.get()
                            .uri("/api/v1/reports/income?from=2041-01&to=2041-02")
                            .header("Authorization", authorization)
                            .header("Accept", accept))
                    .as(accept)
                    .hasStatusOk()
                    .hasContentType("application/json");
        }
        assertThat(report("from=2041-01&to=2041-02")).hasContentType("application/json");
    }

    @Test
    void nobodyElseIsTold() {
        assertThat(web.get().uri("/api/v1/reports/income?from=2041-01&to=2041-02"))
                .hasStatus(401);
        assertThat(web.get()
                        .uri("/api/v1/reports/income?from=2041-01&to=2041-02")
                        .header("Authorization", authorization + "x"))
                .hasStatus(401);
    }

    private MvcTestResult report(String query) {
        return web.get()
                .uri(java.net.URI.create("/api/v1/reports/income?" + query))
                .header("Authorization", authorization)
                .exchange();
    }

    private List<JsonNode> rows(String query) throws Exception {
        MvcTestResult answer = report(query);
        assertThat(answer).hasStatusOk();
        return json.readTree(answer.getResponse().getContentAsString())
                .path("rows")
                .valueStream()
                .toList();
    }

    private List<String> csv(String query) throws Exception {
        MvcTestResult answer = web.get()
                .uri(java.net.URI.create("/api/v1/reports/income?" + query))
                .header("Authorization", authorization)
                .header("Accept", "text/csv")
                .exchange();
        assertThat(answer).hasStatusOk();
        assertThat(answer.getResponse().getContentType()).startsWith("text/csv");
        String text = answer.getResponse().getContentAsString();
        assertThat(text).endsWith("\r\n");
        return List.of(text.split("\r\n"));
    }

    private void post(JournalEntry... entries) {
        ledger.post(List.of(entries));
    }

    private static String keyOf(List<String> by, Function<String, String> value) {
        return Stream.concat(by.stream().sorted(), Stream.of("currency"))
                .map(value)
                .collect(joining(" "));
    }

    private static String figuresOf(JsonNode row) {
        return row.path("payments").longValue() + " "
                + Stream.of("gross", "fees", "refunds", "disputes", "net")
                        .map(name -> row.path(name).path("amount").stringValue(""))
                        .collect(joining(" "));
    }

    private static Map<String, String> toText(Map<String, Figures> figures) {
        Map<String, String> text = new TreeMap<>();
        figures.forEach((key, value) -> text.put(key, value.text(key.substring(key.lastIndexOf(' ') + 1))));
        return text;
    }

    /** Reckoned from what was meant, not from postings. */
    private static final class Figures {

        private long payments;
        private long gross;
        private long fees;
        private long refunds;
        private long disputes;

        void add(Posted each) {
            switch (each.entry().kind()) {
                case PAYMENT -> {
                    payments++;
                    gross += each.minor();
                }
                case SETTLEMENT -> fees += each.minor();
                case REFUND -> refunds += each.minor();
                case REFUND_FAILED -> refunds -= each.minor();
                case DISPUTE_WITHDRAWN -> disputes += each.minor();
                case DISPUTE_REINSTATED -> disputes -= each.minor();
                case PAYOUT, PAYOUT_FAILED -> {
                    // No income.
                }
            }
        }

        String text(String currency) {
            return payments + " "
                    + Stream.of(gross, fees, refunds, disputes, gross - fees - refunds - disputes)
                            .map(minor -> Money.ofMinor(CurrencyUnit.of(currency), minor)
                                    .getAmount()
                                    .toPlainString())
                            .collect(joining(" "));
        }
    }

    private record Posted(Movement at, long minor, JournalEntry entry) {

        YearMonth month() {
            return at.month();
        }
    }

    /** Something that moves in this month, of this cadence, currency and provider. */
    private record Movement(YearMonth month, @Nullable Cadence cadence, String currency, String provider) {

        static Movement any(Random random) {
            return new Movement(
                    YearMonth.of(2041, 1 + random.nextInt(12)),
                    Cadence.values()[random.nextInt(3)],
                    List.of("USD", "EUR", "JPY").get(random.nextInt(3)),
                    List.of("STRIPE", "PAYPAL").get(random.nextInt(2)));
        }

        Posted anything(Random random) {
            long minor = 1 + random.nextLong(1_000_000);
            JournalEntry entry = switch (random.nextInt(6)) {
                case 0 -> fee(minor);
                case 1 -> refund(minor);
                case 2 -> entry(Kind.REFUND_FAILED, Account.CLEARING, Account.REFUNDS, minor);
                case 3 -> entry(Kind.DISPUTE_WITHDRAWN, Account.DISPUTES, Account.CLEARING, minor);
                case 4 -> entry(Kind.DISPUTE_REINSTATED, Account.CLEARING, Account.DISPUTES, minor);
                default -> payment(minor);
            };
            return new Posted(this, minor, entry);
        }

        JournalEntry payment(long minor) {
            return entry(Kind.PAYMENT, Account.CLEARING, Account.CONTRIBUTIONS, minor);
        }

        JournalEntry fee(long minor) {
            return entry(Kind.SETTLEMENT, Account.FEES, Account.CLEARING, minor);
        }

        JournalEntry refund(long minor) {
            return entry(Kind.REFUND, Account.REFUNDS, Account.CLEARING, minor);
        }

        JournalEntry exchange(long dollars, long euros, long fee) {
            return draft(Kind.SETTLEMENT)
                    .debit(Account.CONVERSION, Money.ofMinor(CurrencyUnit.USD, dollars))
                    .credit(Account.CLEARING, Money.ofMinor(CurrencyUnit.USD, dollars))
                    .debit(Account.CLEARING, Money.ofMinor(CurrencyUnit.EUR, euros))
                    .credit(Account.CONVERSION, Money.ofMinor(CurrencyUnit.EUR, euros))
                    .debit(Account.FEES, Money.ofMinor(CurrencyUnit.EUR, fee))
                    .credit(Account.CLEARING, Money.ofMinor(CurrencyUnit.EUR, fee))
                    .entry();
        }

        private JournalEntry entry(Kind kind, Account debit, Account credit, long minor) {
            Money amount = Money.ofMinor(CurrencyUnit.of(currency), minor);
            return draft(kind).debit(debit, amount).credit(credit, amount).entry();
        }

        private JournalEntry.Draft draft(Kind kind) {
            Instant at = month.atDay(15).atStartOfDay().toInstant(ZoneOffset.UTC);
            return JournalEntry.draft(provider, "income:" + UUID.randomUUID(), kind, at, cadence);
        }

        String key(List<String> by) {
            return keyOf(by, name -> switch (name) {
                case "month" -> month.toString();
                case "cadence" -> String.valueOf(cadence);
                case "provider" -> provider;
                default -> currency;
            });
        }
    }
}

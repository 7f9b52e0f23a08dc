package org.standwith.contributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Locale;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.standwith.StandwithTest;
import org.standwith.money.AmountText;
import org.standwith.money.Cadence;
import org.standwith.problem.Problem;
import org.standwith.vault.Sensitive;

@StandwithTest
class WishesTest {

    @Autowired
    Wishes wishes;

    @Test
    void whatIsLeftOutHasADefault() {
        Wanted wanted = wishes.check(wish("", null), List.of());

        assertThat(wanted.cadence()).isEqualTo(Cadence.MONTHLY);
        assertThat(wanted.total()).isEqualTo(Money.parse("USD 5.00"));
        assertThat(wanted.locale()).isEqualTo(Locale.ENGLISH);
        assertThat(wanted.coverFees()).isFalse();
        assertThat(wanted.returnUrl()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "cadence, null",
                "cadence, ''",
                "cadence, WEEKLY",
                "cadence, MONTHLY ONCE",
                "provider, null",
                "provider, ''",
                "provider, acme",
                "provider, ../stripe",
                "country, ''",
                "country, de",
                "country, DEU",
                "country, XX",
                "country, U5",
                "email, someone",
                "email, @example.org",
                "email, someone@",
                "email, someone@localhost",
                "email, some one@example.org",
                "email, someone@example.org@example.org",
                "email, someone@192.0.2.1",
                "email, .someone@example.org",
                "email, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@example.org",
                "locale, russian language",
                "locale, en_US",
                "locale, -",
                "locale, en-x-aaaaaaaa-bbbbbbbb-cccccccc-dddddddd-eeeeeeee",
                "campaign, ''",
                "campaign, a b",
                "campaign, <script>",
                "campaign, кампания",
                "campaign, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            })
    void aFieldThatIsNotAcceptableIsNamed(String field, @Nullable String value) {
        assertThat(namedIn(wish(field, value))).containsExactly(field);
    }

    @ParameterizedTest
    @CsvSource({
        "cadence, once",
        "cadence, Annual",
        "provider, stripe",
        "country, DE",
        "country, FR",
        "locale, ru-RU",
        "locale, sr-Latn-RS",
        "locale, zh-Hans",
        "campaign, winter_2026-01.a",
        "returnUrl, https://news.example.org",
        "returnUrl, https://news.example.org:443/thanks?from=a%20b",
        "returnUrl, HTTPS://NEWS.EXAMPLE.ORG/",
        "returnUrl, http://localhost:8080/",
    })
    void whatIsAcceptableIsTaken(String field, String value) {
        assertThat(wishes.check(wish(field, value), List.of())).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "https://news.example.org/спасибо, https://news.example.org/%D1%81%D0%BF%D0%B0%D1%81%D0%B8%D0%B1%D0%BE",
        "https://news.example.org/?a[]=1, https://news.example.org/?a[]=1",
    })
    void anAddressIsKeptAsItGoesIntoAHeader(String given, String kept) {
        assertThat(wishes.check(wish("returnUrl", given), List.of()).returnUrl())
                .hasToString(kept);
    }

    @Test
    void anAddressIsMeasuredAsItIsKept() {
        assertThat(namedIn(wish("returnUrl", "https://news.example.org/" + "я".repeat(500))))
                .containsExactly("returnUrl");
    }

    @ParameterizedTest
    @CsvSource({
        "USD, 1.99, amount.amount",
        "USD, 0, amount.amount",
        "USD, 0.00, amount.amount",
        "USD, -5.00, amount.amount",
        "USD, +5.00, amount.amount",
        "USD, 10000.01, amount.amount",
        "USD, 999999999999, amount.amount",
        "USD, 99999999999999999999999999, amount.amount",
        "USD, 5.001, amount.amount",
        "USD, 5., amount.amount",
        "USD, .5, amount.amount",
        "USD, '5,00', amount.amount",
        "USD, '1 000', amount.amount",
        "USD, 5e2, amount.amount",
        "USD, 0x10, amount.amount",
        "USD, NaN, amount.amount",
        "USD, ٥, amount.amount",
        "USD, five, amount.amount",
        "USD, '', amount.amount",
        "JPY, 500.5, amount.amount",
        "JPY, 299, amount.amount",
        "RUB, 500, amount.currency",
        "XXX, 5, amount.currency",
        "US, 5, amount.currency",
        "'', 5, amount.currency",
        "USDX, 5, amount.currency",
    })
    void anAmountThatCannotBeGivenIsNamed(String currency, String amount, String field) {
        assertThat(namedIn(withAmount(new AmountText(currency, amount)))).containsExactly(field);
    }

    @ParameterizedTest
    @CsvSource({
        "USD, 2.00, USD 2.00",
        "USD, 2, USD 2.00",
        "USD, 10000, USD 10000.00",
        "usd, 5.0, USD 5.00",
        "JPY, 300, JPY 300"
    })
    void anAmountIsTakenToTheMinorUnit(String currency, String amount, String money) {
        assertThat(wishes.check(withAmount(new AmountText(currency, amount)), List.of())
                        .total())
                .isEqualTo(Money.parse(money));
    }

    @Test
    void aMissingAmountIsNamed() {
        assertThat(namedIn(withAmount(null))).containsExactly("amount");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/thanks",
                "//evil.com",
                "//news.example.org",
                "https:news.example.org",
                "https:/news.example.org",
                "https:///news.example.org",
                "https://evil.com",
                "https://evil.com/https://news.example.org",
                "https://evil.com?https://news.example.org/",
                "https://evil.com#https://news.example.org/",
                "https://news.example.org.evil.com",
                "https://evilnews.example.org",
                "https://sub.news.example.org",
                "https://news.example.org@evil.com",
                "https://news.example.org:443@evil.com",
                "https://news.example.org%40evil.com",
                "https://news.example.org%2eevil.com",
                "https://someone@news.example.org",
                "https://@news.example.org",
                "https://news.example.org\\@evil.com",
                "https://news.example.org\\.evil.com",
                "https://evil.com\\@news.example.org",
                "\\\\evil.com",
                "https://news.example.org:444",
                "https://news.example.org:0",
                "https://news.example.org:80",
                "http://news.example.org",
                "http://news.example.org:443",
                "https://news.example.org/#fragment",
                "https://news.example.org/#",
                "https://news.example.org./",
                "https://news\u3002example\u3002org",
                "https://[::1]/",
                "javascript:alert(1)",
                "javascript://news.example.org/%0aalert(1)",
                "data:text/html,x",
                "ftp://news.example.org/",
                "https://news.example.org/\r\nSet-Cookie: a=b",
                "https://news.example.org/a b",
                "\thttps://news.example.org/",
                "https://news.example.org/\u0000",
                "https://news.example.org/\ud83d",
            })
    void anAddressElsewhereIsRefused(String url) {
        assertThat(namedIn(wish("returnUrl", url))).containsExactly("returnUrl");
    }

    @Test
    void anAddressThatIsTooLongIsRefused() {
        assertThat(namedIn(wish("returnUrl", "https://news.example.org/" + "a".repeat(1000))))
                .containsExactly("returnUrl");
    }

    @Test
    void everythingThatIsWrongIsNamedAtOnceAndNothingIsQuoted() {
        var request = new CheckoutRequest(
                "canary",
                new AmountText("USD", "canary"),
                "canary",
                "canary",
                Sensitive.of("canary"),
                "c a n a r y",
                null,
                "canary!",
                "canary:",
                null,
                null,
                null,
                null,
                null);

        Problem problem = catchThrowableOfType(Problem.class, () -> wishes.check(request, List.of()));

        assertThat(problem.kind()).isEqualTo(Problem.Kind.INVALID);
        assertThat(problem.fields())
                .extracting(Problem.Field::name)
                .containsExactlyInAnyOrder(
                        "cadence", "amount.amount", "provider", "locale", "returnUrl", "country", "email", "campaign");
        assertThat(problem.fields())
                .extracting(Problem.Field::detail)
                .allSatisfy(detail -> assertThat(detail).doesNotContain("canary"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "someone@example.org",
                " Some.One+gazette@Example.ORG ",
                "кто-то@пример.испытание",
                "o'hara@sub.example.co.uk"
            })
    void anEmailAddressIsTakenAsPeopleWriteIt(String email) {
        assertThat(wishes.check(wish("email", email), List.of()).email()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void anEmptyFieldIsNoEmailAddress(String email) {
        assertThat(wishes.check(wish("email", email), List.of()).email()).isNull();
    }

    @Test
    void coveringTheFeesRaisesTheTotal() {
        var request = new CheckoutRequest(
                "ONCE",
                new AmountText("USD", "10000"),
                "stripe",
                null,
                null,
                null,
                true,
                null,
                null,
                null,
                null,
                null,
                null,
                null);

        assertThat(wishes.check(request, List.of()).total()).isEqualTo(Money.parse("USD 10298.98"));
    }

    private List<String> namedIn(CheckoutRequest request) {
        Problem problem = catchThrowableOfType(Problem.class, () -> wishes.check(request, List.of()));
        assertThat(problem).isNotNull();
        assertThat(problem.kind()).isEqualTo(Problem.Kind.INVALID);
        return problem.fields().stream().map(Problem.Field::name).toList();
    }

    private static CheckoutRequest withAmount(@Nullable AmountText amount) {
        return new CheckoutRequest(
                "MONTHLY", amount, "STRIPE", null, null, null, null, null, null, null, null, null, null, null);
    }

    /** A wish that is fine but for this field. */
    private static CheckoutRequest wish(String field, @Nullable String value) {
        return new CheckoutRequest(
                field.equals("cadence") ? value : "MONTHLY",
                new AmountText("USD", "5.00"),
                field.equals("provider") ? value : "STRIPE",
                field.equals("country") ? value : null,
                field.equals("email") && value != null ? Sensitive.of(value) : null,
                field.equals("locale") ? value : null,
                null,
                field.equals("campaign") ? value : null,
                field.equals("returnUrl") ? value : null,
                null,
                null,
                null,
                null,
                null);
    }
}

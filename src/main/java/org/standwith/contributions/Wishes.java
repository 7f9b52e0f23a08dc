package org.standwith.contributions;

import java.math.RoundingMode;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.standwith.money.AmountText;
import org.standwith.money.Amounts;
import org.standwith.money.Cadence;
import org.standwith.money.Verdict;
import org.standwith.payments.PaymentProvider;
import org.standwith.payments.Providers;
import org.standwith.problem.Problem;
import org.standwith.risk.Country;
import org.standwith.risk.Handling;
import org.standwith.risk.Signal;
import org.standwith.vault.EmailAddress;
import org.standwith.vault.Sensitive;

/** Checks what a caller wants, and names everything that is wrong with it at once. */
@Component
class Wishes {

    private static final Pattern CAMPAIGN = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int LONGEST_URL = 1024;
    private static final int LONGEST_LANGUAGE_TAG = 35;

    private final Amounts amounts;
    private final Providers providers;
    private final Appraisal appraisal;
    private final Set<String> origins;

    Wishes(Amounts amounts, Providers providers, Appraisal appraisal, CheckoutProperties properties) {
        this.amounts = amounts;
        this.providers = providers;
        this.appraisal = appraisal;
        this.origins = Stream.concat(Stream.of(properties.baseUrl()), properties.origins().stream())
                .map(Wishes::originOf)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * @param visitor what is known of whoever sent it, besides what they say
     * @throws Problem naming each field that is not acceptable, or saying that they may not give
     */
    Wanted check(CheckoutRequest request, Collection<Signal> visitor) {
        List<Problem.Field> wrong = new ArrayList<>();
        Cadence cadence = cadence(request.cadence(), wrong);
        Money amount = amount(request.amount(), wrong);
        PaymentProvider provider = provider(request.provider(), wrong);
        Locale locale = locale(request.locale(), wrong);
        URI returnUrl = returnUrl(request.returnUrl(), wrong);
        EmailAddress email = email(request.email(), wrong);
        if (request.country() != null && Country.read(request.country()).isEmpty()) {
            wrong.add(new Problem.Field("country", "A country is two capital letters, as in ISO 3166."));
        }
        if (request.campaign() != null && !CAMPAIGN.matcher(request.campaign()).matches()) {
            wrong.add(new Problem.Field("campaign", "At most 64 letters, digits, dots, dashes and underscores."));
        }
        if (cadence == null || amount == null || provider == null || !wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
        if (!provider.takes(amount)) {
            String currency = amount.getCurrencyUnit().getCode();
            throw provider.takes(amount.rounded(0, RoundingMode.CEILING))
                    ? Problem.invalid("amount.amount", "This provider takes no decimals in " + currency + ".")
                    : Problem.invalid("amount.currency", "This provider does not take " + currency + ".");
        }
        boolean coverFees = Objects.requireNonNullElse(request.coverFees(), false);
        Money total = coverFees ? amounts.withFeesCovered(amount) : amount;
        Handling handling = appraisal.ofRequest(request, locale, email, cadence.recurs(), visitor);
        return new Wanted(
                cadence,
                total,
                coverFees,
                provider,
                locale,
                request.campaign(),
                returnUrl,
                email,
                handling,
                request.notice(),
                declared(request));
    }

    private static String declared(CheckoutRequest request) {
        return Stream.of(
                        request.country(),
                        request.travels(),
                        request.notice(),
                        request.recurringConfirmed(),
                        request.moreCare(),
                        request.timeZone())
                .map(String::valueOf)
                .collect(Collectors.joining("\n"));
    }

    private static @Nullable Cadence cadence(@Nullable String text, List<Problem.Field> wrong) {
        Cadence cadence = text == null ? null : Cadence.named(text).orElse(null);
        if (cadence == null) {
            wrong.add(new Problem.Field("cadence", "One of ONCE, MONTHLY, ANNUAL."));
        }
        return cadence;
    }

    private @Nullable Money amount(@Nullable AmountText text, List<Problem.Field> wrong) {
        if (text == null || isMissing(text)) {
            wrong.add(new Problem.Field(
                    "amount", "A currency and an amount, as in {\"currency\":\"USD\",\"amount\":\"2.00\"}."));
            return null;
        }
        return switch (amounts.read(text)) {
            case Verdict.Acceptable fine -> fine.money();
            case Verdict.UnknownCurrency unknown -> {
                wrong.add(new Problem.Field("amount.currency", "One of " + amounts.currencies() + "."));
                yield null;
            }
            case Verdict.NotAnAmount not -> {
                wrong.add(new Problem.Field(
                        "amount.amount", "A number with at most " + not.decimals() + " decimals, as in 12.50 or 12."));
                yield null;
            }
            case Verdict.BelowMinimum below -> {
                wrong.add(new Problem.Field("amount.amount", "At least " + below.minimum() + "."));
                yield null;
            }
            case Verdict.AboveMaximum above -> {
                wrong.add(new Problem.Field(
                        "amount.amount", "At most " + above.maximum() + ". For more, please write to us."));
                yield null;
            }
        };
    }

    /** JSON can leave out what the record's type says is there. */
    @SuppressWarnings("ConstantValue")
    private static boolean isMissing(AmountText text) {
        return Stream.of(text).anyMatch(each -> each.currency() == null || each.amount() == null);
    }

    private @Nullable PaymentProvider provider(@Nullable String name, List<Problem.Field> wrong) {
        PaymentProvider provider = name == null ? null : providers.named(name).orElse(null);
        if (provider == null) {
            wrong.add(new Problem.Field("provider", "One of " + String.join(", ", providers.names()) + "."));
        }
        return provider;
    }

    private static Locale locale(@Nullable String tag, List<Problem.Field> wrong) {
        try {
            Locale locale = tag == null
                    ? Locale.ENGLISH
                    : new Locale.Builder().setLanguageTag(tag).build();
            if (locale.toLanguageTag().length() <= LONGEST_LANGUAGE_TAG) {
                return locale;
            }
        } catch (IllformedLocaleException e) {
            // told below, as for every other tag that is not one of a page's language
        }
        wrong.add(new Problem.Field("locale", "A language tag, as in en or ru-RU."));
        return Locale.ENGLISH;
    }

    /** An empty field of a form is none. */
    private static @Nullable EmailAddress email(@Nullable Sensitive<String> text, List<Problem.Field> wrong) {
        if (text == null || text.reveal().isBlank()) {
            return null;
        }
        EmailAddress email = EmailAddress.read(text.reveal()).orElse(null);
        if (email == null) {
            wrong.add(new Problem.Field("email", "An e-mail address, as in name@example.org. It can be left out."));
        }
        return email;
    }

    private @Nullable URI returnUrl(@Nullable String text, List<Problem.Field> wrong) {
        if (text == null) {
            return null;
        }
        try {
            URI url = ascii(text);
            if (url.toString().length() <= LONGEST_URL
                    && url.getUserInfo() == null
                    && url.getFragment() == null
                    && origins.contains(originOf(url))) {
                return url;
            }
        } catch (URISyntaxException e) {
            // told below, as for every other address that is not ours
        }
        wrong.add(new Problem.Field("returnUrl", "An address in one of the configured origins."));
        return null;
    }

    /** As it goes into a header and into the database: what is not ASCII is encoded, as a browser does it. */
    private static URI ascii(String text) throws URISyntaxException {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new URISyntaxException(text, "Half a character");
        }
        return new URI(new URI(text).toASCIIString());
    }

    private static String originOf(URI url) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? 443 : 80;
        int port = url.getPort() == -1 ? usual : url.getPort();
        return scheme + "://" + String.valueOf(url.getHost()).toLowerCase(Locale.ROOT) + ":" + port;
    }
}

package org.standwith.contributions;

import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.standwith.contributions.Alteration.Kind;
import org.standwith.contributions.Intent.Particulars;
import org.standwith.money.Cadence;
import org.standwith.vault.Seals;
import org.standwith.vault.Seals.Compartment;
import tools.jackson.databind.json.JsonMapper;

/** Seals what is asked for, each bound to its row. */
@Component
class IntentSeals {

    private record Written(
            Kind kind,
            @Nullable String currency,
            long minor,
            @Nullable Cadence cadence,
            int months,
            String back,
            String cancelled,
            String locale,
            @Nullable String until,
            @Nullable String page,
            @Nullable String checkout) {}

    private final Seals seals;
    private final JsonMapper json = JsonMapper.builder().build();

    IntentSeals(Seals seals) {
        this.seals = seals;
    }

    byte[] seal(UUID intent, Particulars particulars) {
        Alteration wish = particulars.wish();
        Money each = each(wish);
        Written written = new Written(
                wish.kind(),
                each == null ? null : each.getCurrencyUnit().getCode(),
                each == null ? 0 : each.getAmountMinorLong(),
                wish instanceof Alteration.ToCadence to ? to.cadence() : null,
                wish instanceof Alteration.Pause pause ? pause.months() : 0,
                particulars.back().page().toString(),
                particulars.back().cancelled().toString(),
                particulars.back().locale().toLanguageTag(),
                text(particulars.until()),
                text(particulars.page()),
                particulars.checkout());
        return seals.seal(Compartment.ERRAND, name(intent), json.writeValueAsBytes(written));
    }

    Optional<Particulars> open(UUID intent, byte[] sealed) {
        return seals.open(Compartment.ERRAND, name(intent), sealed)
                .map(plain -> json.readValue(plain, Written.class))
                .map(written -> new Particulars(
                        wish(written),
                        new WayBack(
                                URI.create(written.back()),
                                URI.create(written.cancelled()),
                                Locale.forLanguageTag(written.locale())),
                        written.until() == null ? null : Instant.parse(written.until()),
                        written.page() == null ? null : URI.create(written.page()),
                        written.checkout()));
    }

    /** Equal for equal wishes, so that a repeated request is told from another one with the same key. */
    static String text(UUID contribution, Alteration wish) {
        Cadence cadence = wish instanceof Alteration.ToCadence to ? to.cadence() : null;
        int months = wish instanceof Alteration.Pause pause ? pause.months() : 0;
        return String.join(
                "\n",
                contribution.toString(),
                wish.kind().name(),
                String.valueOf(each(wish)),
                String.valueOf(cadence),
                String.valueOf(months));
    }

    private static Alteration wish(Written written) {
        return switch (written.kind()) {
            case AMOUNT -> new Alteration.ToAmount(each(written));
            case CADENCE -> new Alteration.ToCadence(Objects.requireNonNull(written.cadence()), each(written));
            case PAUSE -> new Alteration.Pause(written.months());
            case SKIP -> new Alteration.Skip();
            case RESUME -> new Alteration.Resume();
            case END -> new Alteration.End();
            case LAPSE -> new Alteration.Lapse();
            case END_WITH_PERIOD -> new Alteration.EndWithPeriod();
            case KEEP_ON -> new Alteration.KeepOn();
            case CARD -> new Alteration.AnotherCard();
        };
    }

    private static @Nullable Money each(Alteration wish) {
        return switch (wish) {
            case Alteration.ToAmount to -> to.each();
            case Alteration.ToCadence to -> to.each();
            case Alteration.Pause pause -> null;
            case Alteration.Skip skip -> null;
            case Alteration.Resume resume -> null;
            case Alteration.End end -> null;
            case Alteration.Lapse lapse -> null;
            case Alteration.EndWithPeriod end -> null;
            case Alteration.KeepOn keep -> null;
            case Alteration.AnotherCard card -> null;
        };
    }

    private static Money each(Written written) {
        return Money.ofMinor(CurrencyUnit.of(Objects.requireNonNull(written.currency())), written.minor());
    }

    private static String name(UUID intent) {
        return "change " + intent;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}

package org.standwith.money;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * What each currency allows, in major units.
 *
 * @param currencies by ISO 4217 code, the default first
 */
@Validated
@ConfigurationProperties("standwith.money")
record MoneyProperties(@NotEmpty Map<String, @Valid Currency> currencies) {

    /**
     * @param feeRate share of a payment that a provider keeps, 0.029 for 2.9 %
     * @param feeFixed what it keeps of each payment besides
     */
    record Currency(
            @Positive BigDecimal minimum,
            @Positive BigDecimal maximum,
            @Valid Suggested suggested,
            @DecimalMin("0") @DecimalMax("0.5") BigDecimal feeRate,
            @PositiveOrZero BigDecimal feeFixed) {}

    record Suggested(
            @NotEmpty List<@Positive BigDecimal> once,
            @NotEmpty List<@Positive BigDecimal> monthly,
            @NotEmpty List<@Positive BigDecimal> annual) {}
}

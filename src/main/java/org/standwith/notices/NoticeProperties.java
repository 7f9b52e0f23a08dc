package org.standwith.notices;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.validation.annotation.Validated;

/**
 * @param annualAhead how long before an annual renewal it is told
 * @param grace how long a failed payment may stay so, counted from when we heard of it, before the contribution is ended.
 *     Longer than the provider itself tries again
 */
@Validated
@ConfigurationProperties("standwith.notices")
record NoticeProperties(
        @NotNull @DurationMin(days = 1) @DurationMax(days = 90) @DurationUnit(ChronoUnit.DAYS) @DefaultValue("14d")
        Duration annualAhead,

        @NotNull @DurationMin(days = 1) @DurationMax(days = 90) @DurationUnit(ChronoUnit.DAYS) @DefaultValue("21d")
        Duration grace) {}

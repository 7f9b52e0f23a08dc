package org.standwith.memberships;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.validation.annotation.Validated;

/**
 * @param tiers the lowest first; none: there are no memberships
 * @param onceLasts over how many months a gift given once is spread; zero: it does not count
 */
@Validated
@ConfigurationProperties("standwith.memberships")
record MembershipProperties(
        @DefaultValue List<@Valid Level> tiers,
        @NotNull @DefaultValue("P1M") Period onceLasts,
        @Valid @DefaultValue Proof passes) {

    /**
     * @param name for the website to read; stands in passes
     * @param threshold by ISO 4217 code, in major units: what has to be given a month, in any one of these currencies
     * @param benefits what it entitles to, in whatever words the website knows
     * @param grace how long after the time that was paid for it still holds, while the contribution goes on
     */
    record Level(
            @NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
            String name,

            @NotEmpty Map<String, @NotBlank String> threshold,
            @DefaultValue List<@NotBlank String> benefits,

            @NotNull @DurationMin @DurationMax(days = 90) @DurationUnit(ChronoUnit.DAYS) @DefaultValue("7d")
            Duration grace) {}

    /**
     * @param lifetime so long at least is a pass good, and at most an hour longer
     * @param audience for whom passes are; null: for whoever trusts us
     */
    record Proof(
            @NotNull @DurationMin(minutes = 5) @DurationMax(hours = 24) @DefaultValue("1h")
            Duration lifetime,

            @Nullable @Pattern(regexp = "\\S+") String audience) {}
}

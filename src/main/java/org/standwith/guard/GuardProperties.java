package org.standwith.guard;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param proof when a proof of work is asked for
 * @param difficulty of a proof: so many hashes at most, half of them on average
 */
@Validated
@ConfigurationProperties("standwith.guard")
record GuardProperties(
        @NotNull Mode proof,
        @Min(1) @Max(100_000_000) long difficulty,
        @NotNull @Valid Rate checkouts,
        @NotNull @Valid Rate confirmations,
        @NotNull @Valid Rate codes,
        @NotNull @Valid Rate links,
        @NotNull @Valid Rate reminders,
        @NotNull @Valid Permit permits,
        @NotNull @Valid Alarm alarm) {

    enum Mode {
        /** There are no limits then. */
        NEVER,
        /** Of whoever goes over a limit, and of everybody while there are signs of an attack. */
        UNDER_ATTACK,
        ALWAYS
    }

    /**
     * What is let in without a proof.
     *
     * @param address from one address; many people may share it
     * @param everybody from all together, at this node
     */
    record Rate(
            @Min(1) int address,
            @Min(1) int everybody,
            @NotNull Duration within) {}

    /**
     * The way in without JavaScript.
     *
     * @param after this long it works
     * @param perMinute how many work, for all together, at this node
     */
    record Permit(@NotNull Duration after, @Min(1) int perMinute) {}

    /**
     * What is a sign of an attack, within a quarter of an hour and at this node.
     *
     * @param attempts checkouts opened and cards tried
     * @param declined payments that banks declined, if they are as many per cent of all
     * @param lasts how long everybody is asked for a proof after the last sign
     */
    record Alarm(
            @Min(1) int attempts,
            @Min(1) int declined,
            @Min(1) @Max(100) int percent,
            @NotNull Duration lasts) {}

    Rate at(Entrance entrance) {
        return switch (entrance) {
            case CHECKOUT -> checkouts;
            case CONFIRMATION -> confirmations;
            case CODE -> codes;
            case LINK -> links;
            case REMINDER -> reminders;
        };
    }
}

package org.standwith.contributions.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long we keep what, for the notice: the modules that delete it read the same properties.
 *
 * @param inactive of a person, after the last that they gave has ended
 * @param unpaid after a checkout that nobody paid
 */
@ConfigurationProperties("standwith.retention")
record Keeping(
        @DefaultValue("90d") Duration inactive,
        @DefaultValue("7d") Duration unpaid,
        @DefaultValue Payments payments) {

    /** @param disputes of a payment's id, as long as it can be contested */
    record Payments(@DefaultValue("540d") Duration disputes) {}
}

package org.standwith.contributions;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long what is known of supporters is kept. The same for all of them.
 *
 * @param inactive after the last that they gave has ended
 * @param unpaid after a checkout that nobody paid
 * @param checkouts after a checkout was opened: as long as its page can be looked at
 * @param changes after a change that a supporter asked for is made or refused
 */
@ConfigurationProperties("standwith.retention")
record RetentionProperties(
        @DefaultValue("90d") Duration inactive,
        @DefaultValue("7d") Duration unpaid,
        @DefaultValue("90d") Duration checkouts,
        @DefaultValue("30d") Duration changes) {}

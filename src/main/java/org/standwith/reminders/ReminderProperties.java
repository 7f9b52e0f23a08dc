package org.standwith.reminders;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param perMinute so many letters are put on their way in a minute, by all nodes together
 * @param wording by language, what a letter says, in paragraphs; where there is none, what Standwith says by itself
 * @param zone of whoever chooses none
 */
@Validated
@ConfigurationProperties("standwith.reminders")
record ReminderProperties(
        @Min(1) @DefaultValue("1000") int perMinute,
        @DefaultValue Map<String, List<String>> wording,
        @NotNull @DefaultValue("UTC") ZoneId zone) {}

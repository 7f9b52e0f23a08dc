package org.standwith.reminders;

import org.jspecify.annotations.Nullable;
import org.standwith.vault.Sensitive;

/**
 * That somebody wants to be reminded, as the outside writes it; {@link ReminderRequests#ask} checks it. Of {@code remindIn},
 * {@code remindOn} and {@code recurring} there is exactly one.
 *
 * @param remindIn {@code P1W}, {@code P1M}, {@code P3M}, {@code P6M}, {@code P9M} or {@code P1Y} from today
 * @param remindOn a day, {@code 2027-03-14}, or a month, {@code 2027-03}, of which we take a day; up to two years ahead
 * @param recurring {@code MONTHLY}, {@code QUARTERLY} or {@code YEARLY}
 * @param locale BCP 47 language of the letters
 * @param timeZone by its name in the IANA database; the newspaper's own where there is none
 * @param campaign where the visitor came from: up to 64 letters, digits, {@code - _ .}
 * @param component which part of the page it was, likewise
 */
public record ReminderRequest(
        @Nullable Sensitive<String> email,
        @Nullable String remindIn,
        @Nullable String remindOn,
        @Nullable String recurring,
        @Nullable String locale,
        @Nullable String timeZone,
        @Nullable String campaign,
        @Nullable String component) {}

package org.standwith.reminders.web;

import org.jspecify.annotations.Nullable;
import org.standwith.reminders.ReminderRequest;
import org.standwith.reminders.Rhythm;
import org.standwith.vault.Sensitive;

/**
 * A form as it was filled in.
 *
 * @param when {@code P3M}, {@code 2027-03}, {@code QUARTERLY}, or {@code DAY}
 * @param day where it is {@code DAY}
 * @param title of an entry in their own calendar
 */
record ReminderForm(
        @Nullable Sensitive<String> email,
        @Nullable String when,
        @Nullable String day,
        @Nullable String timeZone,
        @Nullable String title,
        @Nullable String campaign,
        @Nullable String component) {

    static final String DAY = "DAY";

    ReminderForm {
        campaign = usable(campaign);
        component = usable(component);
    }

    static ReminderForm empty(@Nullable String campaign) {
        return new ReminderForm(null, "P3M", null, null, null, campaign, null);
    }

    ReminderRequest request(String locale) {
        String chosen = when == null ? "" : when.strip();
        boolean ahead = chosen.startsWith("P");
        boolean again = Rhythm.named(chosen).isPresent();
        return new ReminderRequest(
                email,
                ahead ? chosen : null,
                ahead || again ? null : chosen.equals(DAY) ? String.valueOf(day).strip() : chosen,
                again ? chosen : null,
                locale,
                timeZone == null || timeZone.isBlank() ? null : timeZone.strip(),
                campaign,
                component);
    }

    /** Nobody should be kept from it by a link that somebody else misspelt. */
    private static @Nullable String usable(@Nullable String name) {
        return name != null && name.matches("[A-Za-z0-9._-]{1,64}") ? name : null;
    }
}

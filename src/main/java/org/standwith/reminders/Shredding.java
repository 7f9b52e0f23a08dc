package org.standwith.reminders;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.standwith.vault.Erasure;

/** Destroys the keys of reminders that are gone, so that no copy of them can be read. */
@Component
class Shredding {

    /** An entry of the erasure journal has no more. */
    private static final int AT_ONCE = 500;

    private final ReminderRows rows;
    private final Erasure erasure;

    Shredding(ReminderRows rows, Erasure erasure) {
        this.rows = rows;
        this.erasure = erasure;
    }

    /** All that waits for it. */
    void carryOut() {
        List<UUID> some = rows.over(AT_ONCE);
        while (!some.isEmpty()) {
            shred(some);
            some = rows.over(AT_ONCE);
        }
    }

    /** These at once, before others that wait; at most 500. Where that fails, they wait with the others. */
    void shred(List<UUID> some) {
        if (!some.isEmpty()) {
            erasure.shred(some, () -> rows.forget(some));
        }
    }
}

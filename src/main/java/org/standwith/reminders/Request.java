package org.standwith.reminders;

import org.jspecify.annotations.Nullable;

/**
 * What somebody asked for, as it waits; the names of its components are in what is sealed. There is either a wish or a mailbox.
 *
 * @param mailbox by its keyed index, in hexadecimal digits
 * @param stay whether letters may go there again
 */
record Request(@Nullable Wish wish, @Nullable String mailbox, boolean stay) {

    @Override
    public String toString() {
        return "Request[***]";
    }
}

package org.standwith;

import java.util.List;
import java.util.stream.Stream;

/** Limits that no test reaches by accident: all of them come from one address, and come often. */
public final class TestGuard {

    private static final int PLENTY = 100_000_000;

    private TestGuard() {}

    /** The settings by which there is room for everybody. */
    public static List<String> generous() {
        return Stream.of(
                        "checkouts.address",
                        "checkouts.everybody",
                        "confirmations.address",
                        "confirmations.everybody",
                        "codes.address",
                        "codes.everybody",
                        "reminders.address",
                        "reminders.everybody",
                        "alarm.attempts",
                        "alarm.declined")
                .map(limit -> "standwith.guard." + limit + "=" + PLENTY)
                .toList();
    }
}

package org.standwith.refunds.web;

import java.time.Duration;
import java.time.Instant;

/** How long ago something was, in words: "3 days". */
record Age(Instant now) {

    public String of(Instant then) {
        Duration age = Duration.between(then, now);
        if (age.toDays() > 0) {
            return counted(age.toDays(), "day");
        }
        return age.toHours() > 0 ? counted(age.toHours(), "hour") : counted(Math.max(0, age.toMinutes()), "minute");
    }

    private static String counted(long many, String what) {
        return many == 1 ? "1 " + what : many + " " + what + "s";
    }
}

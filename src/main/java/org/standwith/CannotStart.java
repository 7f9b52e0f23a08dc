package org.standwith;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.standwith.memberships.WrongTiers;
import org.standwith.payments.MustNotStart;
import org.standwith.risk.Unusable;
import org.standwith.vault.CannotOpen;
import org.standwith.vault.JournalBroken;
import org.standwith.vault.KeyServiceSilent;
import org.standwith.vault.Tampered;

/** Something that whoever installs Standwith has to mend. Told in one line, without a stack trace. */
final class CannotStart extends RuntimeException {

    CannotStart(String why) {
        super("Standwith cannot start: " + why);
    }

    /** Found by its name in {@code spring.factories}. */
    @Order(Ordered.HIGHEST_PRECEDENCE)
    static final class Reporter implements SpringBootExceptionReporter {

        private static final Logger log = LoggerFactory.getLogger(Standwith.class);

        /** Without a context there is nothing to ask, and nothing is asked. */
        Reporter(@Nullable ConfigurableApplicationContext context) {}

        @Override
        public boolean reportException(Throwable failure) {
            for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
                if (each instanceof CannotStart || isToBeMended(each)) {
                    // Of this failure, and of no other, the log has the message.
                    log.atError()
                            .setCause(
                                    each instanceof CannotStart
                                            ? each
                                            : new CannotStart(String.valueOf(each.getMessage())))
                            .log("Standwith cannot start");
                    return true;
                }
            }
            return false;
        }

        /** Their messages name settings and files, and nobody. */
        private static boolean isToBeMended(Throwable failure) {
            return failure instanceof MustNotStart
                    || failure instanceof CannotOpen
                    || failure instanceof JournalBroken
                    || failure instanceof KeyServiceSilent
                    || failure instanceof Tampered
                    || failure instanceof Unusable
                    || failure instanceof WrongTiers;
        }
    }
}

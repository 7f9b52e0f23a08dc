package org.standwith;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

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
            if (failure instanceof CannotStart) {
                // Of this failure, and of no other, the log has the message.
                log.atError().setCause(failure).log("Standwith cannot start");
                return true;
            }
            return false;
        }
    }
}

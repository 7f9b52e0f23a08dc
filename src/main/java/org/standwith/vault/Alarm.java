package org.standwith.vault;

import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tells operators that something sealed does not open. That never happens by itself. */
@Component
class Alarm {

    static final String METER = "standwith.vault.refused";

    private static final Logger log = LoggerFactory.getLogger(Alarm.class);

    private final MeterRegistry meters;

    Alarm(MeterRegistry meters) {
        this.meters = meters;
    }

    /** @return the same, to be thrown */
    Tampered raise(Tampered refused) {
        meters.counter(METER).increment();
        log.atError()
                .setCause(refused)
                .log("Something sealed does not open: it was changed, moved, or sealed elsewhere");
        return refused;
    }
}

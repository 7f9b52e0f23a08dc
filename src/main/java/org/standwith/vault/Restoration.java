package org.standwith.vault;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** At each start: tells a restored database again who was erased, and only then lets anybody in. */
@Component
class Restoration implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(Restoration.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Erasure erasure;
    private final EpochKeys epochs;
    private final Quarantine quarantine;

    Restoration(Erasure erasure, EpochKeys epochs, Quarantine quarantine) {
        this.erasure = erasure;
        this.epochs = epochs;
        this.quarantine = quarantine;
    }

    /** @throws JournalBroken so that nothing is started on a journal that is not the one that was written */
    @Override
    public void afterSingletonsInstantiated() {
        // Found out now, and not when the first supporter comes.
        epochs.current();
        erasure.requireSameOrganisation();
        if (!erasure.isBehind()) {
            quarantine.lift();
        }
    }

    /** Probes are answered meanwhile. */
    @EventListener
    void replay(ApplicationReadyEvent ready) {
        if (quarantine.isClosed()) {
            log.atWarn()
                    .log("The database lacks erasures that the journal has. In quarantine until it is told of them");
            Thread.ofVirtual().name("restoration").start(this::replayUntilDone);
        }
    }

    private void replayUntilDone() {
        while (quarantine.isClosed()) {
            try {
                erasure.catchUp();
                quarantine.lift();
                log.atInfo().log("The database was told of all erasures. The quarantine is over");
            } catch (RuntimeException e) {
                log.atError().setCause(e).log("The database could not be told of erasures; trying again");
                if (!pause()) {
                    return;
                }
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

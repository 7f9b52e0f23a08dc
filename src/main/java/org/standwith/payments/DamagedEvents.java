package org.standwith.payments;

import java.util.List;
import java.util.UUID;

/** Webhooks that were parked because they could not be understood. */
public interface DamagedEvents {

    /** How many there are. */
    long count();

    /** The newest first, at most 200. */
    List<DamagedEvent> list();

    /**
     * Puts it back into the inbox, to be tried from the start.
     *
     * @return what was replayed
     * @throws org.standwith.problem.Problem when no such event is parked
     */
    DamagedEvent replay(UUID id);
}

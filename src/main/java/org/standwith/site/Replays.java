package org.standwith.site;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.payments.DamagedEvent;
import org.standwith.payments.DamagedEvents;
import org.standwith.staff.AuditTrail;
import org.standwith.staff.StaffMember;

/** Parked webhooks, and putting them back into the inbox with a note of who did it. */
@Service
class Replays {

    private final DamagedEvents damaged;
    private final AuditTrail audit;

    Replays(DamagedEvents damaged, AuditTrail audit) {
        this.damaged = damaged;
        this.audit = audit;
    }

    List<DamagedEvent> parked() {
        return damaged.list();
    }

    @Transactional
    public DamagedEvent replay(UUID id, StaffMember by) {
        DamagedEvent event = damaged.replay(id);
        // By our id: the provider's may lead to a payment, and the trail is for good.
        audit.record(by.actor(), "event.replay", event.provider() + " " + event.id(), event.type());
        return event;
    }
}

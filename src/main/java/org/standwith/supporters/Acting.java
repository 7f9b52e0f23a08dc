package org.standwith.supporters;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.staff.AuditTrail;

/** What staff does for a supporter who has shown their code, in the audit trail. What supporters do themselves is noted nowhere. */
@Service
public class Acting {

    private final AuditTrail audit;

    Acting(AuditTrail audit) {
        this.audit = audit;
    }

    /**
     * Notes it where it is staff who does it: with the transaction, or before it is done where somebody else does it.
     *
     * @param subject of ours, and never a person's
     */
    @Transactional
    public void note(SignedIn who, String action, String subject, String detail) {
        if (who.actor() != null) {
            audit.record(who.actor(), action, subject, detail);
        }
    }
}

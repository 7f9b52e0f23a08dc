package org.standwith.site;

import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.staff.AuditTrail;
import org.standwith.staff.StaffMember;
import org.standwith.vault.Rotations;

/** Has keys replaced, with a note of who wanted it. */
@Service
class KeyReplacement {

    private final Rotations rotations;
    private final AuditTrail audit;

    KeyReplacement(Rotations rotations, AuditTrail audit) {
        this.rotations = rotations;
        this.audit = audit;
    }

    List<Rotations.Progress> latest() {
        return rotations.latest();
    }

    /** Keys are in another schema: noted first, so that nothing is begun without a note. */
    @Transactional
    public void start(Rotations.Kind kind, StaffMember by) {
        audit.record(by.actor(), "keys.replace", kind.name(), "");
        rotations.start(kind);
    }
}

package org.standwith.site;

import java.util.List;
import org.springframework.stereotype.Service;
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

    /** Keys are in another schema. The note is committed first, so that nothing is begun without one. */
    void start(Rotations.Kind kind, StaffMember by) {
        audit.record(by.actor(), "keys.replace", kind.name(), "");
        rotations.start(kind);
    }
}

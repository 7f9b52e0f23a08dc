package org.standwith.staff;

import static org.standwith.staff.Scope.AUDIT_READ;
import static org.standwith.staff.Scope.EVENTS_REPLAY;
import static org.standwith.staff.Scope.POLICY_DECIDE;
import static org.standwith.staff.Scope.RECONCILIATION_RUN;
import static org.standwith.staff.Scope.REFUND;
import static org.standwith.staff.Scope.REMINDERS_STOP;
import static org.standwith.staff.Scope.REPORTS_READ;
import static org.standwith.staff.Scope.SUPPORTERS_HELP;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** What a member of staff is here for. */
public enum Role {
    /** Sees figures, changes nothing. */
    FINANCE_VIEWER(REPORTS_READ),
    /** Accounts for the money: sees figures, replays damaged events, runs reconciliations, gives money back. */
    FINANCE(REPORTS_READ, EVENTS_REPLAY, RECONCILIATION_RUN, REFUND),
    /** Helps supporters, and sees to it that they are not in danger; sees no figures. */
    SUPPORT(POLICY_DECIDE, REMINDERS_STOP, SUPPORTERS_HELP),
    /** Runs the place: all of the above, the audit trail, and who works here. */
    ADMIN(Scope.values()),
    /** Checks the others: sees figures and the audit trail, changes nothing. */
    AUDITOR(REPORTS_READ, AUDIT_READ);

    private final Set<Scope> scopes;

    Role(Scope... scopes) {
        this.scopes = Set.of(scopes);
    }

    /** What this role may do. */
    public Set<Scope> scopes() {
        return scopes;
    }

    /** What somebody with all of these roles may do. */
    public static Set<Scope> scopesOf(Collection<Role> roles) {
        EnumSet<Scope> all = EnumSet.noneOf(Scope.class);
        roles.forEach(role -> all.addAll(role.scopes));
        return all;
    }
}

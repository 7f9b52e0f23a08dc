package org.standwith.staff;

/** One thing that staff may do. A role grants some of them; an API token passes on those that it names. */
public enum Scope {
    /** See figures: income, damaged events, results of reconciliation. */
    REPORTS_READ,
    /** Put a damaged event back into the inbox. */
    EVENTS_REPLAY,
    /** Have a provider's statement compared with the books. */
    RECONCILIATION_RUN,
    /** Give money back, and agree to what somebody else wants given back. */
    REFUND,
    /** Take over what people undertook at a provider before, and see what could not be taken. */
    IMPORT_RUN,
    /** See the audit trail and check its chain. */
    AUDIT_READ,
    /** Have keys of the vault replaced. */
    KEYS_ROTATE,
    /** Propose another risk policy, and agree to one that somebody else has proposed. */
    POLICY_DECIDE,
    /** See what reminders are due, stop their sending and let it go on. */
    REMINDERS_STOP,
    /** Do for a supporter who presents their code what they could do themselves. */
    SUPPORTERS_HELP,
    /** Add accounts, disable them, and hand out new passwords. */
    STAFF;

    /** The name under which Spring Security knows it. */
    public String authority() {
        return "SCOPE_" + name();
    }
}

package org.standwith.reconciliation;

/** What came of resolving a discrepancy. */
public sealed interface Resolving {

    /** @param corrected whether a correcting entry was posted */
    record Resolved(Discrepancy discrepancy, boolean corrected) implements Resolving {}

    /** Somebody was quicker, or statement and books came to agree. */
    record ResolvedBefore(Discrepancy discrepancy) implements Resolving {}
}

package org.standwith.vault;

/** A quarantine that a test lifts. */
public final class Gate {

    private final Quarantine quarantine = new Quarantine();

    public Quarantine quarantine() {
        return quarantine;
    }

    public void open() {
        quarantine.lift();
    }
}

package org.standwith.risk;

/** What becomes of money that should not have been taken, once it was. */
public enum AfterCapture {
    /** Given back, which is a second line on the statement. */
    REFUND,
    KEEP,
    /** The supporter decides when they come back to us, and is never written to about it; as they do not, it is given back. */
    ASK_IN_SESSION
}

package standwith.sandbox.paypal;

/** With what the payer pays. */
enum Instrument {
    GOOD,
    REFUSED,
    SLOW
}

package org.standwith.contributions;

/** Whether whoever a request is about is known here. */
enum Acquaintance {
    KNOWN,
    UNKNOWN,
    ERASED
}

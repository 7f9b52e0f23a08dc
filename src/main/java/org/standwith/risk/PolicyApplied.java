package org.standwith.risk;

/**
 * Another policy is in force. Published in the transaction that applied it; other nodes go by it within ten seconds.
 *
 * @param version its version
 */
public record PolicyApplied(int version) {}

package org.standwith.guard;

/**
 * What has to be solved: the number from 0 to {@code maxnumber} whose hash behind the salt is the challenge. In the form of
 * ALTCHA's protocol.
 */
public record Challenge(String algorithm, String challenge, long maxnumber, String salt, String signature) {}

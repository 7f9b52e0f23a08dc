package org.standwith.staff;

import java.time.Instant;

/**
 * One thing that somebody on the staff did.
 *
 * @param seq counts from 1, without gaps
 * @param actor who, {@code system} where nobody was signed in
 * @param action what, {@code event.replay}
 * @param subject to what: the id or name of a thing, never of a supporter
 */
public record AuditEntry(long seq, Instant at, String actor, String action, String subject, String detail) {}

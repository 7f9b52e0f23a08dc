package org.standwith.mail;

import java.util.UUID;

/**
 * A letter did not reach its mailbox, since there is none. May be told more than once.
 *
 * @param letter by its number from {@link Outbox#put}
 */
public record CameBack(UUID letter) {}

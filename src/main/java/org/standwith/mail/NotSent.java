package org.standwith.mail;

import java.util.UUID;

/**
 * A letter was given up: for as long as it was of use, no mail server took it. May be told more than once.
 *
 * @param letter by its number from {@link Outbox#put}
 */
public record NotSent(UUID letter) {}

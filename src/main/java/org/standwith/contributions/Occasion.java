package org.standwith.contributions;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that a supporter may have to be told of.
 *
 * @param at of what is renewed: when; of what is overdue: since when
 */
public record Occasion(UUID contribution, Instant at) {}

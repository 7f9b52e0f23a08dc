package org.standwith.payments;

import java.time.Instant;
import java.util.UUID;

/**
 * A webhook that could not be understood, parked for staff.
 *
 * @param error what went wrong, without anything from its content
 */
public record DamagedEvent(
        UUID id, Provider provider, String eventId, String type, Instant received, int attempts, String error) {}

package org.standwith.payments;

import java.time.Instant;

/**
 * A provider's webhook, reduced to what facts need.
 *
 * @param id the provider's; an event of the same id is the same event
 * @param type the provider's word for it
 * @param created when the provider made it
 * @param projection JSON of allow-listed fields only: nothing that identifies a person
 */
public record Event(Provider provider, String id, String type, Instant created, String projection) {}

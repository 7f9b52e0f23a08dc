package org.standwith.site;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;
import org.standwith.vault.Quarantine;

/** Part of readiness: in quarantine we live, and are not ready for anybody. */
@Component
class QuarantineHealthIndicator implements HealthIndicator {

    private final Quarantine quarantine;

    QuarantineHealthIndicator(Quarantine quarantine) {
        this.quarantine = quarantine;
    }

    @Override
    public Health health() {
        return quarantine.isClosed()
                ? Health.outOfService().build()
                : Health.up().build();
    }
}

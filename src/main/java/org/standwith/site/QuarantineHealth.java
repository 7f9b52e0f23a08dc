package org.standwith.site;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;
import org.standwith.vault.Quarantine;

/** Part of readiness: in quarantine we live, and are not ready for anybody. */
@Component("quarantineHealth")
class QuarantineHealth implements HealthIndicator {

    private final Quarantine quarantine;

    QuarantineHealth(Quarantine quarantine) {
        this.quarantine = quarantine;
    }

    @Override
    public Health health() {
        return quarantine.isClosed()
                ? Health.outOfService().build()
                : Health.up().build();
    }
}

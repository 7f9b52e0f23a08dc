package org.standwith.supporters.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** On which day something was, as the books and the receipts say it. */
@ConfigurationProperties("standwith.organisation")
record Days(@DefaultValue("UTC") ZoneId zone) {

    LocalDate of(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }
}

package org.standwith.ledger;

import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param zone time zone of the books */
@ConfigurationProperties("standwith.organisation")
record LedgerProperties(@DefaultValue("UTC") ZoneId zone) {}

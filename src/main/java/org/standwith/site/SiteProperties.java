package org.standwith.site;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param baseUrl the public address
 * @param origins other sites that may embed the widget and to which a checkout may return
 */
@Validated
@ConfigurationProperties("standwith")
record SiteProperties(
        @NotNull URI baseUrl,
        @DefaultValue List<URI> origins,
        @NotNull Organisation organisation) {

    /**
     * @param name shown on pages
     * @param zone time zone of the books
     * @param accent the one colour, a CSS colour
     */
    record Organisation(
            @NotBlank String name,
            @DefaultValue("UTC") ZoneId zone,
            @DefaultValue("#0b6b50") String accent) {}
}

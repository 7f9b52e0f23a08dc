package org.standwith.site;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param baseUrl the public address
 * @param origins other sites that may embed the widget and to which a checkout may return
 * @param onion our address as an onion service, {@code http://….onion}
 * @param mirrors further addresses of ours, which lead nobody to another one
 */
@Validated
@ConfigurationProperties("standwith")
record SiteProperties(
        @NotNull URI baseUrl,
        @DefaultValue List<URI> origins,
        @Nullable URI onion,
        @DefaultValue List<URI> mirrors,
        @NotNull @Valid Organisation organisation) {

    /**
     * @param name shown on pages
     * @param zone time zone of the books
     * @param accent the one colour of the pages, {@code #rrggbb}; moved where it could not be read
     */
    record Organisation(
            @NotBlank String name,
            @DefaultValue("UTC") ZoneId zone,

            @DefaultValue("#0b6b50") @Pattern(regexp = "#[0-9a-fA-F]{6}")
            String accent) {}
}

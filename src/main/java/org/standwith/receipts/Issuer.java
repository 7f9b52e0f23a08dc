package org.standwith.receipts;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who says that it was paid.
 *
 * @param name by which readers know the newsroom
 * @param zone time zone of the books, by which a payment is in one year or the next
 * @param contact whom to ask: a mail address, or the address of a page
 */
@Validated
@ConfigurationProperties("standwith.organisation")
record Issuer(
        @NotBlank String name,
        @NotNull @DefaultValue("UTC") ZoneId zone,
        @Nullable String contact,
        @NotNull @Valid @DefaultValue Legal legal) {

    /**
     * What the law where the newsroom is may want to see. All of it can be left out.
     *
     * @param name as it is registered, where that is not the newsroom's name
     * @param address in lines
     * @param registration number in a register of companies or charities
     * @param taxId number at the tax office
     * @param statement what a tax office wants to read, by language ({@code en}, {@code ru})
     */
    record Legal(
            @Nullable String name,
            @DefaultValue List<@NotBlank String> address,
            @Nullable String registration,
            @Nullable String taxId,
            @DefaultValue Map<@Pattern(regexp = "[a-z]{2}") String, @NotBlank String> statement) {}
}

package org.standwith.supporters;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What browsers show and devices keep beside our address, where anybody may read it who holds the device.
 *
 * @param site what they call us
 * @param user what they call everybody
 */
@Validated
@ConfigurationProperties("standwith.passkeys")
record PasskeyProperties(
        @DefaultValue("Account") @NotBlank String site,
        @DefaultValue("User") @NotBlank String user) {}

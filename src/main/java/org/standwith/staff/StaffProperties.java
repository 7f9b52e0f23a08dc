package org.standwith.staff;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param firstAdmin name of the account that is made when there is none
 */
@Validated
@ConfigurationProperties("standwith.staff")
record StaffProperties(@NotBlank @DefaultValue("admin") String firstAdmin) {}

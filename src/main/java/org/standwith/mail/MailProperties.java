package org.standwith.mail;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param from the address that letters are from, which should say nothing; without one there is no mail
 * @param name that stands beside it, which should say nothing either
 * @param bounces where letters come back to; null: to {@code from}, where nobody looks for them
 */
@Validated
@ConfigurationProperties("standwith.mail")
record MailProperties(
        @Nullable @Email String from,
        @NotBlank @DefaultValue("Notifications") String name,
        @Valid @Nullable Bounces bounces) {

    /**
     * A mailbox for nothing else: it is emptied.
     *
     * @param address to which mail servers add a plus sign and more, as most let one
     * @param protocol {@code imaps}, or {@code imap} on this machine
     */
    record Bounces(
            @NotBlank @Email String address,
            @NotBlank String host,
            @DefaultValue("-1") int port,
            @NotBlank String username,
            @NotBlank String password,
            @NotBlank @DefaultValue("imaps") String protocol) {

        @Override
        public String toString() {
            return "Bounces[" + host + "]";
        }
    }
}

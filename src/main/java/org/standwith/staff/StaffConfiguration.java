package org.standwith.staff;

import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

/** How people sign in. */
@Configuration(proxyBeanMethods = false)
class StaffConfiguration {

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    /**
     * A disabled account, and one without a password, are as unknown: Spring takes the same time over an unknown name as
     * over a wrong password, but answers a disabled one at once.
     */
    @Bean
    UserDetailsService staffMembers(Accounts accounts) {
        return name -> accounts.findByEmail(StaffAccounts.normal(name))
                .filter(account -> !account.disabled)
                .flatMap(account ->
                        Optional.ofNullable(account.passwordHash).map(hash -> new StaffMember(account, hash)))
                .orElseThrow(() -> new UsernameNotFoundException("Nobody of this name"));
    }
}

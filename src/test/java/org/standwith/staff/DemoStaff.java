package org.standwith.staff;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.support.TransactionOperations;

/** Staff to try things out with, whose passwords are their names' first words. Never in production: it is in no jar. */
@TestConfiguration(proxyBeanMethods = false)
public class DemoStaff {

    @Bean
    @Order(0)
    ApplicationRunner demoStaffArrives(
            Accounts accounts, Tokens tokens, PasswordEncoder encoder, Clock clock, TransactionOperations transaction) {
        var arrival = new Arrival(accounts, tokens, encoder, clock);
        return arguments -> transaction.executeWithoutResult(status -> {
            arrival.of("finance@example.org", "finance", Role.FINANCE);
            arrival.of("admin@example.org", "admin", Role.ADMIN);
            arrival.of("support@example.org", "support", Role.SUPPORT);
        });
    }

    private record Arrival(Accounts accounts, Tokens tokens, PasswordEncoder encoder, Clock clock) {

        void of(String email, String secret, Role role) {
            Account account = accounts.findByEmail(email).orElseGet(() -> newAccount(email, secret, role));
            if (tokens.findBySecretHash(Secrets.hash(secret)).isEmpty()) {
                var now = clock.instant();
                tokens.save(new Token(account.id, email, secret, role.scopes(), now, now.plus(Duration.ofDays(36500))));
            }
        }

        private Account newAccount(String email, String secret, Role role) {
            Account account = new Account(email, "Demo " + secret, Set.of(role), clock.instant());
            account.password(encoder.encode(secret), false);
            return accounts.save(account);
        }
    }
}

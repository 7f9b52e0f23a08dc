package org.standwith.staff;

import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/** Lets the first person in: where there is no account yet, makes one and tells its password to whoever reads the log. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class FirstAdmin implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(FirstAdmin.class);

    private final Accounts accounts;
    private final StaffAccounts staff;
    private final StaffProperties properties;

    FirstAdmin(Accounts accounts, StaffAccounts staff, StaffProperties properties) {
        this.accounts = accounts;
        this.staff = staff;
        this.properties = properties;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (accounts.count() > 0) {
            return;
        }
        String name = properties.firstAdmin();
        try {
            String password = staff.create(name, "Administrator", Set.of(Role.ADMIN), "system");
            log.atWarn()
                    .addKeyValue("account", name)
                    .addKeyValue("one-time-password", password)
                    .log("First start: sign in at /office with this account and one-time password, and change it");
        } catch (DataIntegrityViolationException e) {
            // Another node was faster, and has told the password.
            log.atInfo().log("First start: another node has made the first account");
        }
    }
}

package org.standwith.staff;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface Accounts extends Repository<Account, UUID> {

    Account save(Account account);

    Optional<Account> findById(UUID id);

    /** Compared here: whatever somebody types at the door, a supporter's address perhaps, is in no query and no log of one. */
    default Optional<Account> findByEmail(String email) {
        return findAllByOrderByEmail().stream()
                .filter(account -> account.email.equals(email))
                .findFirst();
    }

    List<Account> findAllByOrderByEmail();

    long count();
}

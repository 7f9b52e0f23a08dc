package org.standwith.contributions;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.transaction.annotation.Transactional;

interface CheckoutAttempts extends JpaRepository<CheckoutAttempt, UUID> {

    Optional<CheckoutAttempt> findByIdempotencyKey(UUID idempotencyKey);

    List<CheckoutAttempt> findByContributionIdIn(Collection<UUID> contributions);

    /** Locked until the commit. */
    @Query(value = "select * from checkout where id = :id for update", nativeQuery = true)
    Optional<CheckoutAttempt> lock(String id);

    /** Counts one more try, unless there were so many. */
    @Modifying
    @Transactional
    @Query("update CheckoutAttempt c set c.tries = c.tries + 1 where c.id = :id and c.tries < :most")
    int countTry(UUID id, int most);

    /** Notes when the provider was asked last. */
    @Modifying
    @Transactional
    @Query("update CheckoutAttempt c set c.askedAt = :at where c.id = :id")
    void asked(UUID id, Instant at);
}

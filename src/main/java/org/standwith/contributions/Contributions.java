package org.standwith.contributions;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;

interface Contributions extends JpaRepository<Contribution, UUID> {

    /** Locked until the commit, in one order for everybody. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    List<Contribution> findByIdInOrderById(Collection<UUID> ids);
}

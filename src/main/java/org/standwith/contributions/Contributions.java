package org.standwith.contributions;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface Contributions extends JpaRepository<Contribution, UUID> {

    /**
     * Locked until the commit, in one order for everybody. SQL of ours, because Hibernate's names the table to lock, which
     * MariaDB does not understand.
     */
    @Query(value = "select * from contribution where id in (:ids) order by id for update", nativeQuery = true)
    List<Contribution> lock(Collection<String> ids);
}

package org.standwith.staff;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface Tokens extends Repository<Token, UUID> {

    Token save(Token token);

    Optional<Token> findBySecretHash(byte[] secretHash);

    Optional<Token> findByIdAndAccountId(UUID id, UUID accountId);

    List<Token> findByAccountIdOrderByCreatedAtDesc(UUID accountId);

    /** Past the version on purpose: two calls at midnight must not refuse each other. */
    @Modifying
    @Query("update Token t set t.lastUsedOn = :day where t.id = :id")
    void usedOn(UUID id, LocalDate day);
}

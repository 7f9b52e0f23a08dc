-- Proofs of work and permits that have been used, so that no node takes one again.
create table spent_proof (
    hash       binary(32)   not null,
    -- By the full hour, so that it does not tell when somebody came.
    expires_at datetime(6)  not null,
    primary key (hash),
    key spent_proof_expiry (expires_at)
);

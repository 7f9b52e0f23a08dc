-- Money that staff give back.
create table refund (
    id              char(36)     character set ascii collate ascii_bin not null primary key,
    provider        varchar(16)  character set ascii collate ascii_bin not null,
    payment         varchar(128) character set ascii collate ascii_bin not null,
    currency        char(3)      character set ascii collate ascii_bin not null,
    amount_minor    bigint       not null,
    cause           varchar(24)  character set ascii collate ascii_bin null,
    reason          varchar(200) character set utf8mb4 collate utf8mb4_bin not null,
    state           varchar(10)  character set ascii collate ascii_bin not null,
    code            varchar(120) character set utf8mb4 collate utf8mb4_bin null,
    asked_by        varchar(254) character set utf8mb4 collate utf8mb4_bin null,
    decided_by      varchar(254) character set utf8mb4 collate utf8mb4_bin null,
    idempotency_key char(36)     character set ascii collate ascii_bin null,
    created_at      datetime(6)  not null,
    changed_at      datetime(6)  not null,
    sent_at         datetime(6)  null,
    tries           int          not null,
    due_at          datetime(6)  null,
    ending          varchar(10)  character set ascii collate ascii_bin not null,
    ending_tries    int          not null,
    provider_refund varchar(128) character set ascii collate ascii_bin null,
    unique key refund_key (idempotency_key),
    -- Proposed once for each payment and cause.
    unique key refund_cause (provider, payment, cause),
    -- What the provider made is one of these at most.
    unique key refund_made (provider, provider_refund),
    key refund_state (state, changed_at)
);

-- What happened to it, in order. Rows are added, and their notes blanked in the end.
create table refund_step (
    refund char(36)     character set ascii collate ascii_bin not null,
    number int          not null,
    at     datetime(6)  not null,
    state  varchar(10)  character set ascii collate ascii_bin not null,
    who    varchar(254) character set utf8mb4 collate utf8mb4_bin not null,
    note   varchar(200) character set utf8mb4 collate utf8mb4_bin not null,
    primary key (refund, number)
);

-- Contributions of which it is not known what became of them, while that is so.
create table unsettled (
    contribution char(36)     character set ascii collate ascii_bin not null primary key,
    -- As it stood when it was found: when it stands otherwise, this is over.
    state        varchar(12)  character set ascii collate ascii_bin not null,
    since        datetime(6)  not null,
    until        datetime(6)  null,
    tries        int          not null,
    due_at       datetime(6)  not null,
    claim        char(36)     character set ascii collate ascii_bin null,
    asked_at     datetime(6)  null,
    answer       varchar(120) character set utf8mb4 collate utf8mb4_bin not null,
    parked       boolean      not null,
    key unsettled_due (parked, due_at),
    key unsettled_claim (claim)
);

alter table contribution add key contribution_state (state, state_since);

-- Webhooks, reduced to what facts need, until they are understood. The projection is blanked once processed.
create table inbox_event (
    id          char(36)     character set ascii collate ascii_bin not null primary key,
    provider    varchar(16)  character set ascii collate ascii_bin not null,
    event_id    varchar(200) character set ascii collate ascii_bin not null,
    type        varchar(100) character set ascii collate ascii_bin not null,
    created_at  datetime(6)  not null,
    received_at datetime(6)  not null,
    projection  mediumtext   null,
    status      varchar(10)  character set ascii collate ascii_bin not null,
    attempts    int          not null,
    due_at      datetime(6)  not null,
    claim       char(36)     character set ascii collate ascii_bin null,
    error       varchar(500) null,
    unique key inbox_event_once (provider, event_id),
    key inbox_event_due (status, due_at),
    key inbox_event_claim (claim)
);

-- What providers told us, in our words. Rows are never changed.
create table fact (
    provider varchar(16)  character set ascii collate ascii_bin not null,
    fact_key varchar(255) character set ascii collate ascii_bin not null,
    kind     varchar(32)  character set ascii collate ascii_bin not null,
    subject  varchar(128) character set ascii collate ascii_bin not null,
    target   varchar(128) character set ascii collate ascii_bin null,
    body     text         not null,
    primary key (provider, fact_key),
    key fact_subject (provider, subject),
    key fact_target (provider, target)
);

-- To whom a provider's ids belong, as far as link facts tell.
create table reference (
    provider varchar(16)  character set ascii collate ascii_bin not null,
    ref      varchar(128) character set ascii collate ascii_bin not null,
    owner    char(36)     character set ascii collate ascii_bin null,
    primary key (provider, ref),
    key reference_owner (owner)
);

-- Taking over what people undertook at a provider without us, and how far that is.
create table import_run (
    id           char(36)     character set ascii collate ascii_bin not null primary key,
    number       bigint       not null,
    provider     varchar(16)  character set ascii collate ascii_bin not null,
    from_at      datetime(6)  not null,
    to_at        datetime(6)  not null,
    -- A dry one writes nothing but what it would have come to.
    dry          boolean      not null,
    status       varchar(10)  character set ascii collate ascii_bin not null,
    requested_by varchar(254) not null,
    requested_at datetime(6)  not null,
    started_at   datetime(6)  null,
    finished_at  datetime(6)  null,
    -- Where to go on after an interruption. Sealed, since the provider's word for a page may be the id of a subscription.
    stage        varchar(16)  character set ascii collate ascii_bin not null,
    next_page    varbinary(4200) null,
    pages        bigint       not null,
    waits_for    varchar(200) null,
    unique key import_run_number (number),
    key import_run_waiting (provider, status, number)
);

-- What became of how many.
create table import_count (
    run      char(36)    character set ascii collate ascii_bin not null,
    stage    varchar(16) character set ascii collate ascii_bin not null,
    result   varchar(16) character set ascii collate ascii_bin not null,
    how_many bigint      not null,
    primary key (run, stage, result)
);

-- What a run has looked at, so that nothing counts twice: pages shift while people give. Emptied when it is over.
create table import_seen (
    run char(36)   character set ascii collate ascii_bin not null,
    ref binary(16) not null,
    primary key (run, ref)
);

-- Some of what was not taken, by the provider's id, sealed.
create table import_example (
    run    char(36)    character set ascii collate ascii_bin not null,
    stage  varchar(16) character set ascii collate ascii_bin not null,
    result varchar(16) character set ascii collate ascii_bin not null,
    place  int         not null,
    sealed varbinary(600) not null,
    primary key (run, stage, result, place)
);

-- The comparisons that fetch what the books lack of the period.
create table import_reconciliation (
    run            char(36) character set ascii collate ascii_bin not null,
    reconciliation char(36) character set ascii collate ascii_bin not null,
    primary key (run, reconciliation)
);

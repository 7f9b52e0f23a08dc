-- What providers' statements say, each line under the key of the entry that it has in the books.
create table statement_line (
    provider  varchar(16)  character set ascii collate ascii_bin not null,
    entry_key varchar(255) character set ascii collate ascii_bin not null,
    currency  char(3)      character set ascii collate ascii_bin not null,
    net       bigint       not null,
    moved_at  datetime(6)  not null,
    -- The run that has seen it last.
    run       bigint       not null,
    payout    varchar(128) character set ascii collate ascii_bin null,
    primary key (provider, entry_key),
    key statement_line_payout (provider, payout)
);

-- What finance asked to have compared, and how far that is.
create table reconciliation (
    id           char(36)     character set ascii collate ascii_bin not null primary key,
    number       bigint       not null,
    provider     varchar(16)  character set ascii collate ascii_bin not null,
    from_at      datetime(6)  not null,
    to_at        datetime(6)  not null,
    status       varchar(10)  character set ascii collate ascii_bin not null,
    requested_by varchar(254) not null,
    requested_at datetime(6)  not null,
    started_at   datetime(6)  null,
    finished_at  datetime(6)  null,
    -- Where to go on after an interruption: what of it is done, and the provider's own word for the page.
    stage        varchar(10)  character set ascii collate ascii_bin not null,
    next_page    varchar(500) null,
    read_lines   bigint       not null,
    matched      bigint       not null,
    healed       bigint       not null,
    waits_for    varchar(200) null,
    unique key reconciliation_number (number),
    key reconciliation_waiting (provider, status, number)
);

-- Differences between a statement and the books. Found again, it is the same one.
create table discrepancy (
    id                char(36)     character set ascii collate ascii_bin not null primary key,
    provider          varchar(16)  character set ascii collate ascii_bin not null,
    kind              varchar(24)  character set ascii collate ascii_bin not null,
    entry_key         varchar(255) character set ascii collate ascii_bin not null,
    expected_currency char(3)      character set ascii collate ascii_bin null,
    expected_minor    bigint       null,
    actual_currency   char(3)      character set ascii collate ascii_bin null,
    actual_minor      bigint       null,
    moved_at          datetime(6)  not null,
    run               bigint       not null,
    found_at          datetime(6)  not null,
    status            varchar(10)  character set ascii collate ascii_bin not null,
    owner             varchar(254) null,
    resolved_by       varchar(254) null,
    resolved_at       datetime(6)  null,
    note              varchar(500) null,
    unique key discrepancy_once (provider, entry_key, kind),
    key discrepancy_open (status, found_at)
);

-- Money on its way to our bank, until the lines that it is made of sum to it.
create table payout (
    provider      varchar(16)  character set ascii collate ascii_bin not null,
    payout        varchar(128) character set ascii collate ascii_bin not null,
    currency      char(3)      character set ascii collate ascii_bin not null,
    minor         bigint       not null,
    sent_at       datetime(6)  not null,
    status        varchar(10)  character set ascii collate ascii_bin not null,
    lines_minor   bigint       null,
    -- What the provider says was left, where it says so.
    balance_minor bigint       null,
    primary key (provider, payout),
    key payout_open (status, sent_at)
);

-- Found by their day when a statement is compared with it; by month they are looked for nowhere.
alter table journal_entry drop key journal_entry_month, add key journal_entry_day (provider, value_date);

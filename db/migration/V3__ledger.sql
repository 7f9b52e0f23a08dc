-- The books: double entry, minor units, debit positive. Rows are never changed.
create table journal_entry (
    provider      varchar(16)  character set ascii collate ascii_bin not null,
    entry_key     varchar(255) character set ascii collate ascii_bin not null,
    kind          varchar(24)  character set ascii collate ascii_bin not null,
    value_date    date         not null,
    booking_month char(7)      character set ascii collate ascii_bin not null,
    posted_at     datetime(6)  not null,
    primary key (provider, entry_key),
    key journal_entry_month (booking_month)
);

create table posting (
    provider      varchar(16)  character set ascii collate ascii_bin not null,
    entry_key     varchar(255) character set ascii collate ascii_bin not null,
    line          tinyint      not null,
    account       varchar(16)  character set ascii collate ascii_bin not null,
    currency      char(3)      character set ascii collate ascii_bin not null,
    minor         bigint       not null,
    cadence       varchar(8)   character set ascii collate ascii_bin null,
    kind          varchar(24)  character set ascii collate ascii_bin not null,
    booking_month char(7)      character set ascii collate ascii_bin not null,
    primary key (provider, entry_key, line),
    key posting_month (booking_month, account)
);

-- One row: the time zone of the books, fixed once anything is posted.
create table books (
    id   tinyint     not null primary key,
    zone varchar(64) character set ascii collate ascii_bin not null
);

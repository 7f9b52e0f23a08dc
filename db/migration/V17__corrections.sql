-- Which entries correct which: what was posted stays, and counts together with what corrects it.
create table correction (
    provider       varchar(16)  character set ascii collate ascii_bin not null,
    entry_key      varchar(255) character set ascii collate ascii_bin not null,
    correction_key varchar(255) character set ascii collate ascii_bin not null,
    primary key (provider, entry_key, correction_key)
);

-- When the provider last told something that a run went on by.
alter table reconciliation add column progressed_at datetime(6) null;

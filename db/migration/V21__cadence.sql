-- A contribution may change between monthly and annual: what it has become, and since when.
alter table contribution
    add column cadence_now   varchar(8) character set ascii collate ascii_bin null,
    add column cadence_since datetime(6) null;

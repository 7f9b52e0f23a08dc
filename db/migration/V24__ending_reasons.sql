-- Why supporters stop, where they chose to say it.
create table ending_reason (
    id     char(36)    character set ascii collate ascii_bin not null primary key,
    month  date        not null,
    reason varchar(16) character set ascii collate ascii_bin not null
);

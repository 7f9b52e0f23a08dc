-- Risk policies that staff have proposed. One that was applied holds instead of the file's for as long as its version is the higher one.
create table risk_policy (
    id          char(36)    character set ascii collate ascii_bin not null primary key,
    version     int         not null,
    -- The version again, once it was applied: there is one of each.
    applied     int         null,
    body        mediumtext  character set utf8mb4 collate utf8mb4_bin not null,
    state       varchar(8)  character set ascii collate ascii_bin not null,
    proposed_by varchar(254) character set utf8mb4 collate utf8mb4_bin not null,
    proposed_at datetime(6) not null,
    decided_by  varchar(254) character set utf8mb4 collate utf8mb4_bin null,
    decided_at  datetime(6) null,
    -- A digest of all of the above, sealed: who can write here but has not its key can make no policy.
    seal        varbinary(128) not null,
    unique key risk_policy_applied (applied)
);

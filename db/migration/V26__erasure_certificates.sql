-- That somebody wanted to be forgotten, and when that was done: by a number that only they have.
create table erasure_certificate (
    certificate char(36)   character set ascii collate ascii_bin not null,
    holder      binary(16) not null,
    asked_at    datetime(6) not null,
    erased_at   datetime(6) null,
    primary key (holder),
    key erasure_certificate_number (certificate)
);

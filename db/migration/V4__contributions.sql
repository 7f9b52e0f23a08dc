create table contribution (
    id           char(36)    character set ascii collate ascii_bin not null primary key,
    supporter    char(36)    character set ascii collate ascii_bin not null,
    provider     varchar(16) character set ascii collate ascii_bin not null,
    cadence      varchar(8)  character set ascii collate ascii_bin not null,
    currency     char(3)     character set ascii collate ascii_bin not null,
    amount_minor bigint      not null,
    covers_fees  boolean     not null,
    campaign     varchar(64) character set ascii collate ascii_bin null,
    created_at   datetime(6) not null,
    state        varchar(12) character set ascii collate ascii_bin not null,
    state_since  datetime(6) not null,
    state_until  datetime(6) null,
    version      int         not null
);

create table checkout (
    id                char(36)     character set ascii collate ascii_bin not null primary key,
    contribution_id   char(36)     character set ascii collate ascii_bin not null,
    idempotency_key   char(36)     character set ascii collate ascii_bin not null,
    request_digest    char(64)     character set ascii collate ascii_bin not null,
    reference         varchar(64)  character set ascii collate ascii_bin not null,
    provider_checkout varchar(128) character set ascii collate ascii_bin null,
    redirect_url      varchar(2048) null,
    return_url        varchar(1024) null,
    locale            varchar(35)  character set ascii collate ascii_bin not null,
    created_at        datetime(6)  not null,
    expires_at        datetime(6)  not null,
    asked_at          datetime(6)  null,
    spoilt_keys       int          not null,
    unique key checkout_key (idempotency_key),
    unique key checkout_contribution (contribution_id)
);

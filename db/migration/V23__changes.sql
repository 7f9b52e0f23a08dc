-- What supporters want to be different about what they give: until it is so, and for a month after.
create table change_intent (
    id              char(36)    character set ascii collate ascii_bin not null primary key,
    contribution    char(36)    character set ascii collate ascii_bin not null,
    idempotency_key char(36)    character set ascii collate ascii_bin not null,
    request_digest  binary(16)  not null,
    sealed          blob        not null,
    state           varchar(10) character set ascii collate ascii_bin not null,
    refusal         varchar(12) character set ascii collate ascii_bin null,
    -- A provider's, for why it said no, or nothing that is of use.
    word            varchar(120) character set utf8mb4 collate utf8mb4_bin null,
    asked_at        datetime(6) not null,
    changed_at      datetime(6) not null,
    claimed_until   datetime(6) null,
    tries           int         not null,
    unique key change_intent_key (idempotency_key),
    key change_intent_contribution (contribution, state),
    key change_intent_state (state, changed_at)
);

-- What is to be done at a date for a contribution whose provider does not do it by itself.
create table appointment (
    contribution char(36)    character set ascii collate ascii_bin not null primary key,
    id           char(36)    character set ascii collate ascii_bin not null,
    act          varchar(8)  character set ascii collate ascii_bin not null,
    due_at       datetime(6) not null,
    made_at      datetime(6) not null,
    tries        int         not null,
    unique key appointment_id (id)
);

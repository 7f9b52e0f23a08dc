-- Wishes to be reminded, and refusals, as they came. What becomes of them is found out later, so that the answer tells nothing.
create table reminder_request (
    id     char(36)    character set ascii collate ascii_bin not null primary key,
    at     datetime(6) not null,
    sealed blob        not null,
    key reminder_request_at (at)
);

-- What waits for whoever reads a mailbox to confirm it. For a mailbox to which nobody may write there is a row like any other.
create table reminder_wish (
    mailbox   binary(16)  not null primary key,
    hash      binary(32)  not null,
    -- The day of the last letter that asks: there is one a day at most.
    mailed_on date        not null,
    until     datetime(6) not null,
    sealed    blob        not null,
    unique key reminder_wish_hash (hash),
    key reminder_wish_until (until)
);

-- Whom to remind, and when.
create table reminder (
    id      char(36)    character set ascii collate ascii_bin not null primary key,
    mailbox binary(16)  not null,
    hash    binary(32)  not null,
    lane    tinyint     not null,
    due_at  datetime(6) not null,
    sealed  blob        not null,
    unique key reminder_mailbox (mailbox),
    unique key reminder_hash (hash),
    key reminder_due (lane, due_at)
);

-- Who is never to be written to again.
create table reminder_refusal (
    mailbox binary(16) not null primary key,
    since   date       not null
);

-- Keys that are to be destroyed, since what they open is gone from here.
create table reminder_over (
    id char(36) character set ascii collate ascii_bin not null primary key
);

-- Of a reminder that was sent once and is gone: what the link in its letter, and nothing else, opens for a while.
create table reminder_echo (
    hash   binary(32)  not null primary key,
    until  datetime(6) not null,
    sealed blob        not null,
    key reminder_echo_until (until)
);

-- Letters of the last weeks, to count what came of them: whether they came back, and whether somebody gave by their link.
create table reminder_trace (
    letter       char(36)       character set ascii collate ascii_bin not null primary key,
    hash         binary(32)     not null,
    month        char(7)        character set ascii collate ascii_bin not null,
    campaign     varchar(64)    character set ascii collate ascii_bin not null,
    until        datetime(6)    not null,
    checkout char(36)       character set ascii collate ascii_bin null,
    -- Which reminder goes on, if one does.
    sealed       varbinary(256) not null,
    unique key reminder_trace_hash (hash),
    key reminder_trace_until (until),
    key reminder_trace_checkout (checkout)
);

create table reminder_total (
    month    char(7)     character set ascii collate ascii_bin not null,
    campaign varchar(64) character set ascii collate ascii_bin not null,
    outcome  varchar(12) character set ascii collate ascii_bin not null,
    count    bigint      not null,
    primary key (month, campaign, outcome)
);

-- One row: whether anything is sent, and how much was in the last minute in which anything was.
create table reminder_valve (
    id     tinyint     not null primary key,
    closed boolean     not null,
    minute datetime(6) not null,
    taken  int         not null
);
insert into reminder_valve (id, closed, minute, taken) values (1, false, '2000-01-01', 0);

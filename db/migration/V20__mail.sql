-- Letters that wait for the mail server. A row is gone when the letter is.
create table letter (
    id     char(36)    character set ascii collate ascii_bin not null primary key,
    lane   tinyint     not null,
    due_at datetime(6) not null,
    tries  smallint    not null,
    claim  char(36)    character set ascii collate ascii_bin null,
    sealed blob        not null,
    key letter_due (lane, due_at),
    key letter_claim (claim)
);

-- Mailboxes from which letters came back.
create table undeliverable (
    mailbox binary(16) not null primary key,
    since   date       not null,
    code    varchar(8) character set ascii collate ascii_bin not null
);

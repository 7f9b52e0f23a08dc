-- Links by which somebody may sign in, and as many that nobody asked for with an address that is known.
create table sign_in_link (
    id      char(36)   character set ascii collate ascii_bin not null primary key,
    hash    binary(32) not null,
    mailbox binary(16) not null,
    place   tinyint    not null,
    until   datetime(6) not null,
    sealed  blob       not null,
    unique key sign_in_link_hash (hash),
    unique key sign_in_link_place (mailbox, place),
    key sign_in_link_until (until)
);

-- Browsers in which a supporter is signed in.
create table supporter_session (
    id     char(36)   character set ascii collate ascii_bin not null primary key,
    hash   binary(32) not null,
    until  datetime(6) not null,
    sealed blob       not null,
    unique key supporter_session_hash (hash),
    key supporter_session_until (until)
);

-- By whom a session is found: one session for each of the supporters that somebody is, who gave more than once.
create table supporter_session_holder (
    session char(36)   character set ascii collate ascii_bin not null,
    holder  binary(16) not null,
    primary key (holder, session),
    key supporter_session_holder_session (session)
);

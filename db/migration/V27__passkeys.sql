-- Passkeys: found by what a browser shows, and told apart by nothing else.
create table passkey (
    id         char(36)   character set ascii collate ascii_bin not null primary key,
    credential binary(16) not null,
    sealed     blob       not null,
    unique key passkey_credential (credential)
);

-- By whom a passkey is found: one row for each of the supporters that somebody is, who gave more than once.
create table passkey_holder (
    passkey char(36)   character set ascii collate ascii_bin not null,
    holder  binary(16) not null,
    primary key (holder, passkey),
    key passkey_holder_passkey (passkey)
);

-- Challenges that were answered, so that no node takes an answer again.
create table passkey_challenge (
    hash  binary(32)  not null primary key,
    -- By the full hour, so that it does not tell when somebody came.
    until datetime(6) not null,
    key passkey_challenge_until (until)
);

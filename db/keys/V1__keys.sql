-- Keys only, in a schema of their own with an account of its own: whoever has the other schema has no key, and data is
-- restored backwards from its backups, but keys only forwards.

-- Key-encryption keys are at the key service. Here is only since when a version wraps nothing new.
create table kek_version (
    version       int         not null primary key,
    superseded_at datetime(6) null
);

-- Wrapped by the key service; each wraps all below that name it.
create table epoch_key (
    epoch       int            not null primary key,
    wrapped     varbinary(512) not null,
    began_at    datetime(6)    not null,
    empty_since datetime(6)    null
);

-- A supporter's own key. Without this row the supporter is gone.
create table subject_key (
    id      char(36)       character set ascii collate ascii_bin not null primary key,
    epoch   int            not null,
    wrapped varbinary(512) not null,
    key subject_key_epoch (epoch, id)
);

-- Keys of purposes: of indexes, of what carries no supporter's key, and of a day's post.
create table service_key (
    name    varchar(40)     character set ascii collate ascii_bin not null primary key,
    epoch   int             not null,
    wrapped varbinary(2048) not null
);

-- One row: whose keys these are, and the end of the erasure journal. Who adds to the journal locks it.
create table identity (
    id           tinyint       not null primary key,
    organisation char(36)      character set ascii collate ascii_bin not null,
    journal_seq  bigint        not null,
    journal_hash varbinary(64) not null
);

-- Keys being replaced, and how far that has come.
create table rotation (
    id          char(36)    character set ascii collate ascii_bin not null primary key,
    kind        varchar(16) character set ascii collate ascii_bin not null,
    step        int         not null,
    due_at      datetime(6) not null,
    position    char(36)    character set ascii collate ascii_bin not null,
    done        bigint      not null,
    total       bigint      not null,
    started_at  datetime(6) not null,
    finished_at datetime(6) null,
    key rotation_started (started_at)
);

-- A supporter. Every row looks like every other: what is not known has an index value all the same.
create table dossier (
    id          char(36)   character set ascii collate ascii_bin not null primary key,
    email_index binary(16) not null,
    code_index  binary(16) not null,
    sealed      mediumblob not null,
    key dossier_email (email_index),
    unique key dossier_code (code_index)
);

-- One row: whose keys belong to this schema, and up to which entry of the erasure journal this schema has been told. It falls behind when a backup is restored.
create table vault_state (
    id           tinyint  not null primary key,
    organisation char(36) character set ascii collate ascii_bin null,
    replayed_seq bigint   not null
);
insert into vault_state (id, replayed_seq) values (1, 0);

-- Whose a contribution is, sealed.
alter table contribution drop column supporter, add column owner varbinary(128) not null;

-- What a repeated request is answered with, sealed; gone after a day.
alter table checkout
    drop column reference,
    drop column provider_checkout,
    drop column redirect_url,
    drop column return_url,
    drop column locale,
    drop column request_digest,
    add column request_digest binary(16) not null,
    add column answer mediumblob null,
    add key checkout_created (created_at);

-- An id at the provider is kept as its keyed index; the id itself sealed, until nobody needs to ask about it any more.
alter table reference
    add column sealed varbinary(512) null,
    add column lasting boolean not null default false,
    add column since date null,
    add key reference_since (lasting, since);

-- Projections are sealed under the key of the day.
alter table inbox_event
    drop column projection,
    add column projection mediumblob null;

-- Tasks that one node at a time carries out.
create table scheduled_tasks (
    task_name            varchar(100) not null,
    task_instance        varchar(100) not null,
    task_data            blob,
    execution_time       timestamp(6) not null,
    picked               boolean      not null,
    picked_by            varchar(50),
    last_success         timestamp(6) null,
    last_failure         timestamp(6) null,
    consecutive_failures int,
    last_heartbeat       timestamp(6) null,
    version              bigint       not null,
    priority             smallint,
    primary key (task_name, task_instance),
    key scheduled_tasks_due (execution_time),
    key scheduled_tasks_heartbeat (last_heartbeat),
    key scheduled_tasks_priority (priority desc, execution_time asc)
);

create table staff_account (
  id                 binary(16)   not null,
  version            int          not null,
  email              varchar(254) not null,
  display_name       varchar(100) not null,
  password_hash      varchar(255),
  password_temporary boolean      not null,
  disabled           boolean      not null,
  created_at         datetime(6)  not null,
  primary key (id),
  unique key staff_account_email (email)
) character set utf8mb4 collate utf8mb4_bin;

create table staff_account_role (
  account_id binary(16)  not null,
  role       varchar(32) not null,
  primary key (account_id, role)
) character set utf8mb4 collate utf8mb4_bin;

create table staff_api_token (
  id           binary(16)   not null,
  version      int          not null,
  account_id   binary(16)   not null,
  name         varchar(100) not null,
  secret_hash  binary(32)   not null,
  created_at   datetime(6)  not null,
  expires_at   datetime(6)  not null,
  revoked_at   datetime(6),
  last_used_on date,
  primary key (id),
  unique key staff_api_token_secret (secret_hash),
  key staff_api_token_account (account_id)
) character set utf8mb4 collate utf8mb4_bin;

create table staff_api_token_scope (
  token_id binary(16)  not null,
  scope    varchar(32) not null,
  primary key (token_id, scope)
) character set utf8mb4 collate utf8mb4_bin;

-- What staff did. Each row's hash covers its content and the hash of the row before.
create table staff_audit (
  seq     bigint        not null,
  at      datetime(6)   not null,
  actor   varchar(254)  not null,
  action  varchar(64)   not null,
  subject varchar(254)  not null,
  detail  varchar(1000) not null,
  hash    binary(32)    not null,
  primary key (seq)
) character set utf8mb4 collate utf8mb4_bin;

-- One row: the end of the chain. Whoever writes to the trail locks it, so there is one writer at a time.
create table staff_audit_head (
  id   tinyint    not null,
  seq  bigint     not null,
  hash binary(32) not null,
  primary key (id)
) character set utf8mb4 collate utf8mb4_bin;

insert into staff_audit_head (id, seq, hash) values (1, 0, unhex(repeat('00', 32)));

-- When what is paid annually is renewed: to find what is due, and nothing that has to be written for the many that are monthly.
alter table contribution
    add column annual_until datetime(6) generated always as
        (case when state = 'Active' and coalesce(cadence_now, cadence) = 'ANNUAL' then state_until end) virtual,
    add key contribution_annual (annual_until);

-- Of what supporters were told, or would have been if they had left an address: a row says the same of both.
create table notice (
    contribution char(36)    character set ascii collate ascii_bin not null,
    kind         varchar(8)  character set ascii collate ascii_bin not null,
    -- The moment of what it is about: of the renewal, or since when a payment is overdue.
    about        datetime(6) not null,
    told         boolean     not null,
    -- When it is seen to next.
    due_at       datetime(6) not null,
    primary key (contribution, kind, about),
    key notice_due (kind, due_at)
);

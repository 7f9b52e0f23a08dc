-- Whether whoever explained a difference had the books corrected as well.
alter table discrepancy add column corrected boolean not null default false;

update discrepancy set corrected = true
where status = 'RESOLVED' and exists (select 1 from correction
    where correction.provider = discrepancy.provider and correction.entry_key = discrepancy.entry_key);

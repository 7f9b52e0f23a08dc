-- Whether whoever explained a difference had the books corrected as well.
alter table discrepancy add column corrected boolean not null default false;

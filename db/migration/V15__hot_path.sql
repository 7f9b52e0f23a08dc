-- What a worker has claimed is found by when it comes due again.
alter table inbox_event drop key inbox_event_claim;

-- The time of the latest fact that the state follows from. To be emptied whenever the rules of the fold change.
alter table contribution add column heard_until datetime(6) null;

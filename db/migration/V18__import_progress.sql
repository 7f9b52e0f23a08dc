-- When an import last came further: one that goes on for days is not given up for a provider that is silent for a moment.
alter table import_run add column progressed_at datetime(6) null;

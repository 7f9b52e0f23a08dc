-- How often somebody has tried to pay a checkout by a card on our own page.
alter table checkout add column tries int not null default 0;

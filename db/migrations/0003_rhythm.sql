-- Weeks between two weekly cards, as each person chose: 1, 2 or 4.
alter table person add column rhythm integer not null default 1 check (rhythm in (1, 2, 4));

-- What somebody no longer wants to be sent.
create table opt_out (
  person_id text not null references person (id) on delete cascade,
  kind text not null check (kind in ('weekly', 'survey', 'memento', 'followup')),
  on_day text not null,
  primary key (person_id, kind)
) strict, without rowid;

-- A link to one's own file, once and for minutes only.
create table file_link (
  token blob primary key,       -- SHA-256 of the secret part of the address, which is kept nowhere
  person_id text not null references person (id) on delete cascade,
  expires_at text not null
) strict, without rowid;

-- Privileged acts: who did what to what, on which day.
create table audit (
  number integer primary key,   -- in their order
  on_day text not null,
  actor text not null,          -- a person's id, an alias once they are erased, or operator
  act text not null,
  object text not null          -- what it was done to; empty: nothing in particular
) strict, without rowid;

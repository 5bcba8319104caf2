-- A Café that somebody proposed in chat, beside those of cafes.yml.
create table session (
  id text primary key,
  title text not null,
  starts text not null,         -- local, YYYY-MM-DDTHH:MM
  minutes integer not null,
  place text not null,
  facilitator text not null,
  seats integer not null,
  departments text not null,    -- JSON array; empty: everybody
  proposed_by text references person (id) on delete set null
) strict, without rowid;

-- What was decided in chat about a Café. It holds for as long as the Café itself still says `base`.
create table session_change (
  session_id text primary key,
  base text not null,           -- JSON: the schedule it takes the place of
  starts text not null,
  place text not null,
  cancelled integer not null
) strict, without rowid;

-- What is known of a Café besides what it says of itself.
create table session_state (
  session_id text primary key,
  told text not null,           -- JSON: the Café as those concerned were last told it
  sequence integer not null,    -- how many changes were told: the SEQUENCE of its calendar file
  moves integer not null,       -- how many of them moved its start: each has a reminder of its own
  marked_on text                -- the day its attendance was marked, be it of nobody
) strict, without rowid;

-- A question for whoever hosts: with no name, and in no order of arrival (the id is random).
create table session_question (
  id text primary key,
  session_id text not null,
  words text not null,
  last_on text not null         -- the day of the Café
) strict, without rowid;

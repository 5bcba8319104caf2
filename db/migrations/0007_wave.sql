-- A wave prepared in chat: a draft until a lead confirms it, then in force beside those of the programme file.
create table wave (
  id text primary key,
  status text not null check (status in ('draft', 'confirmed', 'dropped')),
  source text,                  -- the wave whose leadership asked to extend it
  name text not null,
  launch_date text not null,
  departments text not null,    -- JSON array, never empty once confirmed
  weeks integer not null,
  resources text not null,      -- JSON
  prepared_on text not null
) strict, without rowid;

-- What a lead did to a wave: who, and which day. Its pauses, its added weeks and its end are read from here.
create table wave_act (
  wave text not null,
  number integer not null,      -- in their order, from 1
  act text not null check (act in ('open', 'drop', 'pause', 'resume', 'prolong', 'end')),
  person_id text not null,
  on_day text not null,
  primary key (wave, number)
) strict, without rowid;

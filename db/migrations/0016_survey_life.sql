-- A launch made in chat: its rounds are asked one after the other, to the same target.
create table survey_launch (
  id text primary key,          -- also the id of its first round; the others add /2, /3...
  subject text not null,        -- the survey's id
  wave text not null,           -- whose pauses and end it follows
  survey text not null,         -- JSON: its questions and what it says of itself, as they were
  plan text not null,           -- JSON: target, days, recurrence, who gets the results
  opens_on text not null,       -- local date of its first round
  launched_by text,             -- a person's id; null: somebody who was erased
  stopped_on text               -- local date; no round opens from then on
) strict, without rowid;

-- Rounds that were called off: their answers were destroyed and never counted.
create table cancelled_round (
  round_id text primary key references round (id),
  on_day text not null
) strict, without rowid;

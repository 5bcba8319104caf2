-- What the leadership answers to what weighs on people, by the review it was asked under.
create table irritant_answer (
  wave text not null,
  subject text not null,        -- irritant/<choice> or blocker/<name>
  milestone text not null,
  title text not null,          -- in the words of the survey then
  state text not null check (state in ('done', 'ongoing', 'impossible')),
  words text not null,
  person_id text not null,      -- who wrote it last, or an alias once they are erased
  written_on text not null,     -- a day
  published_on text,            -- a day; null: a draft, of which a subject has one at most
  campaign text,                -- the message that takes it to the agents; null: none yet
  primary key (wave, subject, milestone)
) strict, without rowid;

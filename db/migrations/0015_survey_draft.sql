-- A survey being written in chat, one a person; forgotten 30 days after it was last touched.
create table survey_draft (
  person_id text primary key references person (id) on delete cascade,
  definition text not null,     -- JSON: title, questions, target, dates, recurrence, who sees the results
  saved_on text not null
) strict, without rowid;

-- A survey written in chat or imported: offered beside those of the programme, and asked again where it says so.
create table survey_custom (
  id text primary key,
  definition text not null,     -- JSON: the survey, as a file of sondages/ is read
  plan text,                    -- JSON: target, dates, recurrence, who sees the results; null: launched by hand only
  author text,                  -- a person's id; null: the operator, or somebody who was erased
  created_on text not null,
  ended_on text                 -- neither offered nor asked again
) strict, without rowid;

-- The rules as each version told them: what is new is told by comparing, and asked again of nobody else.
create table memento_version (
  version text primary key,
  rules text not null,          -- JSON: [{title, text}]
  first_on text not null
) strict, without rowid;

-- « Je n'ai pas compris »: once a rule and day, in its author's name. Forgotten once its message can no longer leave.
create table memento_question (
  id text primary key,
  person_id text not null references person (id) on delete cascade,
  rule text not null,
  words text not null,
  on_day text not null,
  unique (person_id, rule, on_day)
) strict, without rowid;

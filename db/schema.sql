CREATE TABLE acknowledgement (
  version text not null,
  person_id text not null references person (id) on delete cascade,
  on_day text not null,
  primary key (version, person_id)
) strict, without rowid;

CREATE TABLE address (
  person_id text not null references person (id) on delete cascade,
  channel text not null,
  address text not null,
  state text not null check (state in ('ok', 'blocked', 'not_installed', 'disabled_by_admin')),
  primary key (person_id, channel)
) strict, without rowid;

CREATE TABLE attendance (
  session_id text not null,
  person_id text not null references person (id) on delete cascade,
  on_day text not null,
  primary key (session_id, person_id)
) strict, without rowid;

CREATE TABLE attention (
  week text not null,           -- Monday of the week
  token blob not null,
  count integer not null,
  primary key (week, token)
) strict, without rowid;

CREATE TABLE audit (
  number integer primary key,   -- in their order
  on_day text not null,
  actor text not null,          -- a person's id, an alias once they are erased, or operator
  act text not null,
  object text not null          -- what it was done to; empty: nothing in particular
) strict, without rowid;

CREATE TABLE cafe_message (
  id text primary key,
  session_id text not null,
  person_id text not null references person (id) on delete cascade,   -- who wrote it
  words text not null,
  last_on text not null         -- the day of the Café
) strict, without rowid;

CREATE TABLE cancelled_round (
  round_id text primary key references round (id),
  on_day text not null
) strict, without rowid;

CREATE TABLE code (
  round_id text not null references round (id),
  token blob not null,
  primary key (round_id, token)
) strict, without rowid;

CREATE TABLE code_sheet (
  round_id text primary key references round (id),
  issued integer not null
) strict, without rowid;

CREATE TABLE contact (
  person_id text not null references person (id) on delete cascade,
  role text not null,
  on_day text not null,
  primary key (person_id, role)
) strict, without rowid;

CREATE TABLE dashboard_key (
  token blob primary key,       -- SHA-256 of the secret, which is kept nowhere
  kind text not null check (kind in ('link', 'session')),
  person_id text not null references person (id) on delete cascade,
  expires_at text not null
) strict, without rowid;

CREATE TABLE decision (
  wave text not null,
  person_id text not null,
  decision text not null check (decision in ('maintain', 'extend', 'pivot')),
  at text not null,
  primary key (wave, person_id)
) strict, without rowid;

CREATE TABLE digest (
  wave text not null,
  milestone text not null,
  due_on text not null,
  post_on text not null,
  status text not null check (status in ('previewed', 'posted')),
  data text not null,           -- JSON: the figures, as they were when the lead saw them
  note text,
  posted_at text, words text,
  primary key (wave, milestone)
) strict, without rowid;

CREATE TABLE file_link (
  token blob primary key,       -- SHA-256 of the secret part of the address, which is kept nowhere
  person_id text not null references person (id) on delete cascade,
  expires_at text not null
) strict, without rowid;

CREATE TABLE frozen (
  round_id text primary key references round (id),
  data text not null            -- JSON
) strict, without rowid;

CREATE TABLE help_call (
  person_id text not null references person (id) on delete cascade,
  on_day text not null,
  wave text not null,
  primary key (person_id, on_day)
) strict, without rowid;

CREATE TABLE inbox (
  id blob primary key,
  day text not null
) strict, without rowid;

CREATE TABLE inbox_key (
  day text primary key,
  key blob not null
) strict, without rowid;

CREATE TABLE irritant_answer (
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

CREATE TABLE leadership_channel (
  channel text primary key,
  address text not null,
  bound_on text not null
) strict, without rowid;

CREATE TABLE memento_question (
  id text primary key,
  person_id text not null references person (id) on delete cascade,
  rule text not null,
  words text not null,
  on_day text not null,
  unique (person_id, rule, on_day)
) strict, without rowid;

CREATE TABLE memento_version (
  version text primary key,
  rules text not null,          -- JSON: [{title, text}]
  first_on text not null
) strict, without rowid;

CREATE TABLE migration (name text primary key) strict, without rowid;

CREATE TABLE occurrence (
  key text primary key,
  at text not null,
  done_at text not null,
  outcome text not null         -- done, or why it was skipped
) strict, without rowid;

CREATE TABLE opt_out (
  person_id text not null references person (id) on delete cascade,
  kind text not null check (kind in ('weekly', 'survey', 'memento', 'followup')),
  on_day text not null,
  primary key (person_id, kind)
) strict, without rowid;

CREATE TABLE outbox (
  id text primary key,
  campaign text not null,
  person_id text references person (id) on delete cascade,   -- null: the leadership channel
  template text not null,
  params text not null,         -- JSON: what the card is drawn from when it is sent
  priority integer not null,
  solicited integer not null,   -- 1: asked for by its reader, outside the weekly cap
  ephemeral integer not null,   -- 1: the row is deleted once final, only its count stays (reminders)
  due_at text not null,
  expires_at text not null,
  status text not null check (status in ('planned', 'leased', 'sent', 'failed', 'skipped')),
  attempts integer not null default 0,
  lease_until text,
  channel text,
  platform_id text,
  sent_on text,
  reason text, refresh text not null default 'no' check (refresh in ('no', 'once', 'live')), shown blob, doubtful integer not null default 0 check (doubtful in (0, 1)),
  unique (campaign, person_id)
) strict, without rowid;

CREATE TABLE person (
  id text primary key,
  name text not null,
  email text unique,
  department text not null,
  roles text not null,          -- JSON array
  channel text,                 -- teams | slack | sandbox | none | null: whichever is known
  aad_id text unique,
  slack_id text unique,
  locale text not null,
  zone text,
  days text,                    -- JSON array of ISO weekdays, or null for the organisation's
  joined_on text not null,
  left_on text,
  paused_until text             -- local date, exclusive
, rhythm integer not null default 1 check (rhythm in (1, 2, 4))) strict, without rowid;

CREATE TABLE round (
  id text primary key,
  kind text not null check (kind in ('survey', 'checkin', 'block')),
  subject text not null,        -- the survey's id, or checkin
  wave text not null,
  number integer not null,      -- which round of the survey, which week, which block
  parent text references round (id),
  status text not null check (status in ('open', 'closed')),
  opened_at text not null,
  closes_at text not null,
  salt blob,                    -- destroyed at closing
  definition text not null,     -- JSON: questions and thresholds, fixed at launch
  launched_by text,
  audience text not null        -- JSON: the services it was sent to
) strict, without rowid;

CREATE TABLE round_person (
  round_id text not null references round (id),
  person_id text not null references person (id) on delete cascade,
  label text,                   -- service at launch; null when it is too small to be shown
  primary key (round_id, person_id)
) strict, without rowid;

CREATE TABLE rsvp (
  session_id text not null,
  person_id text not null references person (id) on delete cascade,
  response text not null check (response in ('yes', 'no', 'maybe')),
  on_day text not null,
  primary key (session_id, person_id)
) strict, without rowid;

CREATE TABLE sandbox_message (
  id text primary key,
  recipient text not null,      -- a person's id, or channel:direction
  position integer not null,
  at text not null,             -- local, to the minute
  sender text not null check (sender in ('bot', 'person')),
  text text not null,
  card text                     -- JSON
) strict, without rowid;

CREATE TABLE sealed_answer (
  round_id text not null references round (id),
  token blob not null,
  box blob not null,
  primary key (round_id, token)
) strict, without rowid;

CREATE TABLE sealed_sum (
  round_id text not null references round (id),
  week integer not null,
  box blob not null,
  primary key (round_id, week)
) strict, without rowid;

CREATE TABLE session (
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

CREATE TABLE session_change (
  session_id text primary key,
  base text not null,           -- JSON: the schedule it takes the place of
  starts text not null,
  place text not null,
  cancelled integer not null
) strict, without rowid;

CREATE TABLE session_question (
  id text primary key,
  session_id text not null,
  words text not null,
  last_on text not null         -- the day of the Café
) strict, without rowid;

CREATE TABLE session_state (
  session_id text primary key,
  told text not null,           -- JSON: the Café as those concerned were last told it
  sequence integer not null,    -- how many changes were told: the SEQUENCE of its calendar file
  moves integer not null,       -- how many of them moved its start: each has a reminder of its own
  marked_on text                -- the day its attendance was marked, be it of nobody
) strict, without rowid;

CREATE TABLE setting (
  key text primary key,
  value text not null
) strict, without rowid;

CREATE TABLE stranger (
  channel text not null,
  platform_id text not null,
  first_on text not null,
  primary key (channel, platform_id)
) strict, without rowid;

CREATE TABLE survey_custom (
  id text primary key,
  definition text not null,     -- JSON: the survey, as a file of sondages/ is read
  plan text,                    -- JSON: target, dates, recurrence, who sees the results; null: launched by hand only
  author text,                  -- a person's id; null: the operator, or somebody who was erased
  created_on text not null,
  ended_on text                 -- neither offered nor asked again
) strict, without rowid;

CREATE TABLE survey_draft (
  person_id text primary key references person (id) on delete cascade,
  definition text not null,     -- JSON: title, questions, target, dates, recurrence, who sees the results
  saved_on text not null
) strict, without rowid;

CREATE TABLE survey_launch (
  id text primary key,          -- also the id of its first round; the others add /2, /3...
  subject text not null,        -- the survey's id
  wave text not null,           -- whose pauses and end it follows
  survey text not null,         -- JSON: its questions and what it says of itself, as they were
  plan text not null,           -- JSON: target, days, recurrence, who gets the results
  opens_on text not null,       -- local date of its first round
  launched_by text,             -- a person's id; null: somebody who was erased
  stopped_on text               -- local date; no round opens from then on
) strict, without rowid;

CREATE TABLE tally (
  campaign text not null,
  outcome text not null,
  reason text not null,
  count integer not null,
  primary key (campaign, outcome, reason)
) strict, without rowid;

CREATE TABLE waiting (
  session_id text not null,
  person_id text not null references person (id) on delete cascade,
  number integer not null,      -- rank of arrival, never shown: places are counted
  on_day text not null,
  primary key (session_id, person_id)
) strict, without rowid;

CREATE TABLE wave (
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

CREATE TABLE wave_act (
  wave text not null,
  number integer not null,      -- in their order, from 1
  act text not null check (act in ('open', 'drop', 'pause', 'resume', 'prolong', 'end')),
  person_id text not null,
  on_day text not null,
  primary key (wave, number)
) strict, without rowid;

CREATE INDEX outbox_due on outbox (due_at, priority) where status in ('planned', 'leased');

CREATE INDEX outbox_person on outbox (person_id, template, sent_on);

CREATE INDEX outbox_refresh on outbox (refresh) where refresh in ('once', 'live');

CREATE INDEX sandbox_recipient on sandbox_message (recipient, position);

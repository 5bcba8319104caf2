-- What opens the dashboard: a link, once and for minutes; then a session, for an hour.
create table dashboard_key (
  token blob primary key,       -- SHA-256 of the secret, which is kept nowhere
  kind text not null check (kind in ('link', 'session')),
  person_id text not null references person (id) on delete cascade,
  expires_at text not null
) strict, without rowid;

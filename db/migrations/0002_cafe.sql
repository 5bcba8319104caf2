-- Who would come if a seat were freed, the first on the list first. Somebody on it has no row in rsvp.
create table waiting (
  session_id text not null,
  person_id text not null references person (id) on delete cascade,
  number integer not null,      -- rank of arrival, never shown: places are counted
  on_day text not null,
  primary key (session_id, person_id)
) strict, without rowid;

-- Who was there, as a champion or the lead marked it.
create table attendance (
  session_id text not null,
  person_id text not null references person (id) on delete cascade,
  on_day text not null,
  primary key (session_id, person_id)
) strict, without rowid;

-- What a champion or the lead says to those who come: kept until the Café is over, as no text of a card is.
create table cafe_message (
  id text primary key,
  session_id text not null,
  person_id text not null references person (id) on delete cascade,   -- who wrote it
  words text not null,
  last_on text not null         -- the day of the Café
) strict, without rowid;

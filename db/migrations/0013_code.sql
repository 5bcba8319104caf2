-- Codes on paper, for people without a chat. `token` is the code under the round's own key: without the secret it says
-- nothing. Deleted when spent; what is answered with it lies under a random token of its own.
create table code (
  round_id text not null references round (id),
  token blob not null,
  primary key (round_id, token)
) strict, without rowid;

-- How many codes were given out for a round: they count among its invited. Nobody knows who has which.
create table code_sheet (
  round_id text primary key references round (id),
  issued integer not null
) strict, without rowid;

-- Who has met the programme, in which role, and on which day: one card a person and role.
create table contact (
  person_id text not null references person (id) on delete cascade,
  role text not null,
  on_day text not null,
  primary key (person_id, role)
) strict, without rowid;

-- Whoever has had a message before there were such cards has met us, in the roles of that day.
insert into contact (person_id, role, on_day)
select person.id, roles.value, person.joined_on
from person, json_each(person.roles) as roles
where exists (select 1 from outbox where outbox.person_id = person.id and outbox.status = 'sent');

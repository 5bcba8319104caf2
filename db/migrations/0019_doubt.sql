-- 1: a try ended without an answer, or its process died during it, so that the message may have arrived.
alter table outbox add column doubtful integer not null default 0 check (doubtful in (0, 1));

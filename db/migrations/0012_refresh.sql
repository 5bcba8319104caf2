-- Messages shown again in place: `once` because what they say has changed, `live` as long as they follow something.
alter table outbox add column refresh text not null default 'no' check (refresh in ('no', 'once', 'live'));
-- Fingerprint of what a live message shows, so that it is touched only when it says something else.
alter table outbox add column shown blob;

create index outbox_refresh on outbox (refresh) where refresh in ('once', 'live');

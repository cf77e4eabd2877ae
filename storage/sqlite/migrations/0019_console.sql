-- +goose Up
-- Who changed who is on the staff.
create table appointments (
  id      integer primary key,
  at      integer,
  giver   integer not null,
  officer integer not null,
  name    text not null,
  what    text not null,
  office  text not null
) strict;
create index appointments_at on appointments (at, id);

-- The audit is one list, by time.
create index refusals_at on refusals (at, id);
create index disclosures_at on disclosures (at, id);
create index events_disputes on events (at, id) where kind in ('objected', 'returned');

-- What was said of a ticket, the cards among it.
create index posts_ticket on posts (ticket, id);
drop index posts_cards;
create index posts_undelivered on posts (chat_id, id) where state = 'dead';

create index whistles_status on whistles (status, n);
create index claims_expires on claims (expires);

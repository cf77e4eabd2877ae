-- After the repair, and care for riders.

-- +goose Up

-- Posts that wait for the morning.
create index posts_held on posts (chat_id, id) where state = 'held';

-- By which name staff know a rider, numbered in the order of their first reports.
create table aliases (
  district text collate "C" not null,
  channel  text collate "C" not null,
  sender   text collate "C" not null,
  number   bigint not null,
  at       timestamptz,
  primary key (channel, sender, district),
  unique (district, number)
);

-- Who wants to be told how a ticket ends.
create table subscriptions (
  ticket  bigint not null,
  channel text collate "C" not null,
  sender  text collate "C" not null,
  at      timestamptz,
  primary key (ticket, channel, sender)
);
create index subscriptions_sender on subscriptions (channel, sender);

-- What we attest about a stop, under the code that signs it.
create table proofs (
  code    text collate "C" primary key,
  ticket  bigint not null,
  alias   bigint not null,
  cell    text not null,
  stopped timestamptz,
  done    timestamptz
);

-- Keys that the program made for itself.
create table secrets (
  name  text primary key,
  value bytea not null
);

-- Whose name was looked up behind an alias.
alter table disclosures add column alias bigint not null default 0;

-- The tickets whose reporters are to hear of them next.
create index tickets_follow on tickets (follow_at) where follow_at is not null;

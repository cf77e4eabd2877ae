-- After the repair, and care for riders.

-- +goose Up

-- Posts that wait for the morning.
create index posts_held on posts (chat_id, id) where state = 'held';

-- By which name staff know a rider, numbered in the order of their first reports.
create table aliases (
  district text not null,
  channel  text not null,
  sender   text not null,
  number   integer not null,
  at       integer,
  primary key (channel, sender, district),
  unique (district, number)
) strict, without rowid;

-- Who wants to be told how a ticket ends.
create table subscriptions (
  ticket  integer not null,
  channel text not null,
  sender  text not null,
  at      integer,
  primary key (ticket, channel, sender)
) strict, without rowid;
create index subscriptions_sender on subscriptions (channel, sender);

-- What we attest about a stop, under the code that signs it.
create table proofs (
  code    text primary key,
  ticket  integer not null,
  alias   integer not null,
  cell    text not null,
  stopped integer,
  done    integer
) strict, without rowid;

-- Keys that the program made for itself.
create table secrets (
  name  text primary key,
  value blob not null
) strict, without rowid;

-- Whose name was looked up behind an alias.
alter table disclosures add column alias integer not null default 0;

-- The tickets whose reporters are to hear of them next.
create index tickets_follow on tickets (follow_at) where follow_at is not null;

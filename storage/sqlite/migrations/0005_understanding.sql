-- +goose Up

-- The text of a message has personal numbers masked. The words as typed are kept
-- apart where they differ, for a while.
alter table messages add column hidden integer not null default 0;
create index messages_held on messages (number) where state = 'held';
create index tickets_words on tickets (opened_at) where words <> masked;

create table originals (
  message integer primary key,
  text    text not null,
  at      integer -- when the message was received
) strict;
create index originals_at on originals (at);

-- Who looked at them.
create table disclosures (
  id      integer primary key,
  at      integer,
  officer integer not null,
  ticket  integer not null,
  message integer not null,
  photo   integer not null
) strict;

create table mutes (
  channel text not null,
  sender  text not null,
  name    text not null,
  at      integer,
  until   integer, -- null: until it is lifted
  reason  text not null,
  officer integer not null,
  primary key (channel, sender)
) strict, without rowid;

-- What was used of an allowance in the period that began at since.
create table allowances (
  name  text not null,
  since integer not null,
  used  integer not null,
  primary key (name, since)
) strict, without rowid;

create table splits (
  ticket integer primary key,
  first  text not null,
  second text not null,
  became integer not null
) strict;

-- Statements with the staff's word on them, masked.
create table examples (
  id      integer primary key autoincrement,
  at      integer,
  officer integer not null,
  ticket  integer not null,
  message integer not null,
  words   text not null,
  photos  integer not null,
  chat    text not null,
  said    text,
  meant   text,
  unique (ticket, message)
) strict;

create table models (
  version integer primary key,
  at      integer,
  data    blob not null
) strict;

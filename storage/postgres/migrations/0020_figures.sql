-- What statistics are counted from, by the day on which tickets were opened (UTC); it
-- can be written anew from tickets and events at any time.

-- +goose Up
create table sheets (
  day  timestamptz primary key, -- its midnight
  at   timestamptz,             -- when it was written
  data bytea not null
);
alter table sheets alter column data set storage external; -- it is packed already
create index sheets_at on sheets (at);

-- The newest event that is in them.
create table sheets_progress (
  id    integer primary key,
  event bigint not null,
  at    timestamptz
);
insert into sheets_progress values (1, 0, null);

create index tickets_opened on tickets (opened_at);
create index events_reopened on events (ticket) where kind = 'reopened';

-- The chats that want the weekly report.
create table weeklies (
  chat    bigint primary key,
  officer bigint not null,
  at      timestamptz
);

-- What statistics are counted from, by the day on which tickets were opened (UTC); it
-- can be written anew from tickets and events at any time.

-- +goose Up
create table sheets (
  day  integer primary key, -- its midnight
  at   integer,             -- when it was written
  data blob not null
) strict;
create index sheets_at on sheets (at);

-- The newest event that is in them.
create table sheets_progress (
  id    integer primary key,
  event integer not null,
  at    integer
) strict;
insert into sheets_progress values (1, 0, null);

create index tickets_opened on tickets (opened_at);
create index events_reopened on events (ticket) where kind = 'reopened';

-- The chats that want the weekly report.
create table weeklies (
  chat    integer primary key,
  officer integer not null,
  at      integer
) strict;

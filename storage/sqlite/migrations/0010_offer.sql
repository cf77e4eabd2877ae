-- +goose Up

-- Before there were tiers, every matter went to a unit at once: the third tier.
update tickets set tier = 3;

-- What may rise by itself. The statuses are those in which somebody has to act.
create index tickets_rise on tickets (rise_at)
  where status in ('reported', 'screened', 'dispatched', 'accepted', 'in_progress', 'waiting', 'reopened');

create table offers (
  id      integer primary key autoincrement,
  ticket  integer not null,
  units   text not null, -- codes, JSON
  words   text not null,
  officer integer not null,
  chat_id integer not null,
  at      integer,
  until   integer,
  state   text not null,
  unit    text not null,
  end_at  integer
) strict;
create index offers_ticket on offers (ticket);
create unique index offers_open on offers (ticket) where state = 'open';

-- Handlers without an account. The code of the link is kept as its SHA-256.
create table guests (
  id       integer primary key autoincrement,
  sum      text not null unique,
  ticket   integer not null,
  unit     text not null,
  officer  integer not null,
  at       integer,
  until    integer,
  ended_at integer
) strict;
create index guests_ticket on guests (ticket);

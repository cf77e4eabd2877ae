-- What other programs read, what they may, and what they are told.

-- +goose Up
create index tickets_changed on tickets (changed_at);
create index tickets_place on tickets (lat, lon) where source <> '';
create index events_at on events (at);

-- Keys of other programs. Of a key only its sum is kept.
create table tokens (
  id       integer primary key autoincrement,
  sum      text not null unique,
  name     text not null,
  scopes   text not null, -- JSON list
  officer  integer not null, -- in whose rights it acts
  service  integer not null, -- 1: the officer is there for this token alone
  made_by  integer not null,
  made_at  integer,
  expires  integer, -- null: never
  used_on  integer, -- the day
  ended_at integer
) strict;

-- What was answered to a request under a key of the client's own.
create table answers (
  token   integer not null,
  key     text not null,
  request text not null, -- sum of what was asked
  status  integer not null, -- 0: it is being answered
  kind    text not null, -- media type
  place   text not null, -- where the new thing is
  body    blob not null,
  at      integer,
  primary key (token, key)
) strict;
create index answers_at on answers (at);

create table webhooks (
  id            integer primary key autoincrement,
  name          text not null,
  url           text not null,
  events        text not null, -- JSON list of kinds; empty: all
  scope         text not null,
  secret        text not null, -- it signs, so it is kept as it is
  state         text not null,
  made_by       integer not null,
  made_at       integer,
  failing_since integer
) strict;

create table webhook_calls (
  id       integer primary key autoincrement,
  webhook  integer not null,
  event    integer not null,
  ticket   integer not null,
  kind     text not null,
  body     text not null,
  state    text not null,
  attempts integer not null,
  made_at  integer,
  due_at   integer,
  tried_at integer,
  status   integer not null, -- of the last answer; 0: there was none
  answer   text not null,    -- how it began
  failure  text not null
) strict;
create unique index webhook_calls_event on webhook_calls (webhook, event);
create index webhook_calls_list on webhook_calls (webhook, id);
create index webhook_calls_made on webhook_calls (made_at);

-- What other programs read, what they may, and what they are told.

-- +goose Up
create index tickets_changed on tickets (changed_at);
create index tickets_place on tickets (lat, lon) where source <> '';
create index events_at on events (at);

-- Keys of other programs. Of a key only its sum is kept.
create table tokens (
  id       bigint generated always as identity primary key,
  sum      text collate "C" not null unique,
  name     text not null,
  scopes   text not null, -- JSON list
  officer  bigint not null, -- in whose rights it acts
  service  boolean not null, -- the officer is there for this token alone
  made_by  bigint not null,
  made_at  timestamptz,
  expires  timestamptz, -- null: never
  used_on  timestamptz, -- the day
  ended_at timestamptz
);

-- What was answered to a request under a key of the client's own.
create table answers (
  token   bigint not null,
  key     text collate "C" not null,
  request text not null, -- sum of what was asked
  status  bigint not null, -- 0: it is being answered
  kind    text not null, -- media type
  place   text not null, -- where the new thing is
  body    bytea not null,
  at      timestamptz,
  primary key (token, key)
);
create index answers_at on answers (at);

create table webhooks (
  id            bigint generated always as identity primary key,
  name          text not null,
  url           text not null,
  events        text not null, -- JSON list of kinds; empty: all
  scope         text not null,
  secret        text not null, -- it signs, so it is kept as it is
  state         text not null,
  made_by       bigint not null,
  made_at       timestamptz,
  failing_since timestamptz
);

create table webhook_calls (
  id       bigint generated always as identity primary key,
  webhook  bigint not null,
  event    bigint not null,
  ticket   bigint not null,
  kind     text not null,
  body     text not null,
  state    text not null,
  attempts bigint not null,
  made_at  timestamptz,
  due_at   timestamptz,
  tried_at timestamptz,
  status   bigint not null, -- of the last answer; 0: there was none
  answer   text not null,    -- how it began
  failure  text not null
);
create unique index webhook_calls_event on webhook_calls (webhook, event);
create index webhook_calls_list on webhook_calls (webhook, id);
create index webhook_calls_made on webhook_calls (made_at);

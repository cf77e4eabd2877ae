-- +goose Up

-- Whistles (吹哨报到) beside the tickets, what each called unit owes, what proves
-- that it was there, and what happened.
create table whistles (
  n            integer primary key,
  ticket       integer not null,
  kind         text not null,
  status       text not null,
  reason       text not null,
  urgent       integer not null,
  officer      integer not null,
  approver     integer not null,
  chat_id      integer not null,
  topic        text not null,
  message_id   text not null,
  drafted_at   integer,
  approved_at  integer,
  blown_at     integer,
  done_at      integer,
  confirmed_at integer,
  rated_at     integer,
  rating       text not null,
  look_at      integer
) strict;
create index whistles_ticket on whistles (ticket, n);
create index whistles_blown on whistles (blown_at) where blown_at is not null;
create index whistles_look on whistles (look_at) where look_at is not null;

create table whistle_parts (
  whistle      integer not null,
  position     integer not null,
  unit         text not null,
  status       text not null,
  officer      integer not null,
  reason       text not null,
  outcome      text not null,
  sign_by      integer,
  contact_by   integer,
  arrive_by    integer,
  done_by      integer,
  called_at    integer,
  signed_at    integer,
  contacted_at integer,
  arrived_at   integer,
  done_at      integer,
  primary key (whistle, position)
) strict, without rowid;

create table whistle_proofs (
  whistle  integer not null,
  position integer not null,
  message  integer not null,
  at       integer,
  lat      real, -- null: it is a photo
  lon      real,
  primary key (whistle, position, message)
) strict, without rowid;

create table whistle_events (
  id            integer primary key autoincrement,
  whistle       integer not null,
  position      integer not null,
  at            integer,
  step          text not null,
  status        text not null,
  actor_kind    text not null,
  actor_officer integer not null,
  actor_unit    text not null,
  actor_sender  text not null,
  text          text not null
) strict;
create index whistle_events_whistle on whistle_events (whistle, id);

create trigger whistle_events_kept before update on whistle_events begin select raise(abort, 'events are only ever added'); end;
create trigger whistle_events_stay before delete on whistle_events begin select raise(abort, 'events are only ever added'); end;

insert into counters (name, value) values ('whistle', 0);

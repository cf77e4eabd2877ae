-- +goose Up

-- Links by which people report from a group. The code is no secret: it hangs on walls.
create table doors (
  code     text primary key,
  chat_id  integer not null,
  officer  integer not null,
  at       integer,
  ended_at integer
) strict;
create index doors_chat on doors (chat_id) where ended_at is null;

alter table chats add column door text not null default '';

-- Browsers that took an invitation to a room of the built-in channel.
create table members (
  chat_id integer not null,
  guest   text not null,
  sender  text not null,
  name    text not null,
  officer integer not null,
  at      integer,
  primary key (chat_id, guest)
) strict;

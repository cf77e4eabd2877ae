-- +goose Up

-- Links by which people report from a group. The code is no secret: it hangs on walls.
create table doors (
  code     text primary key,
  chat_id  bigint not null,
  officer  bigint not null,
  at       timestamptz,
  ended_at timestamptz
);
create index doors_chat on doors (chat_id) where ended_at is null;

alter table chats add column door text not null default '';

-- Browsers that took an invitation to a room of the built-in channel.
create table members (
  chat_id bigint not null,
  guest   text not null,
  sender  text not null,
  name    text not null,
  officer bigint not null,
  at      timestamptz,
  primary key (chat_id, guest)
);

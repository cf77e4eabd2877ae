-- Times are microseconds since 1970, UTC. Lists and small structures are JSON text.

-- +goose Up

-- What counts up without gaps: 'ticket' is the last #N, 'line' the last change of
-- any chat, 'areas' the version of cells and places.
create table counters (
  name  text primary key,
  value integer not null
) strict, without rowid;
insert into counters values ('ticket', 0), ('line', 0), ('areas', 0);

create table chats (
  id          integer primary key,
  channel     text not null, -- the address of now
  external_id text not null,
  epoch       integer not null default 0, -- how often the address changed
  title       text not null,
  kind        text not null,
  cell        text not null default '',
  language    text not null default '',
  gone        integer not null default 0
) strict;

-- Every address that a chat ever had leads to it.
create table chat_refs (
  channel     text not null,
  external_id text not null,
  chat_id     integer not null,
  epoch       integer not null default 0,
  primary key (channel, external_id)
) strict, without rowid;

create table messages (
  number      integer primary key,
  chat_id     integer not null,
  epoch       integer not null,
  external_id text not null,
  topic       text not null,
  private     integer not null,
  sender_id   text not null,
  sender_name text not null,
  sender_bot  integer not null,
  sent_at     integer,
  received_at integer,
  text        text not null,
  pin         text,
  album       text not null,
  reply_to    text not null,
  language    text not null,
  form        text not null, -- the class chosen on a report form
  state       text not null default 'open',
  ticket      integer not null default 0,
  part        text not null default '',
  verdict     text,
  react       text not null default '', -- the emoji we put on it
  seq         integer not null
) strict;
create unique index messages_id on messages (chat_id, external_id, epoch);
create index messages_line on messages (chat_id, seq);
create index messages_open on messages (chat_id, sender_id) where state = 'open';
create index messages_unsure on messages (number) where state = 'unsure';
create index messages_aside on messages (chat_id, sender_id, number) where state = 'unsure';
create index messages_ticket on messages (ticket) where ticket <> 0;
create index messages_sender on messages (chat_id, sender_id, number) where ticket <> 0;
create index messages_private on messages (sender_id, number) where private = 1;
create index messages_album on messages (chat_id, album) where album <> '';
create index messages_changed on messages (seq) where seq <> number;

create table photos (
  id         integer primary key,
  message    integer not null,
  position   integer not null,
  ref        text not null,
  key        text not null,
  name       text not null,
  type       text not null,
  size       integer not null,
  original   integer not null,
  too_big    integer not null,
  state      text not null default 'pending',
  reason     text not null default '',
  width      integer not null default 0,
  height     integer not null default 0,
  lat        real,
  lon        real,
  taken_at   integer,
  hash       integer not null default 0,
  created_at integer
) strict;
create unique index photos_message on photos (message, position);
create index photos_key on photos (key) where key <> '';
create index photos_pending on photos (created_at) where state = 'pending';

create table dead_letters (
  channel text not null,
  key     text not null,
  raw     blob not null,
  reason  text not null,
  at      integer,
  primary key (channel, key)
) strict, without rowid;

create table tickets (
  n           integer primary key,
  status      text not null,
  severity    text not null,
  category    text not null,
  words       text not null,
  masked      text not null,
  reason      text not null,
  lat         real not null,
  lon         real not null,
  radius      real not null,
  source      text not null,
  address     text not null,
  cell        text not null,
  unit        text not null,
  channel     text not null,
  opened_at   integer,
  changed_at  integer,
  due_at      integer,
  done_at     integer,
  outcome     text not null,
  done_by     text not null,
  merged_into integer not null,
  rating      text not null
) strict;
create index tickets_status on tickets (status, n);

create table origins (
  id          integer primary key,
  ticket      integer not null,
  chat_id     integer not null,
  epoch       integer not null,
  topic       text not null,
  message_id  text not null,
  sender_id   text not null,
  sender_name text not null,
  sender_bot  integer not null,
  at          integer
) strict;
create unique index origins_message on origins (ticket, chat_id, epoch, message_id);
create index origins_sender on origins (sender_id, ticket);

create table events (
  id            integer primary key autoincrement,
  ticket        integer not null,
  at            integer,
  kind          text not null,
  status        text not null,
  actor_kind    text not null,
  actor_officer integer not null,
  actor_unit    text not null,
  actor_sender  text not null,
  text          text not null
) strict;
create index events_ticket on events (ticket, id);

create table refusals (
  id      integer primary key,
  at      integer,
  chat_id integer not null,
  sender  text not null,
  ticket  integer not null,
  what    text not null,
  why     text not null
) strict;

create table posts (
  id            integer primary key autoincrement,
  key           text not null unique,
  chat_id       integer not null,
  topic         text not null,
  reply_to      text not null,
  ticket        integer not null,
  kind          text not null,
  text          text not null,
  photos        text not null,
  buttons       text not null,
  reaction      text not null,
  edits         text not null,
  alternate     integer not null,
  state         text not null,
  attempts      integer not null,
  not_before    integer,
  created_at    integer,
  sent_at       integer,
  sent_as       text not null default '[]',
  failure       text not null,
  claimed_until integer,
  seq           integer not null default 0 -- of its line; 0 while it has none
) strict;
create index posts_left on posts (chat_id, id) where state in ('waiting', 'sending');
create index posts_dead on posts (id) where state = 'dead';
create index posts_line on posts (chat_id, seq) where seq <> 0;
create index posts_changed on posts (seq) where seq <> 0;

-- The messages that posts became.
create table post_messages (
  chat_id    integer not null,
  external_id text not null,
  epoch      integer not null,
  post       integer not null,
  primary key (chat_id, external_id, epoch)
) strict, without rowid;

create table officers (
  id    integer primary key autoincrement,
  name  text not null,
  role  text not null,
  cells text not null,
  unit  text not null
) strict;

create table officer_identities (
  id      integer primary key,
  channel text not null,
  sender  text not null,
  officer integer not null references officers (id),
  unique (channel, sender)
) strict;

-- One-time codes and sessions, by the SHA-256 of the secret.
create table claims (
  sum     text primary key,
  kind    text not null,
  officer text not null,
  chat    text not null,
  expires integer
) strict, without rowid;

create table sessions (
  sum     text primary key,
  officer text not null,
  expires integer
) strict, without rowid;

create table leases (
  name    text primary key,
  holder  text not null,
  token   integer not null,
  expires integer not null
) strict, without rowid;

create table cells (
  code   text primary key,
  name   text not null,
  level  text not null,
  parent text not null,
  shape  text not null
) strict, without rowid;

create table places (
  name    text not null,
  kind    text not null,
  cell    text not null,
  lat     real not null,
  lon     real not null,
  aliases text not null,
  primary key (name, kind, cell)
) strict, without rowid;

-- Reports of the same matter: tickets around a point, those merged into others, and
-- who met with the trouble.

-- +goose Up

-- The square of 0.0006° that a ticket lies in, while it is open: storage/row/spot.go
-- counts them in the same way.
alter table tickets add column spot integer generated always as (
  case when source <> '' and status in ('reported', 'screened', 'dispatched', 'accepted', 'in_progress', 'waiting', 'reopened')
  then (cast((lat + 90) / 0.0006 as integer) << 20) + cast((lon + 180) / 0.0006 as integer) end
) virtual;
create index tickets_near on tickets (spot, opened_at, category, lat, lon) where spot is not null;
create index tickets_merged on tickets (merged_into) where merged_into <> 0;

-- Who met with the trouble of a ticket: its reporters, and who said so later.
create table voices (
  ticket  integer not null,
  channel text not null,
  sender  text not null,
  at      integer,
  primary key (ticket, channel, sender)
) strict, without rowid;
insert into voices select o.ticket, c.channel, o.sender_id, min(o.at) from origins o join chats c on c.id = o.chat_id group by 1, 2, 3;

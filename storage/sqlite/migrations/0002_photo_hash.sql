-- Photos that look like another one, and what staff should know of photos.

-- +goose Up

alter table photos add column steps integer not null default 0; -- the second hash
alter table photos add column flaw text not null default '';
-- What was hashed so far was hashed in another way.
update photos set hash = 0;

-- Finds hashes that differ in few bits: each hash is here once for each of its
-- words, which are parts of its bits.
create table photo_words (
  word  integer not null,
  hash  integer not null,
  photo integer not null,
  primary key (word, hash, photo)
) strict, without rowid;
create index photo_words_photo on photo_words (photo);

create table findings (
  id           integer primary key,
  ticket       integer not null,
  photo        integer not null,
  kind         text not null,
  other_ticket integer not null,
  metres       real not null,
  at           integer
) strict;
create unique index findings_photo on findings (photo, kind, other_ticket);
create index findings_ticket on findings (ticket, id);

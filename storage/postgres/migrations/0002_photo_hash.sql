-- Photos that look like another one, and what staff should know of photos.

-- +goose Up

alter table photos add column steps bigint not null default 0; -- the second hash
alter table photos add column flaw text not null default '';
-- What was hashed so far was hashed in another way.
update photos set hash = 0;

-- Finds hashes that differ in few bits: each hash is here once for each of its
-- words, which are parts of its bits.
create table photo_words (
  word  bigint not null,
  hash  bigint not null,
  photo bigint not null,
  primary key (word, hash, photo)
);
create index photo_words_photo on photo_words (photo);

create table findings (
  id           bigint generated always as identity primary key,
  ticket       bigint not null,
  photo        bigint not null,
  kind         text not null,
  other_ticket bigint not null,
  metres       double precision not null,
  at           timestamptz
);
create unique index findings_photo on findings (photo, kind, other_ticket);
create index findings_ticket on findings (ticket, id);

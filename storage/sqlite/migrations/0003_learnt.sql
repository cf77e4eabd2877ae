-- +goose Up

-- The course of a road, as JSON text: [[lon, lat], …].
alter table places add column line text not null default '[]';

-- Names of spots that tickets taught.
create table learnt (
  name   text not null,
  cell   text not null,
  lat    real not null,
  lon    real not null,
  count  integer not null,
  weight real not null,
  at     integer,
  state  text not null,
  primary key (name, cell)
) strict, without rowid;
insert into counters values ('learnt', 0);

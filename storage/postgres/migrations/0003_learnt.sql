-- +goose Up

-- The course of a road, as JSON text: [[lon, lat], …].
alter table places add column line text not null default '[]';

-- Names of spots that tickets taught.
create table learnt (
  name   text collate "C" not null,
  cell   text collate "C" not null,
  lat    double precision not null,
  lon    double precision not null,
  count  integer not null,
  weight double precision not null,
  at     timestamptz,
  state  text not null,
  primary key (name, cell)
);
insert into counters values ('learnt', 0);

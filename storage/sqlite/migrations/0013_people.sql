-- Further offices of one person, who is on the staff by the configuration, and who left.

-- +goose Up
alter table officers add column also text not null default '[]';
alter table officers add column listed integer not null default 0;
alter table officers add column left_at integer;

-- Who was refused, and where they spoke.
alter table refusals add column channel text not null default '';
alter table refusals add column officer integer not null default 0;
alter table refusals add column name text not null default '';

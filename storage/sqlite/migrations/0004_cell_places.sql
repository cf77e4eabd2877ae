-- Cells of their own kind, and cells that named places make.

-- +goose Up
alter table cells add column exclusive integer not null default 0;
alter table cells add column places text not null default '[]';

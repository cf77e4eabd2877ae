-- Cells of their own kind, and cells that named places make.

-- +goose Up
alter table cells add column exclusive boolean not null default false;
alter table cells add column places text not null default '[]';

-- What programs are answered: a repeated answer with its tag.

-- +goose Up
alter table answers add column tag text not null default '';

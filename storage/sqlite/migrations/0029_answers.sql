-- What programs are answered: a repeated answer with its tag, and the lists of a time.

-- +goose Up
alter table answers add column tag text not null default '';

-- A list of what was opened or changed within a time reads nothing but these.
drop index tickets_tally;
create index tickets_tally on tickets (opened_at, cell, status, ending, due_at, category, unit);
drop index tickets_changed;
create index tickets_changed on tickets (changed_at, cell, status, category, unit);

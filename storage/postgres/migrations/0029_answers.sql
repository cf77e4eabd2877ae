-- What programs are answered: a repeated answer with its tag, and the lists of a time.

-- +goose Up
-- A list of what was opened or changed within a time reads nothing but these. They are
-- made beside the old ones, so that other nodes can read meanwhile.
create index tickets_opened_for_lists on tickets (opened_at) include (n, cell, status, ending, due_at, category, unit);
create index tickets_changed_for_lists on tickets (changed_at) include (n, cell, status, category, unit);
drop index tickets_tally;
drop index tickets_changed;
alter index tickets_opened_for_lists rename to tickets_tally;
alter index tickets_changed_for_lists rename to tickets_changed;

alter table answers add column tag text not null default '';

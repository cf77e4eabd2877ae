-- +goose Up

-- Since when the promise to solve a ticket counts.
alter table tickets add column due_from timestamptz;
update tickets set due_from = opened_at;

-- The tickets about whose promises something has to be said next.
create index tickets_look on tickets (look_at) where look_at is not null;

-- What was promised before there were clocks is looked at, unless it was broken
-- before: that is no news.
update tickets set look_at = opened_at
where status in ('reported', 'dispatched', 'in_progress', 'reopened') and due_at > now();

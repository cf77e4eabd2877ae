-- The boards by light read nothing but this index, whatever else is chosen: it holds
-- what tickets are chosen by.

-- +goose Up
drop index tickets_red;
create index tickets_red on tickets (red_at, n, yellow_at, status, severity, category, unit, cell, tier, officer)
  where red_at is not null;

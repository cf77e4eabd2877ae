-- The boards by light read nothing but this index, whatever else is chosen: it holds
-- what tickets are chosen by.

-- +goose NO TRANSACTION
-- +goose Up
drop index if exists tickets_red;
create index concurrently tickets_red on tickets (red_at, n)
  include (yellow_at, status, severity, category, unit, cell, tier, officer) where red_at is not null;

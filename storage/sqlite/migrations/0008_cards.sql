-- The cards of a ticket, to bring them up to date where they stand.

-- +goose Up
create index posts_cards on posts (ticket, id) where kind in ('card', 'alarm');

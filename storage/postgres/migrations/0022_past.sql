-- +goose Up

-- What was said about no ticket is forgotten in time.
create index posts_loose on posts (id) where ticket = 0;

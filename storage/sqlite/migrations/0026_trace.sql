-- +goose Up

-- How to go on with the trace of a message or a post, for two days; empty where
-- nothing is traced.
create table traces (
    thing  text primary key, -- message/NUMBER or post/KEY
    parent text not null,    -- as in the header traceparent
    at     integer not null
) without rowid;
create index traces_at on traces (at);

-- +goose Up

-- What channels could not do of what posts asked for.
create table shortfalls (
  post bigint not null,
  what text collate "C" not null,
  at   timestamptz,
  primary key (post, what)
);
create index shortfalls_at on shortfalls (at);

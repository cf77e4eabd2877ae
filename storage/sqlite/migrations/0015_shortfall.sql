-- +goose Up

-- What channels could not do of what posts asked for.
create table shortfalls (
  post integer not null,
  what text not null,
  at   integer,
  primary key (post, what)
) strict, without rowid;
create index shortfalls_at on shortfalls (at);

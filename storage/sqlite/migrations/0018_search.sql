-- What tickets are found by, and when their lights turn. A million tickets are not
-- held up: old ones are filled in afterwards, little by little.

-- +goose Up

-- The terms are made by us; the tokenizer only tells them apart by the spaces between.
create virtual table ticket_terms using fts5 (
  terms, content = '', contentless_delete = 1, detail = none, tokenize = "ascii tokenchars '=#-_.:/'"
);

alter table tickets add column yellow_at integer;
alter table tickets add column red_at integer;
create index tickets_red on tickets (red_at, n) where red_at is not null;

-- The newest ticket that was kept before and can not be found yet.
insert into counters (name, value) select 'unsearched', value from counters where name = 'ticket';

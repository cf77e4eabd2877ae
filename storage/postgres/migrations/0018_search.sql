-- What tickets are found by, and when their lights turn. A million tickets are not
-- held up: old ones are filled in afterwards, little by little.

-- +goose NO TRANSACTION
-- +goose Up

create table if not exists ticket_terms (
  n     bigint primary key,
  terms tsvector not null
);
create index if not exists ticket_terms_terms on ticket_terms using gin (terms) with (gin_pending_list_limit = 512);

alter table tickets add column if not exists yellow_at timestamptz;
alter table tickets add column if not exists red_at timestamptz;
drop index if exists tickets_red;
create index concurrently tickets_red on tickets (red_at, n) where red_at is not null;

-- The newest ticket that was kept before and can not be found yet.
insert into counters (name, value) select 'unsearched', value from counters where name = 'ticket' on conflict do nothing;

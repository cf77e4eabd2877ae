-- +goose Up

-- Who has a ticket, its promises, its ending.
alter table tickets add column officer bigint not null default 0;
alter table tickets add column returns integer not null default 0;
alter table tickets add column frozen boolean not null default false;
alter table tickets add column tier integer not null default 1;
alter table tickets add column rise_at timestamptz;
alter table tickets add column sign_by timestamptz;
alter table tickets add column contact_by timestamptz;
alter table tickets add column verify_by timestamptz;
alter table tickets add column signed_at timestamptz;
alter table tickets add column contacted_at timestamptz;
alter table tickets add column paused_at timestamptz;
alter table tickets add column rung integer not null default 0;
alter table tickets add column look_at timestamptz;
alter table tickets add column wait_for text not null default '';
alter table tickets add column wait_until timestamptz;
alter table tickets add column follow_at timestamptz;
alter table tickets add column ending text not null default '';
alter table tickets add column voices integer not null default 1;

-- How those ended that ended before there were endings.
update tickets set ending = 'solved' where status in ('resolved', 'closed');
update tickets set ending = 'refused' where status = 'rejected';
update tickets set ending = 'duplicate' where status = 'merged';

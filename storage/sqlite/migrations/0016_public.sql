-- What the public asks of the tickets: the newest of a cell or a class, and how many
-- there were lately. Each index holds what the others of these questions ask for.

-- +goose Up
create index tickets_cell on tickets (cell, n, status, category, lat, lon, source);
create index tickets_category on tickets (category, n, status, cell);
create index tickets_tally on tickets (opened_at, cell, status, ending, due_at);

-- The groups among many private conversations.
create index chats_rooms on chats (channel, id) where kind <> 'private' and not gone;

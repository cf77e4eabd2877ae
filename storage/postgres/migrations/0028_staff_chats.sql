-- +goose Up

-- Where staff talk: each ticket asks for it, among as many chats as a city has.
create index chats_staff on chats (id) where kind = 'staff' and not gone;

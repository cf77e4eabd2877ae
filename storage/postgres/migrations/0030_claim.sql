-- What holds the line of a chat is found without reading all that waits in it.

-- +goose Up
create index posts_claimed on posts (chat_id) where state = 'sending';

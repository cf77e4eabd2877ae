-- Neighbours by the large class of what is asked about, and with the radius of their
-- spots: who is too far off is not read.

-- +goose Up

-- Two squares, one above the other, are a field: storage/row/spot.go counts them in the
-- same way.
drop index tickets_near;
create index tickets_near on tickets (((spot >> 21 << 20) + (spot & 1048575)), opened_at, lat, lon, radius, source) where spot is not null;
create index tickets_kin on tickets (substr(category, 1, 3), ((spot >> 21 << 20) + (spot & 1048575)), opened_at, lat, lon, radius, source) where spot is not null;

-- +goose Up

-- Postgres tells other processes of changes from this version on. SQLite has one
-- process, which knows.
SELECT 1;

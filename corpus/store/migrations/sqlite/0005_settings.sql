-- +goose Up

-- What a change without a document is of: "settings", or a kind of thing and
-- its ID. Changes of one subject lie on one another.
ALTER TABLE change ADD COLUMN subject TEXT NOT NULL DEFAULT '';

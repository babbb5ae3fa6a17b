-- +goose Up

-- Documents of a draft that whoever looked at it does not want.
ALTER TABLE draft_item ADD COLUMN left_out INTEGER NOT NULL DEFAULT 0;

-- By which an article is known again that comes from the same web address.
ALTER TABLE document ADD COLUMN address TEXT NOT NULL DEFAULT '';
CREATE INDEX document_address ON document (library, address, added_at DESC, id) WHERE NOT removed AND address <> '';

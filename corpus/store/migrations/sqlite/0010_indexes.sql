-- +goose Up

-- Without statistics SQLite prefers the primary key, and reads the whole
-- library, unless an index has the order too that a query asks for.
DROP INDEX document_text;
CREATE INDEX document_text ON document (library, text_hash, removed, seq DESC);

DROP INDEX document_added;
CREATE INDEX document_added ON document (library, added_at DESC, title_key, id) WHERE NOT removed;

DROP INDEX document_published;
CREATE INDEX document_published ON document (library, published DESC, title_key, id) WHERE NOT removed;

-- +goose Up

-- What lists are sorted and filtered by. The columns after derived are drawn
-- from the latest revision by the program; derived is the version of the rules
-- by which that was done, 0 where it is still to do.
ALTER TABLE document ADD COLUMN added_by TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN added_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN checked_at INTEGER; -- when its link was last looked at
ALTER TABLE document ADD COLUMN derived INTEGER NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN published TEXT NOT NULL DEFAULT ''; -- ISO 8601, to its precision
ALTER TABLE document ADD COLUMN language TEXT NOT NULL DEFAULT '';  -- lower case
ALTER TABLE document ADD COLUMN search_key TEXT NOT NULL DEFAULT ''; -- title, authors, publication: folded lines

UPDATE document SET (added_by, added_at) = (
    SELECT c.made_by, c.made_at FROM change c
    WHERE c.library = document.library AND c.document = document.id AND c.kind = 'added'
    ORDER BY c.seq DESC LIMIT 1);

CREATE INDEX document_added ON document (library, added_at) WHERE NOT removed;
CREATE INDEX document_published ON document (library, published) WHERE NOT removed;
CREATE INDEX document_derived ON document (derived);

-- How often a document was quoted. It outlives the answers that it counts.
CREATE TABLE quoted (
    library  TEXT NOT NULL,
    document TEXT NOT NULL,
    times    INTEGER NOT NULL,
    last_at  INTEGER NOT NULL,
    PRIMARY KEY (library, document),
    FOREIGN KEY (library, document) REFERENCES document (library, id)
) STRICT, WITHOUT ROWID;

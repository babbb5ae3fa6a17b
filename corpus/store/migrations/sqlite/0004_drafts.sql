-- +goose Up

-- What a moderator looks at before it is added. It goes after an hour.
CREATE TABLE draft (
    id      TEXT NOT NULL PRIMARY KEY,
    library TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    revises TEXT NOT NULL,    -- the document that it is to become a revision of; '' for new documents
    base    INTEGER NOT NULL, -- the revision of that which the moderator started from
    size    INTEGER NOT NULL, -- bytes of its texts and files
    note    TEXT NOT NULL
) STRICT;

CREATE INDEX draft_library ON draft (library, made_at);
CREATE INDEX draft_age ON draft (made_at);

CREATE TABLE draft_item (
    draft    TEXT NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
    n        INTEGER NOT NULL, -- from 0
    document TEXT NOT NULL,    -- the ID that was drawn from its words
    file     INTEGER NOT NULL, -- bytes of original
    metadata TEXT NOT NULL,    -- JSON
    blocks   TEXT NOT NULL,    -- JSON
    text     TEXT NOT NULL,
    original BLOB,             -- NULL when there was no file
    PRIMARY KEY (draft, n)
) STRICT;

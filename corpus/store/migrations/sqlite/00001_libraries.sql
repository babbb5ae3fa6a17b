-- +goose Up

-- Times are microseconds since 1970, UTC. Columns that can be large come last
-- in their table, so that a list need not read past them.

CREATE TABLE library (
    name  TEXT NOT NULL PRIMARY KEY,
    epoch TEXT NOT NULL,
    seq   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A document's head: its latest revision, and the change that made it so.
CREATE TABLE document (
    library   TEXT NOT NULL REFERENCES library (name),
    id        TEXT NOT NULL,
    seq       INTEGER NOT NULL,
    revision  INTEGER NOT NULL,
    removed   INTEGER NOT NULL CHECK (removed IN (0, 1)),
    title_key TEXT NOT NULL, -- what lists are ordered by
    text_hash TEXT NOT NULL,
    PRIMARY KEY (library, id)
) STRICT, WITHOUT ROWID;

-- One text is in a library once, and is found again when it was removed.
CREATE UNIQUE INDEX document_live ON document (library, text_hash) WHERE NOT removed;
CREATE INDEX document_text ON document (library, text_hash);
CREATE INDEX document_title ON document (library, title_key, id) WHERE NOT removed;

-- The files that documents were read from. Two libraries with the same file
-- keep it twice: nothing is shared across libraries.
CREATE TABLE original (
    library TEXT NOT NULL REFERENCES library (name),
    hash    TEXT NOT NULL,
    bytes   BLOB NOT NULL,
    PRIMARY KEY (library, hash)
) STRICT;

CREATE TABLE revision (
    library    TEXT NOT NULL,
    document   TEXT NOT NULL,
    revision   INTEGER NOT NULL,
    added_by   TEXT NOT NULL,
    added_at   INTEGER NOT NULL,
    paragraphs INTEGER NOT NULL,
    size       INTEGER NOT NULL, -- bytes of text
    original   TEXT,             -- hash; NULL when there was no file
    metadata   TEXT NOT NULL,    -- JSON
    blocks     TEXT NOT NULL,    -- JSON
    text       TEXT NOT NULL,    -- canonical
    PRIMARY KEY (library, document, revision),
    FOREIGN KEY (library, document) REFERENCES document (library, id),
    FOREIGN KEY (library, original) REFERENCES original (library, hash)
) STRICT;

CREATE TABLE change (
    library  TEXT NOT NULL,
    seq      INTEGER NOT NULL,
    kind     TEXT NOT NULL CHECK (kind IN ('added', 'edited', 'removed')),
    document TEXT NOT NULL,
    revision INTEGER NOT NULL,
    made_by  TEXT NOT NULL,
    made_at  INTEGER NOT NULL,
    PRIMARY KEY (library, seq),
    FOREIGN KEY (library, document, revision) REFERENCES revision (library, document, revision)
) STRICT, WITHOUT ROWID;

CREATE TABLE answer (
    id       TEXT NOT NULL PRIMARY KEY,
    library  TEXT NOT NULL,
    made_at  INTEGER NOT NULL,
    document TEXT NOT NULL, -- '' when the question was not restricted to one
    question TEXT NOT NULL,
    evidence TEXT NOT NULL  -- JSON
) STRICT;

CREATE INDEX answer_age ON answer (made_at);

CREATE TABLE not_helpful (
    answer   TEXT NOT NULL REFERENCES answer (id) ON DELETE CASCADE,
    user_key TEXT NOT NULL,
    said_at  INTEGER NOT NULL,
    PRIMARY KEY (answer, user_key)
) STRICT, WITHOUT ROWID;

-- A library can have settings before it holds anything.
CREATE TABLE setting (
    library TEXT NOT NULL,
    key     TEXT NOT NULL,
    value   TEXT NOT NULL,
    PRIMARY KEY (library, key)
) STRICT, WITHOUT ROWID;

-- +goose Down

DROP TABLE setting;
DROP TABLE not_helpful;
DROP TABLE answer;
DROP TABLE change;
DROP TABLE revision;
DROP TABLE original;
DROP TABLE document;
DROP TABLE library;

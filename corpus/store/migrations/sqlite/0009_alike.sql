-- +goose Up

-- Samples of the documents that are there, by which those that are alike are
-- found: each number of a document's sketch is a row. The program fills them
-- when the database is opened.
ALTER TABLE document ADD COLUMN sketch BLOB; -- eight bytes a number

CREATE TABLE sketch (
    library  TEXT NOT NULL,
    hash     INTEGER NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (library, hash, document)
) STRICT, WITHOUT ROWID;

-- +goose Up

-- What was shown as a quotation, under its permanent ID. The words themselves are
-- in the revision, which is kept.
CREATE TABLE citation (
    library   TEXT NOT NULL,
    id        TEXT NOT NULL,
    document  TEXT NOT NULL,
    revision  INTEGER NOT NULL,
    text_hash TEXT NOT NULL,
    start_at  INTEGER NOT NULL, -- bytes of the text
    end_at    INTEGER NOT NULL,
    field     TEXT NOT NULL,    -- of the metadata; '' for words of the text
    prefix    TEXT NOT NULL,
    suffix    TEXT NOT NULL,
    kept_at   INTEGER NOT NULL, -- when it was first shown
    PRIMARY KEY (library, id)
) STRICT, WITHOUT ROWID;

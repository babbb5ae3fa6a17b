-- +goose Up

-- Changes of other things than documents have no document. Their kinds grow
-- with the program, which alone writes them.
CREATE TABLE change_2 (
    library   TEXT NOT NULL,
    seq       INTEGER NOT NULL,
    kind      TEXT NOT NULL,
    document  TEXT,
    revision  INTEGER,
    made_by   TEXT NOT NULL,
    made_at   INTEGER NOT NULL,
    undoes    INTEGER,          -- the change that this one takes back
    undone_by INTEGER,          -- the change that takes this one back, while that is so
    detail    TEXT NOT NULL,    -- of changes without a document: what the kind says of it
    PRIMARY KEY (library, seq),
    FOREIGN KEY (library, document, revision) REFERENCES revision (library, document, revision),
    FOREIGN KEY (library, undoes) REFERENCES change_2 (library, seq),
    FOREIGN KEY (library, undone_by) REFERENCES change_2 (library, seq)
) STRICT, WITHOUT ROWID;

INSERT INTO change_2 (library, seq, kind, document, revision, made_by, made_at, detail)
SELECT library, seq, kind, document, revision, made_by, made_at, '' FROM change;

DROP TABLE change;
ALTER TABLE change_2 RENAME TO change;

CREATE INDEX change_document ON change (library, document, seq);

-- +goose Up

-- How much a library holds, counted in the transactions that change it.
ALTER TABLE revision ADD COLUMN file INTEGER NOT NULL DEFAULT 0;     -- bytes of original
ALTER TABLE library ADD COLUMN documents INTEGER NOT NULL DEFAULT 0; -- that are there
ALTER TABLE library ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;     -- of their latest revisions: texts and files
ALTER TABLE library ADD COLUMN kept INTEGER NOT NULL DEFAULT 0;      -- bytes of all revisions, each file once

UPDATE revision SET file = COALESCE((
    SELECT length(o.bytes) FROM original o WHERE o.library = revision.library AND o.hash = revision.original), 0);

UPDATE library SET
    documents = (SELECT COUNT(*) FROM document d WHERE d.library = library.name AND NOT d.removed),
    bytes = COALESCE((SELECT SUM(r.size + r.file) FROM document d
        JOIN revision r ON r.library = d.library AND r.document = d.id AND r.revision = d.revision
        WHERE d.library = library.name AND NOT d.removed), 0),
    kept = COALESCE((SELECT SUM(r.size) FROM revision r WHERE r.library = library.name), 0)
        + COALESCE((SELECT SUM(length(o.bytes)) FROM original o WHERE o.library = library.name), 0);

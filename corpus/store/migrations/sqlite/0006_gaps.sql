-- +goose Up

-- Questions that got no answer, grouped by what the caller takes them for.
CREATE TABLE gap (
    id          TEXT NOT NULL PRIMARY KEY,
    library     TEXT NOT NULL,
    key         TEXT NOT NULL,
    more        INTEGER NOT NULL,           -- how often it was asked by those whose rows made room for others
    dismissed   INTEGER NOT NULL CHECK (dismissed IN (0, 1)),
    answered_by TEXT NOT NULL,              -- the document that answers it by now; '' for none
    UNIQUE (library, key)
) STRICT;

-- Who asked, as a key that leads from nobody to anything: it is there so that
-- what a member asked can be deleted when that member wants it.
CREATE TABLE gap_asked (
    gap      TEXT NOT NULL REFERENCES gap (id) ON DELETE CASCADE,
    user_key TEXT NOT NULL,
    question TEXT NOT NULL, -- as this member asked last
    times    INTEGER NOT NULL,
    first_at INTEGER NOT NULL,
    last_at  INTEGER NOT NULL,
    PRIMARY KEY (gap, user_key)
) STRICT;

CREATE INDEX gap_asked_age ON gap_asked (last_at);

-- Until when what was said of an answer has been dealt with.
ALTER TABLE answer ADD COLUMN dismissed_at INTEGER NOT NULL DEFAULT 0;
CREATE INDEX answer_library ON answer (library, evidence);

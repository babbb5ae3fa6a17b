-- +goose Up

-- Replies that somebody was told to wait for, with what it takes to say that one
-- will not come, should the process that works on it end.
CREATE TABLE deferral (
    id         TEXT NOT NULL PRIMARY KEY, -- of what is to be answered
    owner      TEXT NOT NULL,             -- the process that works on it
    sealed     BLOB NOT NULL,             -- only who has the key can read it
    held_until INTEGER NOT NULL,          -- by the database's clock: the owner was there to prolong it
    ends_at    INTEGER NOT NULL           -- from when on nothing can be said any more
) STRICT, WITHOUT ROWID;

-- Who claimed it, so that who asks again after an error knows its own claim.
ALTER TABLE claim ADD COLUMN owner TEXT NOT NULL DEFAULT '';

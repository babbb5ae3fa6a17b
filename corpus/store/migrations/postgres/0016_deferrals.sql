-- +goose Up

-- Replies that somebody was told to wait for, with what it takes to say that one
-- will not come, should the process that works on it end.
CREATE TABLE deferral (
    id         TEXT COLLATE "C" NOT NULL PRIMARY KEY, -- of what is to be answered
    owner      TEXT COLLATE "C" NOT NULL,             -- the process that works on it
    sealed     BYTEA NOT NULL,                        -- only who has the key can read it
    held_until BIGINT NOT NULL,                       -- by the database's clock: the owner was there to prolong it
    ends_at    BIGINT NOT NULL                        -- from when on nothing can be said any more
);

-- Who claimed it, so that who asks again after an error knows its own claim.
ALTER TABLE claim ADD COLUMN owner TEXT COLLATE "C" NOT NULL DEFAULT '';

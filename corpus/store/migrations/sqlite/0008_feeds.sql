-- +goose Up

CREATE TABLE feed (
    id          TEXT NOT NULL PRIMARY KEY,
    library     TEXT NOT NULL,
    url         TEXT NOT NULL,
    title       TEXT NOT NULL,
    mode        TEXT NOT NULL CHECK (mode IN ('wait', 'auto')),
    followed_by TEXT NOT NULL,
    followed_at INTEGER NOT NULL,
    left_at     INTEGER NOT NULL, -- when it was no longer followed; 0 while it is
    next_check  INTEGER NOT NULL,
    checked_at  INTEGER NOT NULL, -- 0 when it was never looked at
    failures    INTEGER NOT NULL, -- in a row
    problem     TEXT NOT NULL,    -- of the last look; '' when there was none
    state       TEXT NOT NULL     -- the follower's own, JSON
) STRICT;

CREATE UNIQUE INDEX feed_followed ON feed (library, url);
CREATE INDEX feed_due ON feed (next_check) WHERE left_at = 0;

-- Items that wait for approval, and what became of those that no longer do.
CREATE TABLE feed_item (
    id        TEXT NOT NULL PRIMARY KEY,
    feed      TEXT NOT NULL REFERENCES feed (id) ON DELETE CASCADE,
    key       TEXT NOT NULL, -- what the feed knows it by
    standing  TEXT NOT NULL CHECK (standing IN ('pending', 'accepted', 'declined')),
    document  TEXT NOT NULL, -- what it became, or is an update of; '' for nothing yet
    title     TEXT NOT NULL,
    link      TEXT NOT NULL,
    published INTEGER NOT NULL, -- 0 when not known
    found_at  INTEGER NOT NULL,
    data      TEXT NOT NULL, -- the follower's own, JSON
    UNIQUE (feed, key)
) STRICT;

CREATE INDEX feed_item_found ON feed_item (feed, standing, found_at);

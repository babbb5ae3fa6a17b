-- +goose Up

-- Who may do what only one process may do at a time, and until when. Rows stay,
-- so that tokens only grow.
CREATE TABLE lease (
    name    TEXT NOT NULL PRIMARY KEY,
    owner   TEXT NOT NULL,
    token   INTEGER NOT NULL,
    ends_at INTEGER NOT NULL -- by the database's clock; 0 when it was given back
) STRICT, WITHOUT ROWID;

-- What one of several processes has taken upon itself.
CREATE TABLE claim (
    id         TEXT NOT NULL PRIMARY KEY,
    claimed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_age ON claim (claimed_at);

-- What lists are ordered by, and found by, is bounded from now on.
UPDATE document SET derived = 0 WHERE octet_length(title_key) > 800 OR octet_length(address) > 800;

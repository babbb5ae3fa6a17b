-- +goose Up

-- Who may do what only one process may do at a time, and until when. Rows stay,
-- so that tokens only grow.
CREATE TABLE lease (
    name    TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    owner   TEXT COLLATE "C" NOT NULL,
    token   BIGINT NOT NULL,
    ends_at BIGINT NOT NULL -- by the database's clock; 0 when it was given back
);

-- What one of several processes has taken upon itself.
CREATE TABLE claim (
    id         TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    claimed_at BIGINT NOT NULL
);
CREATE INDEX claim_age ON claim (claimed_at);

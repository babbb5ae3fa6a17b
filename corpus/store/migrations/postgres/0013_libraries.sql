-- +goose Up

-- What SQLite's migrations up to the same number make. Times are microseconds
-- since 1970, UTC. Texts are compared byte by byte, as SQLite does, whatever
-- the language of the database. Nothing longer than a few hundred bytes stands
-- in an index, because Postgres refuses rows of an index beyond 2,700.

CREATE TABLE library (
    name      TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    epoch     TEXT COLLATE "C" NOT NULL,
    seq       BIGINT NOT NULL,
    documents BIGINT NOT NULL DEFAULT 0, -- that are there
    bytes     BIGINT NOT NULL DEFAULT 0, -- of their latest revisions: texts and files
    kept      BIGINT NOT NULL DEFAULT 0  -- bytes of all revisions, each file once
);

-- A document's head: its latest revision, and the change that made it so. The
-- columns after derived are drawn from that by the program; derived is the
-- version of the rules by which that was done, 0 where it is still to do.
CREATE TABLE document (
    library    TEXT COLLATE "C" NOT NULL REFERENCES library (name),
    id         TEXT COLLATE "C" NOT NULL,
    seq        BIGINT NOT NULL,
    revision   BIGINT NOT NULL,
    removed    BOOLEAN NOT NULL,
    text_hash  TEXT COLLATE "C" NOT NULL,
    added_by   TEXT COLLATE "C" NOT NULL DEFAULT '',
    added_at   BIGINT NOT NULL DEFAULT 0,
    checked_at BIGINT,
    derived    BIGINT NOT NULL DEFAULT 0,
    title_key  TEXT COLLATE "C" NOT NULL DEFAULT '',
    search_key TEXT COLLATE "C" NOT NULL DEFAULT '',
    published  TEXT COLLATE "C" NOT NULL DEFAULT '',
    language   TEXT COLLATE "C" NOT NULL DEFAULT '',
    sketch     BYTEA,
    address    TEXT COLLATE "C" NOT NULL DEFAULT '',
    PRIMARY KEY (library, id)
);

CREATE UNIQUE INDEX document_live ON document (library, text_hash) WHERE NOT removed;
CREATE INDEX document_text ON document (library, text_hash, removed, seq DESC);
CREATE INDEX document_title ON document (library, title_key, id) WHERE NOT removed;
CREATE INDEX document_added ON document (library, added_at DESC, title_key, id) WHERE NOT removed;
CREATE INDEX document_published ON document (library, published DESC, title_key, id) WHERE NOT removed;
CREATE INDEX document_address ON document (library, address, added_at DESC, id) WHERE NOT removed AND address <> '';
CREATE INDEX document_derived ON document (derived);

CREATE TABLE sketch (
    library  TEXT COLLATE "C" NOT NULL,
    hash     BIGINT NOT NULL,
    document TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (library, hash, document)
);

-- Two libraries with the same file keep it twice: nothing is shared across
-- libraries. Files come compressed as a rule, so Postgres need not try.
CREATE TABLE original (
    library TEXT COLLATE "C" NOT NULL REFERENCES library (name),
    hash    TEXT COLLATE "C" NOT NULL,
    bytes   BYTEA NOT NULL,
    PRIMARY KEY (library, hash)
);
ALTER TABLE original ALTER COLUMN bytes SET STORAGE EXTERNAL;

CREATE TABLE revision (
    library    TEXT COLLATE "C" NOT NULL,
    document   TEXT COLLATE "C" NOT NULL,
    revision   BIGINT NOT NULL,
    added_by   TEXT COLLATE "C" NOT NULL,
    added_at   BIGINT NOT NULL,
    paragraphs BIGINT NOT NULL,
    size       BIGINT NOT NULL,           -- bytes of text
    file       BIGINT NOT NULL DEFAULT 0, -- bytes of original
    original   TEXT COLLATE "C",          -- hash; NULL when there was no file
    metadata   TEXT COLLATE "C" NOT NULL, -- JSON
    blocks     TEXT COLLATE "C" NOT NULL, -- JSON
    text       TEXT COLLATE "C" NOT NULL, -- canonical
    PRIMARY KEY (library, document, revision),
    FOREIGN KEY (library, document) REFERENCES document (library, id),
    FOREIGN KEY (library, original) REFERENCES original (library, hash)
);
CREATE INDEX revision_original ON revision (library, original) WHERE original IS NOT NULL;

CREATE TABLE change (
    library   TEXT COLLATE "C" NOT NULL,
    seq       BIGINT NOT NULL,
    kind      TEXT COLLATE "C" NOT NULL,
    document  TEXT COLLATE "C",
    revision  BIGINT,
    made_by   TEXT COLLATE "C" NOT NULL,
    made_at   BIGINT NOT NULL,
    undoes    BIGINT, -- the change that this one takes back
    undone_by BIGINT, -- the change that takes this one back, while that is so
    detail    TEXT COLLATE "C" NOT NULL,
    subject   TEXT COLLATE "C" NOT NULL DEFAULT '',
    PRIMARY KEY (library, seq),
    FOREIGN KEY (library, document, revision) REFERENCES revision (library, document, revision),
    FOREIGN KEY (library, undoes) REFERENCES change (library, seq),
    FOREIGN KEY (library, undone_by) REFERENCES change (library, seq)
);
CREATE INDEX change_document ON change (library, document, seq);

CREATE TABLE quoted (
    library  TEXT COLLATE "C" NOT NULL,
    document TEXT COLLATE "C" NOT NULL,
    times    BIGINT NOT NULL,
    last_at  BIGINT NOT NULL,
    PRIMARY KEY (library, document),
    FOREIGN KEY (library, document) REFERENCES document (library, id)
);

CREATE TABLE answer (
    id           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    library      TEXT COLLATE "C" NOT NULL,
    made_at      BIGINT NOT NULL,
    document     TEXT COLLATE "C" NOT NULL, -- '' when the question was not restricted to one
    question     TEXT COLLATE "C" NOT NULL,
    evidence     TEXT COLLATE "C" NOT NULL, -- JSON
    dismissed_at BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX answer_age ON answer (made_at);
CREATE INDEX answer_library ON answer (library);

CREATE TABLE not_helpful (
    answer   TEXT COLLATE "C" NOT NULL REFERENCES answer (id) ON DELETE CASCADE,
    user_key TEXT COLLATE "C" NOT NULL,
    said_at  BIGINT NOT NULL,
    PRIMARY KEY (answer, user_key)
);

CREATE TABLE setting (
    library TEXT COLLATE "C" NOT NULL,
    key     TEXT COLLATE "C" NOT NULL,
    value   TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (library, key)
);

CREATE TABLE draft (
    id      TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    library TEXT COLLATE "C" NOT NULL,
    made_by TEXT COLLATE "C" NOT NULL,
    made_at BIGINT NOT NULL,
    revises TEXT COLLATE "C" NOT NULL, -- the document that it is to become a revision of; '' for new documents
    base    BIGINT NOT NULL,           -- the revision of that which the moderator started from
    size    BIGINT NOT NULL,           -- bytes of its texts and files
    note    TEXT COLLATE "C" NOT NULL
);
CREATE INDEX draft_library ON draft (library, made_at);
CREATE INDEX draft_age ON draft (made_at);

CREATE TABLE draft_item (
    draft    TEXT COLLATE "C" NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
    n        BIGINT NOT NULL,           -- from 0
    document TEXT COLLATE "C" NOT NULL, -- the ID that was drawn from its words
    file     BIGINT NOT NULL,           -- bytes of original
    metadata TEXT COLLATE "C" NOT NULL, -- JSON
    blocks   TEXT COLLATE "C" NOT NULL, -- JSON
    text     TEXT COLLATE "C" NOT NULL,
    original BYTEA,                     -- NULL when there was no file
    left_out BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (draft, n)
);

CREATE TABLE gap (
    id          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    library     TEXT COLLATE "C" NOT NULL,
    key         TEXT COLLATE "C" NOT NULL,
    more        BIGINT NOT NULL, -- how often it was asked by those whose rows made room for others
    dismissed   BOOLEAN NOT NULL,
    answered_by TEXT COLLATE "C" NOT NULL,
    UNIQUE (library, key)
);

CREATE TABLE gap_asked (
    gap      TEXT COLLATE "C" NOT NULL REFERENCES gap (id) ON DELETE CASCADE,
    user_key TEXT COLLATE "C" NOT NULL,
    question TEXT COLLATE "C" NOT NULL, -- as this member asked last
    times    BIGINT NOT NULL,
    first_at BIGINT NOT NULL,
    last_at  BIGINT NOT NULL,
    PRIMARY KEY (gap, user_key)
);
CREATE INDEX gap_asked_age ON gap_asked (last_at);

CREATE TABLE feed (
    id          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    library     TEXT COLLATE "C" NOT NULL,
    url         TEXT COLLATE "C" NOT NULL,
    title       TEXT COLLATE "C" NOT NULL,
    mode        TEXT COLLATE "C" NOT NULL CHECK (mode IN ('wait', 'auto')),
    followed_by TEXT COLLATE "C" NOT NULL,
    followed_at BIGINT NOT NULL,
    left_at     BIGINT NOT NULL, -- when it was no longer followed; 0 while it is
    next_check  BIGINT NOT NULL,
    checked_at  BIGINT NOT NULL, -- 0 when it was never looked at
    failures    BIGINT NOT NULL, -- in a row
    problem     TEXT COLLATE "C" NOT NULL,
    state       TEXT COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX feed_followed ON feed (library, md5(url));
CREATE INDEX feed_due ON feed (next_check) WHERE left_at = 0;

CREATE TABLE feed_item (
    id        TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    feed      TEXT COLLATE "C" NOT NULL REFERENCES feed (id) ON DELETE CASCADE,
    key       TEXT COLLATE "C" NOT NULL, -- what the feed knows it by
    standing  TEXT COLLATE "C" NOT NULL CHECK (standing IN ('pending', 'accepted', 'declined')),
    document  TEXT COLLATE "C" NOT NULL, -- what it became, or is an update of; '' for nothing yet
    title     TEXT COLLATE "C" NOT NULL,
    link      TEXT COLLATE "C" NOT NULL,
    published BIGINT NOT NULL, -- 0 when not known
    found_at  BIGINT NOT NULL,
    data      TEXT COLLATE "C" NOT NULL, -- the follower's own, JSON
    brought   TEXT COLLATE "C" NOT NULL DEFAULT '',
    UNIQUE (feed, key)
);
CREATE INDEX feed_item_found ON feed_item (feed, standing, found_at);

CREATE TABLE citation (
    library   TEXT COLLATE "C" NOT NULL,
    id        TEXT COLLATE "C" NOT NULL,
    document  TEXT COLLATE "C" NOT NULL,
    revision  BIGINT NOT NULL,
    text_hash TEXT COLLATE "C" NOT NULL,
    start_at  BIGINT NOT NULL, -- bytes of the text
    end_at    BIGINT NOT NULL,
    field     TEXT COLLATE "C" NOT NULL, -- of the metadata; '' for words of the text
    prefix    TEXT COLLATE "C" NOT NULL,
    suffix    TEXT COLLATE "C" NOT NULL,
    kept_at   BIGINT NOT NULL, -- when it was first shown
    PRIMARY KEY (library, id)
);

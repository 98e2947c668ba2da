-- Who is who across documents: profiles of actors, what was found of pairs of them, and what reviewers decided.

-- All that certainly goes by one name or holds one office; `identity` is the profile that gives its id to all
-- that are one actor.
CREATE TABLE profile (
    key INTEGER PRIMARY KEY,
    profile_id TEXT NOT NULL UNIQUE,
    identity TEXT NOT NULL,
    kind TEXT NOT NULL,  -- person, office (holder not named), state, organisation
    person TEXT,  -- id in the registry of offices
    country TEXT,
    gender TEXT,
    names TEXT NOT NULL,  -- JSON list, the most frequent first
    name_key TEXT NOT NULL,  -- the names without case and accents
    offices TEXT NOT NULL,  -- JSON: [[words, first day, last day], …]
    first_day TEXT,
    last_day TEXT,
    partners TEXT NOT NULL,  -- JSON list of profile ids
    documents INTEGER NOT NULL
);
CREATE INDEX profile_by_identity ON profile (identity);

-- One line an actor across documents.
CREATE TABLE identity (
    identity_id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    country TEXT,
    gender TEXT,
    person TEXT
) WITHOUT ROWID;

-- Which profile an actor of a document belongs to, and why.
CREATE TABLE bearer (
    actor INTEGER PRIMARY KEY REFERENCES actor (key) ON DELETE CASCADE,
    profile INTEGER NOT NULL REFERENCES profile (key) ON DELETE CASCADE,
    day TEXT,  -- on which the document tells of it
    why TEXT NOT NULL
);
CREATE INDEX bearer_by_profile ON bearer (profile);

-- Profiles that share a block are compared.
CREATE TABLE profile_block (
    block TEXT NOT NULL,
    profile INTEGER NOT NULL REFERENCES profile (key) ON DELETE CASCADE,
    PRIMARY KEY (block, profile)
) WITHOUT ROWID;
CREATE INDEX profile_block_by_profile ON profile_block (profile);

-- Judgements of the rules: pairs that are one ("same"), and pairs for a reviewer ("doubt").
CREATE TABLE profile_link (
    one INTEGER NOT NULL REFERENCES profile (key) ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES profile (key) ON DELETE CASCADE,
    verdict TEXT NOT NULL,
    score REAL NOT NULL,
    "values" TEXT NOT NULL,  -- JSON: [[what, points, words], …]
    author TEXT NOT NULL,  -- "rule …"
    decided TEXT NOT NULL,  -- UTC
    PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX profile_link_by_other ON profile_link (other);

-- Judgements of reviewers; they name profiles by id and words, since readings come and go.
CREATE TABLE judgement (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    judgement_id TEXT NOT NULL UNIQUE,
    verdict TEXT NOT NULL,  -- same, different, unsure
    one TEXT NOT NULL,  -- JSON: [{profile_id, name, office, country, document_id, taken_from}, …]
    other TEXT NOT NULL,
    author TEXT NOT NULL,
    decided TEXT NOT NULL,  -- UTC
    score REAL,
    "values" TEXT NOT NULL,  -- JSON: [[what, words], …]
    note TEXT,
    undone TEXT,  -- UTC
    undone_by TEXT
);

-- The pairs of profiles that judgements in force bear on, each in both directions.
CREATE TABLE judged_pair (
    one TEXT NOT NULL,  -- profile ids
    other TEXT NOT NULL,
    judgement INTEGER NOT NULL REFERENCES judgement (key) ON DELETE CASCADE,
    verdict TEXT NOT NULL,
    PRIMARY KEY (one, other, judgement)
) WITHOUT ROWID;
CREATE INDEX judged_pair_by_judgement ON judged_pair (judgement);

-- Offices of the people whom the registry knows, as far as they occur.
CREATE TABLE tenure (
    person TEXT NOT NULL,
    position INTEGER NOT NULL,
    office TEXT NOT NULL,
    country TEXT,
    organisation TEXT,
    start TEXT,  -- a day, month or year; NULL: not known
    "end" TEXT,
    certain TEXT NOT NULL,  -- JSON: [[first day, last day], …] in which it was certainly held
    sources TEXT NOT NULL,  -- JSON list
    PRIMARY KEY (person, position)
) WITHOUT ROWID;

-- What is still to be done: documents whose actors have no profile yet, profiles that gained or lost an actor.
CREATE TABLE unplaced_version (version INTEGER PRIMARY KEY);
CREATE TABLE changed_profile (profile INTEGER PRIMARY KEY);

INSERT INTO unplaced_version SELECT newest FROM document WHERE newest IS NOT NULL;

CREATE TRIGGER actor_unplaced AFTER INSERT ON actor BEGIN
    INSERT OR IGNORE INTO unplaced_version VALUES (new.version);
END;
CREATE TRIGGER bearer_gone AFTER DELETE ON bearer BEGIN
    INSERT OR IGNORE INTO changed_profile VALUES (old.profile);
END;
CREATE TRIGGER version_superseded AFTER UPDATE OF newest ON document WHEN old.newest IS NOT NULL BEGIN
    DELETE FROM bearer WHERE actor IN (SELECT key FROM actor WHERE version = old.newest);
END;

-- Which reports of contacts are of one occurrence: what is compared, what was found of pairs, and what reviewers decided.

-- A contact of a newest version as it is compared with others; `occurrence` is the least id among the reports of one.
CREATE TABLE report (
    contact INTEGER PRIMARY KEY REFERENCES contact (key) ON DELETE CASCADE,
    report_id TEXT NOT NULL,  -- the contact's id
    version INTEGER NOT NULL REFERENCES version (key) ON DELETE CASCADE,
    occurrence TEXT NOT NULL,
    content TEXT NOT NULL  -- JSON
);
CREATE INDEX report_by_id ON report (report_id);
CREATE INDEX report_by_version ON report (version);
CREATE INDEX report_by_occurrence ON report (occurrence);

-- Reports that share a block are compared: those whose days are told along these days, all others with each other.
CREATE TABLE report_block (
    block TEXT NOT NULL,
    first_day TEXT NOT NULL,  -- '' where the time is too wide to be looked along
    contact INTEGER NOT NULL REFERENCES report (contact) ON DELETE CASCADE,
    last_day TEXT NOT NULL,  -- behind the key: SQLite 3.40's integrity check mistakes columns of another order for NULL
    PRIMARY KEY (block, first_day, contact)
) WITHOUT ROWID;
CREATE INDEX report_block_by_contact ON report_block (contact);

-- Judgements of the rules: pairs that are of one contact ("same"), and pairs for a reviewer ("doubt").
CREATE TABLE report_link (
    one INTEGER NOT NULL REFERENCES report (contact) ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES report (contact) ON DELETE CASCADE,
    verdict TEXT NOT NULL,
    score REAL NOT NULL,
    is_copy INTEGER NOT NULL,
    "values" TEXT NOT NULL,  -- JSON: [[what, points, words], …]
    author TEXT NOT NULL,  -- "rule …"
    decided TEXT NOT NULL,  -- UTC
    PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX report_link_by_other ON report_link (other);

-- One line an occurrence; `accounts` are documents that are no copies of one another.
CREATE TABLE occurrence (
    occurrence_id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    modality TEXT NOT NULL,
    first_day TEXT,
    last_day TEXT,  -- included
    reports INTEGER NOT NULL,
    documents INTEGER NOT NULL,
    accounts INTEGER NOT NULL,
    outlets INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX occurrence_by_accounts ON occurrence (accounts);

-- Texts that may be near-duplicates share a band of their sketches.
CREATE TABLE sketch (
    version INTEGER PRIMARY KEY REFERENCES version (key) ON DELETE CASCADE,
    hashes TEXT NOT NULL  -- JSON list
);
CREATE TABLE sketch_band (
    band TEXT NOT NULL,
    version INTEGER NOT NULL REFERENCES sketch (version) ON DELETE CASCADE,
    PRIMARY KEY (band, version)
) WITHOUT ROWID;
CREATE INDEX sketch_band_by_version ON sketch_band (version);

-- Documents of which one is nearly the text of the other and tells of the same people.
CREATE TABLE near_copy (
    one INTEGER NOT NULL REFERENCES sketch (version) ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES sketch (version) ON DELETE CASCADE,
    share REAL NOT NULL,
    PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX near_copy_by_other ON near_copy (other);

-- Judgements are of actors or of occurrences; those in force bear on pairs of reports, each in both directions.
ALTER TABLE judgement ADD COLUMN about TEXT NOT NULL DEFAULT 'actor';
CREATE TABLE judged_report (
    one TEXT NOT NULL,  -- report ids
    other TEXT NOT NULL,
    judgement INTEGER NOT NULL REFERENCES judgement (key) ON DELETE CASCADE,
    verdict TEXT NOT NULL,
    PRIMARY KEY (one, other, judgement)
) WITHOUT ROWID;
CREATE INDEX judged_report_by_judgement ON judged_report (judgement);

-- What is still to be done: versions whose contacts are to be compared, occurrences that lost a report.
CREATE TABLE unlinked_version (version INTEGER PRIMARY KEY);
CREATE TABLE changed_occurrence (occurrence TEXT PRIMARY KEY) WITHOUT ROWID;

INSERT INTO unlinked_version SELECT newest FROM document WHERE newest IS NOT NULL;

CREATE TRIGGER version_unlinked AFTER UPDATE OF newest ON document BEGIN
    INSERT OR IGNORE INTO unlinked_version SELECT old.newest WHERE old.newest IS NOT NULL;
    INSERT OR IGNORE INTO unlinked_version SELECT new.newest WHERE new.newest IS NOT NULL;
END;
CREATE TRIGGER contact_unlinked AFTER INSERT ON contact BEGIN
    INSERT OR IGNORE INTO unlinked_version VALUES (new.version);
END;
CREATE TRIGGER bearer_unlinked AFTER INSERT ON bearer BEGIN
    INSERT OR IGNORE INTO unlinked_version SELECT version FROM actor WHERE key = new.actor;
END;
CREATE TRIGGER bearer_unlinked_again AFTER DELETE ON bearer BEGIN
    INSERT OR IGNORE INTO unlinked_version SELECT version FROM actor WHERE key = old.actor;
END;
CREATE TRIGGER identity_unlinked AFTER UPDATE OF identity ON profile WHEN old.identity != new.identity BEGIN
    INSERT OR IGNORE INTO unlinked_version SELECT actor.version FROM bearer JOIN actor ON actor.key = bearer.actor
        WHERE bearer.profile = new.key;
END;
CREATE TRIGGER report_gone AFTER DELETE ON report BEGIN
    INSERT OR IGNORE INTO changed_occurrence VALUES (old.occurrence);
END;

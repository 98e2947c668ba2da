-- What reviewers decided of single records: changed, found right, taken out, added by hand.

-- The history; a row names its record by id, document and words, since readings come and go.
CREATE TABLE correction (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    correction_id TEXT NOT NULL UNIQUE,
    verdict TEXT NOT NULL,  -- edit, accept, reject, add
    about TEXT NOT NULL,  -- contact, statement, event
    document_id TEXT NOT NULL,
    version TEXT NOT NULL,
    record_id TEXT NOT NULL,
    content TEXT NOT NULL,  -- JSON: all of the correction but whether it was undone
    undone TEXT,  -- UTC
    undone_by TEXT
);
CREATE INDEX correction_by_document ON correction (document_id);
CREATE INDEX correction_by_record ON correction (record_id);

-- The rows that corrections in force bear on; `record` is the key of a contact, statement or event, and negative for one
-- that was taken out.
CREATE TABLE corrected (
    about TEXT NOT NULL,
    record INTEGER NOT NULL,
    correction INTEGER NOT NULL REFERENCES correction (key) ON DELETE CASCADE,
    version INTEGER NOT NULL REFERENCES version (key) ON DELETE CASCADE,
    PRIMARY KEY (about, record, correction, version)
) WITHOUT ROWID;
CREATE INDEX corrected_by_correction ON corrected (correction);
CREATE INDEX corrected_by_version ON corrected (version);

-- Records as they were read, where a correction changed them or took them out.
CREATE TABLE original (
    version INTEGER NOT NULL REFERENCES version (key) ON DELETE CASCADE,
    about TEXT NOT NULL,
    position INTEGER NOT NULL,
    record INTEGER,  -- key; NULL for one that was taken out: its key may be another's now
    content TEXT NOT NULL,  -- JSON, as in a dump
    PRIMARY KEY (version, about, position)
) WITHOUT ROWID;

-- Actors that corrections alone name, and notes that are the source of what was added without a document.
CREATE TABLE added_actor (actor INTEGER PRIMARY KEY REFERENCES actor (key) ON DELETE CASCADE);
CREATE TABLE added_document (document INTEGER PRIMARY KEY REFERENCES document (key) ON DELETE CASCADE);

-- For the queue of doubtful events.
CREATE INDEX event_by_confidence ON event (confidence);

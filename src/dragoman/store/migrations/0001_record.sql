-- The record: documents and their versions, and for each version everything its reading gave.
-- Offsets are characters of the version's text (of its title where `part` is 'title'), half-open.
-- Spans are JSON: [[start, end], …]; evidence is [[start, end, part], …].
-- Columns named `words` and `name_key` repeat what other columns say, for search and for other tools.

PRAGMA application_id = 1685219181;

CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- A document is its source: a URL, a given id, or a hash of the text where there is neither.
CREATE TABLE document (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id TEXT NOT NULL UNIQUE,
    newest INTEGER REFERENCES version (key)
);

-- A version of a document is one text of it; `version` is the SHA-256 of the text.
CREATE TABLE version (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL REFERENCES document (key) ON DELETE CASCADE,
    version TEXT NOT NULL,
    copy_of TEXT,  -- the earliest document with this very text, where that is another one
    text TEXT NOT NULL,
    source_key TEXT NOT NULL,
    path TEXT,
    url TEXT,
    outlet TEXT,
    title TEXT,
    author TEXT,
    published TEXT,
    timezone TEXT,
    provenance TEXT NOT NULL,  -- JSON: [[field, where it was taken from], …]
    read_by TEXT NOT NULL,  -- JSON: [[part, version], …] of what made the reading
    first_read TEXT NOT NULL,  -- UTC
    last_read TEXT NOT NULL,
    UNIQUE (document, version)
);
CREATE INDEX version_by_text ON version (version);
CREATE INDEX version_by_path ON version (path);

CREATE TABLE segment (
    version INTEGER NOT NULL REFERENCES version (key) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (version, position)
) WITHOUT ROWID;

CREATE TABLE actor (
    key INTEGER PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES version (key) ON DELETE CASCADE,
    position INTEGER,  -- place in the reading's list of actors; NULL for one that only a contact or statement names
    actor_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    office TEXT,
    country TEXT,  -- ISO 3166 alpha-3
    gender TEXT,
    aliases TEXT NOT NULL,  -- JSON list
    members TEXT NOT NULL,  -- JSON list of actor ids
    named_by TEXT NOT NULL,  -- "text", "outlet" or "registry"
    name_key TEXT NOT NULL  -- name, aliases and office without case and accents
);
CREATE INDEX actor_by_version ON actor (version);
CREATE INDEX actor_by_name ON actor (name_key);

CREATE TABLE mention (
    version INTEGER NOT NULL REFERENCES version (key) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    part TEXT NOT NULL,
    form TEXT NOT NULL,
    actor_ids TEXT NOT NULL,  -- JSON list
    PRIMARY KEY (version, position)
) WITHOUT ROWID;

CREATE TABLE contact (
    key INTEGER PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES version (key) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    contact_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    modality TEXT NOT NULL,
    start_date TEXT,
    end_date TEXT,  -- exclusive
    start_time TEXT,
    timezone TEXT,
    date_basis TEXT,
    date_start INTEGER,  -- the characters that name the date
    date_end INTEGER,
    date_words TEXT,
    initiator TEXT,  -- actor id
    medium TEXT,
    duration_minutes INTEGER,
    place TEXT,
    subject_start INTEGER,
    subject_end INTEGER,
    segment TEXT NOT NULL,
    evidence TEXT NOT NULL,
    words TEXT NOT NULL,
    rule TEXT NOT NULL,
    rule_version TEXT NOT NULL,
    confidence REAL NOT NULL
);
CREATE UNIQUE INDEX contact_by_version ON contact (version, position);
CREATE INDEX contact_by_id ON contact (contact_id);
CREATE INDEX contact_by_date ON contact (start_date, end_date);

-- role: participant, chain
CREATE TABLE contact_actor (
    contact INTEGER NOT NULL REFERENCES contact (key) ON DELETE CASCADE,
    role TEXT NOT NULL,
    position INTEGER NOT NULL,
    actor INTEGER NOT NULL REFERENCES actor (key) ON DELETE CASCADE,
    PRIMARY KEY (contact, role, position)
) WITHOUT ROWID;
CREATE INDEX contact_actor_by_actor ON contact_actor (actor, role);

CREATE TABLE statement (
    key INTEGER PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES version (key) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    statement_id TEXT NOT NULL,
    contact_id TEXT,
    act TEXT NOT NULL,
    form TEXT NOT NULL,
    modality TEXT NOT NULL,
    voice TEXT NOT NULL,
    source TEXT NOT NULL,
    cue TEXT NOT NULL,
    content TEXT NOT NULL,
    words TEXT NOT NULL,
    start_date TEXT,
    end_date TEXT,  -- exclusive
    start_time TEXT,
    timezone TEXT,
    date_basis TEXT,
    segment TEXT NOT NULL,
    rule TEXT NOT NULL,
    rule_version TEXT NOT NULL,
    confidence REAL NOT NULL
);
CREATE UNIQUE INDEX statement_by_version ON statement (version, position);
CREATE INDEX statement_by_id ON statement (statement_id);
CREATE INDEX statement_by_contact ON statement (contact_id);

-- role: speaker, hearer, chain, addressee
CREATE TABLE statement_actor (
    statement INTEGER NOT NULL REFERENCES statement (key) ON DELETE CASCADE,
    role TEXT NOT NULL,
    position INTEGER NOT NULL,
    actor INTEGER NOT NULL REFERENCES actor (key) ON DELETE CASCADE,
    PRIMARY KEY (statement, role, position)
) WITHOUT ROWID;
CREATE INDEX statement_actor_by_actor ON statement_actor (actor, role);

-- What could not be read, until it is read.
CREATE TABLE failure (
    path TEXT NOT NULL,
    "where" TEXT NOT NULL,  -- row, entry or document id inside the file; '' for the whole file
    reason TEXT NOT NULL,
    remedy TEXT NOT NULL,
    failed_at TEXT NOT NULL,  -- UTC
    PRIMARY KEY (path, "where")
) WITHOUT ROWID;

-- Full text: of documents with their titles, and of what was said.
CREATE VIRTUAL TABLE version_search USING fts5 (
    title, text, content = 'version', content_rowid = 'key', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER version_search_insert AFTER INSERT ON version BEGIN
    INSERT INTO version_search (rowid, title, text) VALUES (new.key, new.title, new.text);
END;
CREATE TRIGGER version_search_delete AFTER DELETE ON version BEGIN
    INSERT INTO version_search (version_search, rowid, title, text) VALUES ('delete', old.key, old.title, old.text);
END;
CREATE TRIGGER version_search_update AFTER UPDATE OF title ON version WHEN old.title IS NOT new.title BEGIN
    INSERT INTO version_search (version_search, rowid, title, text) VALUES ('delete', old.key, old.title, old.text);
    INSERT INTO version_search (rowid, title, text) VALUES (new.key, new.title, new.text);
END;

CREATE VIRTUAL TABLE statement_search USING fts5 (
    words, content = 'statement', content_rowid = 'key', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER statement_search_insert AFTER INSERT ON statement BEGIN
    INSERT INTO statement_search (rowid, words) VALUES (new.key, new.words);
END;
CREATE TRIGGER statement_search_delete AFTER DELETE ON statement BEGIN
    INSERT INTO statement_search (statement_search, rowid, words) VALUES ('delete', old.key, old.words);
END;

-- For other tools that open the store: one line a contact, one a statement, of the newest versions.
CREATE VIEW contact_ledger AS
SELECT contact.contact_id, document.document_id, version.version, contact.kind, contact.modality,
       contact.start_date, contact.end_date, contact.date_basis, contact.date_words,
       (SELECT group_concat(name, '; ') FROM (
            SELECT actor.name FROM contact_actor JOIN actor ON actor.key = contact_actor.actor
            WHERE contact_actor.contact = contact.key AND contact_actor.role = 'participant'
            ORDER BY contact_actor.position)) AS participants,
       contact.medium, contact.duration_minutes, contact.place, contact.words, contact.evidence,
       contact.rule, contact.rule_version, contact.confidence
FROM contact JOIN version ON version.key = contact.version JOIN document ON document.newest = version.key;

CREATE VIEW statement_ledger AS
SELECT statement.statement_id, statement.contact_id, document.document_id, version.version,
       (SELECT group_concat(name, '; ') FROM (
            SELECT actor.name FROM statement_actor JOIN actor ON actor.key = statement_actor.actor
            WHERE statement_actor.statement = statement.key AND statement_actor.role = 'speaker'
            ORDER BY statement_actor.position)) AS speaker,
       (SELECT group_concat(name, '; ') FROM (
            SELECT actor.name FROM statement_actor JOIN actor ON actor.key = statement_actor.actor
            WHERE statement_actor.statement = statement.key AND statement_actor.role = 'hearer'
            ORDER BY statement_actor.position)) AS hearers,
       statement.act, statement.form, statement.modality, statement.voice, statement.words, statement.content,
       statement.rule, statement.rule_version, statement.confidence
FROM statement JOIN version ON version.key = statement.version JOIN document ON document.newest = version.key;

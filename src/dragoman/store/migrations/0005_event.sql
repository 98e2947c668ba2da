-- Coded events as documents tell them: who did what to whom, by PLOVER type and CAMEO code.
CREATE TABLE event (
    key INTEGER PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES version (key) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    event_id TEXT NOT NULL,
    type TEXT NOT NULL,
    mode TEXT,
    cameo TEXT,  -- a string: leading zeros count
    contexts TEXT NOT NULL,  -- JSON list
    modality TEXT NOT NULL,
    start_date TEXT,
    end_date TEXT,  -- exclusive
    start_time TEXT,
    timezone TEXT,
    date_basis TEXT,
    date_start INTEGER,  -- the characters that name the date
    date_end INTEGER,
    date_words TEXT,
    place TEXT,
    place_country TEXT,  -- ISO 3166 alpha-3
    contact_id TEXT,
    statement_id TEXT,
    cue TEXT NOT NULL,
    actor_words TEXT NOT NULL,
    recipient_words TEXT NOT NULL,
    segment TEXT NOT NULL,
    evidence TEXT NOT NULL,
    words TEXT NOT NULL,
    rule TEXT NOT NULL,
    rule_version TEXT NOT NULL,
    confidence REAL NOT NULL
);
CREATE UNIQUE INDEX event_by_version ON event (version, position);
CREATE INDEX event_by_id ON event (event_id);
CREATE INDEX event_by_type ON event (type, modality);
CREATE INDEX event_by_date ON event (start_date, end_date);

-- role: actor, recipient, chain
CREATE TABLE event_actor (
    event INTEGER NOT NULL REFERENCES event (key) ON DELETE CASCADE,
    role TEXT NOT NULL,
    position INTEGER NOT NULL,
    actor INTEGER NOT NULL REFERENCES actor (key) ON DELETE CASCADE,
    PRIMARY KEY (event, role, position)
) WITHOUT ROWID;
CREATE INDEX event_actor_by_actor ON event_actor (actor, role);

-- For other tools that open the store: one line a coded event, of the newest versions.
CREATE VIEW event_ledger AS
SELECT event.event_id, document.document_id, version.version, event.type, event.mode, event.cameo, event.modality,
       event.start_date, event.end_date, event.date_basis, event.place, event.place_country,
       (SELECT group_concat(name, '; ') FROM (
            SELECT actor.name FROM event_actor JOIN actor ON actor.key = event_actor.actor
            WHERE event_actor.event = event.key AND event_actor.role = 'actor'
            ORDER BY event_actor.position)) AS actors,
       (SELECT group_concat(name, '; ') FROM (
            SELECT actor.name FROM event_actor JOIN actor ON actor.key = event_actor.actor
            WHERE event_actor.event = event.key AND event_actor.role = 'recipient'
            ORDER BY event_actor.position)) AS recipients,
       event.words, event.evidence, event.contact_id, event.statement_id, event.rule, event.rule_version,
       event.confidence
FROM event JOIN version ON version.key = event.version JOIN document ON document.newest = version.key;

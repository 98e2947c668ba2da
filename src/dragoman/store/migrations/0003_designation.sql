-- Contested terms as documents use them: whose word each is, and who is called so.
CREATE TABLE designation (
    key INTEGER PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES version (key) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    designation_id TEXT NOT NULL,
    term TEXT NOT NULL,  -- key of the list of terms
    part TEXT NOT NULL,  -- text; title, where that was given apart
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    words TEXT NOT NULL,
    voice TEXT NOT NULL,
    statement_id TEXT,
    segment TEXT NOT NULL,
    rule TEXT NOT NULL,
    rule_version TEXT NOT NULL,
    confidence REAL NOT NULL
);
CREATE UNIQUE INDEX designation_by_version ON designation (version, position);
CREATE INDEX designation_by_term ON designation (term);

-- role: speaker (whose word it is; nobody for the outlet's own), called (who is called so)
CREATE TABLE designation_actor (
    designation INTEGER NOT NULL REFERENCES designation (key) ON DELETE CASCADE,
    role TEXT NOT NULL,
    position INTEGER NOT NULL,
    actor INTEGER NOT NULL REFERENCES actor (key) ON DELETE CASCADE,
    PRIMARY KEY (designation, role, position)
) WITHOUT ROWID;
CREATE INDEX designation_actor_by_actor ON designation_actor (actor, role);

-- For other tools that open the store: one line a contested term, of the newest versions.
CREATE VIEW designation_ledger AS
SELECT designation.designation_id, document.document_id, version.version, version.outlet,
       designation.term, designation.words, designation.voice,
       (SELECT group_concat(name, '; ') FROM (
            SELECT actor.name FROM designation_actor JOIN actor ON actor.key = designation_actor.actor
            WHERE designation_actor.designation = designation.key AND designation_actor.role = 'speaker'
            ORDER BY designation_actor.position)) AS speakers,
       (SELECT actor.name FROM designation_actor JOIN actor ON actor.key = designation_actor.actor
            WHERE designation_actor.designation = designation.key AND designation_actor.role = 'called') AS called,
       designation.part, designation.start, designation."end", designation.segment, designation.rule,
       designation.confidence
FROM designation JOIN version ON version.key = designation.version JOIN document ON document.newest = version.key;

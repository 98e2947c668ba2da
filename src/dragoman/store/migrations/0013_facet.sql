-- What the ledger looks up: for each occurrence a row for every value by which it is found, with all that a filter,
-- a count or the order of the ledger asks of it, so that a page needs this table alone to know its lines.
-- facet: all (value ''), actor (identity), country (of a participant), outlet, place (in the gazetteer).
CREATE TABLE occurrence_facet (
    facet TEXT NOT NULL,
    value TEXT NOT NULL,
    day TEXT NOT NULL,  -- by which the ledger is ordered: the first day, else the last; '' where neither is told
    kind TEXT NOT NULL,
    modality TEXT NOT NULL,
    occurrence TEXT NOT NULL,
    last_day TEXT NOT NULL,  -- included; '' as for `day`
    accounts INTEGER NOT NULL,
    confidence REAL NOT NULL,  -- of the surest report
    PRIMARY KEY (facet, value, day, kind, modality, occurrence)
) WITHOUT ROWID;
CREATE INDEX occurrence_facet_by_occurrence ON occurrence_facet (occurrence);

-- The ledger's indexes of `occurrence` have nothing left to do.
DROP INDEX occurrence_by_day;
DROP INDEX occurrence_by_modality;

-- A value may come several times, by several reports.  (SQLite asks a UNION ALL for one occurrence by its index.)
CREATE VIEW occurrence_value AS
SELECT occurrence, 'all' AS facet, '' AS value FROM report
UNION ALL SELECT report.occurrence, 'actor', profile.identity
    FROM report CROSS JOIN contact_actor ON contact_actor.contact = report.contact AND role = 'participant'
    CROSS JOIN bearer ON bearer.actor = contact_actor.actor CROSS JOIN profile ON profile.key = bearer.profile
UNION ALL SELECT report.occurrence, 'country', identity.country
    FROM report CROSS JOIN contact_actor ON contact_actor.contact = report.contact AND role = 'participant'
    CROSS JOIN bearer ON bearer.actor = contact_actor.actor CROSS JOIN profile ON profile.key = bearer.profile
    CROSS JOIN identity ON identity.identity_id = profile.identity WHERE identity.country IS NOT NULL
UNION ALL SELECT report.occurrence, 'outlet', version.outlet
    FROM report CROSS JOIN version ON version.key = report.version WHERE version.outlet IS NOT NULL
UNION ALL SELECT report.occurrence, 'place', contact.location_id
    FROM report CROSS JOIN contact ON contact.key = report.contact WHERE contact.location_id IS NOT NULL;

INSERT INTO occurrence_facet
    SELECT DISTINCT facet, value, coalesce(first_day, last_day, ''), kind, modality, occurrence_id,
        coalesce(last_day, first_day, ''), accounts, (SELECT max(confidence) FROM report
            JOIN contact ON contact.key = report.contact WHERE report.occurrence = occurrence_id)
    FROM occurrence_value JOIN occurrence ON occurrence_id = occurrence_value.occurrence;

-- Linking writes anew every occurrence whose reports, participants or days may have changed.
CREATE TRIGGER occurrence_found AFTER INSERT ON occurrence BEGIN
    DELETE FROM occurrence_facet WHERE occurrence = new.occurrence_id;
    INSERT INTO occurrence_facet
        SELECT DISTINCT facet, value, coalesce(new.first_day, new.last_day, ''), new.kind, new.modality, new.occurrence_id,
            coalesce(new.last_day, new.first_day, ''), new.accounts, (SELECT max(confidence) FROM report
                JOIN contact ON contact.key = report.contact WHERE report.occurrence = new.occurrence_id)
        FROM occurrence_value WHERE occurrence = new.occurrence_id;
END;
CREATE TRIGGER occurrence_lost AFTER DELETE ON occurrence BEGIN
    DELETE FROM occurrence_facet WHERE occurrence = old.occurrence_id;
END;

-- An outlet told otherwise when a document is read again.
CREATE TRIGGER version_told_by AFTER UPDATE OF outlet ON version WHEN old.outlet IS NOT new.outlet BEGIN
    INSERT OR IGNORE INTO unlinked_version VALUES (new.key);
END;

-- The country of an actor may become known, or another, by what new documents tell: an identity is written in place of
-- the one before, which only the first of these triggers still sees.
CREATE TABLE moved_identity (identity TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TRIGGER identity_moves BEFORE INSERT ON identity
WHEN EXISTS (SELECT 1 FROM identity WHERE identity_id = new.identity_id AND country IS NOT new.country) BEGIN
    INSERT OR IGNORE INTO moved_identity VALUES (new.identity_id);
END;
CREATE TRIGGER identity_moved AFTER INSERT ON identity
WHEN EXISTS (SELECT 1 FROM moved_identity WHERE identity = new.identity_id) BEGIN
    DELETE FROM moved_identity WHERE identity = new.identity_id;
    DELETE FROM occurrence_facet WHERE facet = 'country' AND occurrence IN (
        SELECT occurrence FROM occurrence_facet WHERE facet = 'actor' AND value = new.identity_id);
    INSERT OR IGNORE INTO occurrence_facet
        SELECT 'country', identity.country, own.day, own.kind, own.modality, own.occurrence, own.last_day,
            own.accounts, own.confidence
        FROM occurrence_facet AS own
        CROSS JOIN occurrence_facet AS party ON party.occurrence = own.occurrence AND party.facet = 'actor'
        CROSS JOIN identity ON identity.identity_id = party.value
        WHERE own.facet = 'actor' AND own.value = new.identity_id AND identity.country IS NOT NULL;
END;

-- What lists ask of very many versions stands behind the text in the row, which would have to be read as well.
CREATE INDEX version_heads ON version (key, outlet, published);

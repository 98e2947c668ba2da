-- What a source has shown, in order: a row whenever its text or its title became another.
-- A version is one text; a source may change its title alone, or go back to an earlier text.

CREATE TABLE edition (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL REFERENCES document (key) ON DELETE CASCADE,
    version TEXT NOT NULL,  -- SHA-256 of the text
    title TEXT,
    seen TEXT NOT NULL  -- UTC, when it was first read so
);
CREATE INDEX edition_by_document ON edition (document);

INSERT INTO edition (document, version, title, seen)
    SELECT document, version, title, first_read FROM version ORDER BY key;

CREATE TRIGGER version_added AFTER INSERT ON version
WHEN NOT EXISTS (
    SELECT 1 FROM edition WHERE key = (SELECT max(key) FROM edition WHERE document = new.document)
        AND version = new.version AND title IS new.title)
BEGIN
    INSERT INTO edition (document, version, title, seen) VALUES (new.document, new.version, new.title, new.last_read);
END;

CREATE TRIGGER version_read_again AFTER UPDATE OF last_read ON version
WHEN NOT EXISTS (
    SELECT 1 FROM edition WHERE key = (SELECT max(key) FROM edition WHERE document = new.document)
        AND version = new.version AND title IS new.title)
BEGIN
    INSERT INTO edition (document, version, title, seen) VALUES (new.document, new.version, new.title, new.last_read);
END;

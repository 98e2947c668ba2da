-- What a document's text and title are about, as stories compare it: worked out once, when the document is linked.
-- Of a document that was linked before there was this table it is worked out whenever it is asked for.
CREATE TABLE topic (
    version INTEGER PRIMARY KEY REFERENCES version (key) ON DELETE CASCADE,
    words TEXT NOT NULL,  -- the weightiest first, without endings, a blank between two
    weights TEXT NOT NULL,  -- of each, in millionths
    forms TEXT NOT NULL  -- JSON: how the text most often writes the weightiest
);
CREATE TRIGGER topic_gone AFTER UPDATE OF title, text ON version
WHEN old.title IS NOT new.title OR old.text IS NOT new.text BEGIN
    DELETE FROM topic WHERE version = new.key;
END;

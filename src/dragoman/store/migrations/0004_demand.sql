-- What a demand, promise or threat hangs on, and by when it is asked.
ALTER TABLE statement ADD COLUMN condition TEXT NOT NULL DEFAULT '[]';  -- spans of the text, JSON: [[start, end], …]
ALTER TABLE statement ADD COLUMN condition_words TEXT;
ALTER TABLE statement ADD COLUMN deadline_date TEXT;  -- first day that the words may mean
ALTER TABLE statement ADD COLUMN deadline_end TEXT;  -- exclusive
ALTER TABLE statement ADD COLUMN deadline_time TEXT;
ALTER TABLE statement ADD COLUMN deadline_timezone TEXT;
ALTER TABLE statement ADD COLUMN deadline_basis TEXT;
ALTER TABLE statement ADD COLUMN deadline_from INTEGER;  -- the characters that name the deadline
ALTER TABLE statement ADD COLUMN deadline_to INTEGER;
ALTER TABLE statement ADD COLUMN deadline_words TEXT;
CREATE INDEX statement_by_act ON statement (act);

-- For other tools that open the store: one line a demand, of the newest versions.
CREATE VIEW demand_ledger AS
SELECT statement.statement_id, document.document_id, version.version,
       (SELECT group_concat(name, '; ') FROM (
            SELECT actor.name FROM statement_actor JOIN actor ON actor.key = statement_actor.actor
            WHERE statement_actor.statement = statement.key AND statement_actor.role = 'addressee'
            ORDER BY statement_actor.position)) AS addressee,
       (SELECT group_concat(name, '; ') FROM (
            SELECT actor.name FROM statement_actor JOIN actor ON actor.key = statement_actor.actor
            WHERE statement_actor.statement = statement.key AND statement_actor.role = 'speaker'
            ORDER BY statement_actor.position)) AS speaker,
       statement.modality, statement.words, statement.condition_words, statement.deadline_words,
       statement.deadline_date, statement.deadline_end, statement.start_date AS said_from, statement.end_date AS said_until
FROM statement JOIN version ON version.key = statement.version JOIN document ON document.newest = version.key
WHERE statement.act = 'request';

-- For pages and the HTTP interface: the ledger by day, newest first, and what its filters look up.
CREATE INDEX occurrence_by_day ON occurrence (coalesce(first_day, last_day, ''), occurrence_id);
CREATE INDEX occurrence_by_modality ON occurrence (modality, coalesce(first_day, last_day, ''), occurrence_id);
CREATE INDEX version_by_outlet ON version (outlet);
CREATE INDEX identity_by_country ON identity (country);
CREATE INDEX document_by_newest ON document (newest);

-- For stories: documents of a time, and the newest of all.
CREATE INDEX version_by_published ON version (published);

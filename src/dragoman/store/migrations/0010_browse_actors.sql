-- For the list of actors: how many documents tell of each, and when, without looking at their profiles one by one.
CREATE INDEX profile_by_documents ON profile (identity, documents, first_day, last_day);

-- For the map and the ledger of a place: contacts by the place that their words mean.
CREATE INDEX contact_by_location ON contact (location_id) WHERE location_id IS NOT NULL;

-- What the words for a place mean, as far as the gazetteer knows it: of contacts and of coded events.
ALTER TABLE contact ADD COLUMN location TEXT;  -- its name in the gazetteer
ALTER TABLE contact ADD COLUMN location_kind TEXT;  -- country, region, city, site, area
ALTER TABLE contact ADD COLUMN location_country TEXT;  -- ISO 3166 alpha-3
ALTER TABLE contact ADD COLUMN location_region TEXT;
ALTER TABLE contact ADD COLUMN location_city TEXT;
ALTER TABLE contact ADD COLUMN latitude REAL;
ALTER TABLE contact ADD COLUMN longitude REAL;
ALTER TABLE contact ADD COLUMN location_id TEXT;  -- in the gazetteer
ALTER TABLE contact ADD COLUMN location_from INTEGER;  -- the characters that name it
ALTER TABLE contact ADD COLUMN location_to INTEGER;
ALTER TABLE contact ADD COLUMN location_part TEXT;
ALTER TABLE contact ADD COLUMN location_basis TEXT;
ALTER TABLE event ADD COLUMN location TEXT;
ALTER TABLE event ADD COLUMN location_kind TEXT;
ALTER TABLE event ADD COLUMN location_country TEXT;
ALTER TABLE event ADD COLUMN location_region TEXT;
ALTER TABLE event ADD COLUMN location_city TEXT;
ALTER TABLE event ADD COLUMN latitude REAL;
ALTER TABLE event ADD COLUMN longitude REAL;
ALTER TABLE event ADD COLUMN location_id TEXT;
ALTER TABLE event ADD COLUMN location_from INTEGER;
ALTER TABLE event ADD COLUMN location_to INTEGER;
ALTER TABLE event ADD COLUMN location_part TEXT;
ALTER TABLE event ADD COLUMN location_basis TEXT;
CREATE INDEX contact_by_country ON contact (location_country);

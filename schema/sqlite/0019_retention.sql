-- How long a municipality decided to keep what it may choose the term of; consultations that are
-- kept though their term is over; since when somebody left, and since when it is no longer known
-- who they were.

CREATE TABLE retention_term (
  municipality BLOB NOT NULL REFERENCES municipality (id),
  class TEXT NOT NULL,
  days INTEGER NOT NULL,
  PRIMARY KEY (municipality, class)
) STRICT, WITHOUT ROWID;

CREATE TABLE consultation_hold (
  consultation BLOB PRIMARY KEY REFERENCES consultation (id),
  municipality BLOB NOT NULL,
  reason TEXT NOT NULL,
  until_at INTEGER NOT NULL,
  put_at INTEGER NOT NULL,
  decided_by BLOB
) STRICT, WITHOUT ROWID;

CREATE INDEX consultation_not_erased ON consultation (municipality, asked_at, id)
  WHERE erased_at IS NULL;

-- What was destroyed, for the report of it and for the list that is followed after a restore.
CREATE INDEX event_of_destroying ON event (seq)
  WHERE kind IN ('consultation_erased', 'own_reference_set', 'person_forgotten', 'text_destroyed');

-- When those who left before did so was not kept: their term begins at the last event there was.
ALTER TABLE user ADD COLUMN left_at INTEGER;
ALTER TABLE user ADD COLUMN forgotten_at INTEGER;
UPDATE user SET left_at = coalesce((SELECT max(at) FROM event), 0) WHERE NOT active;
ALTER TABLE specialist ADD COLUMN left_at INTEGER;
ALTER TABLE specialist ADD COLUMN forgotten_at INTEGER;
UPDATE specialist SET left_at = coalesce((SELECT max(at) FROM event), 0) WHERE NOT active;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('retention_term', 'retention_term', '200 2 1'),
  ('consultation_hold', 'consultation_hold', '200 1'),
  ('consultation', 'consultation_not_erased', '400000 40000 1 1'),
  ('event', 'event_of_destroying', '100000 1');

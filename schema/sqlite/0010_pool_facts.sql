-- What consultations tell of the pool: topics of sent questions that nobody in it knew of, and who
-- thought along in a closed one together. Both go when the consultation is erased.

CREATE TABLE gap (
  consultation BLOB NOT NULL REFERENCES consultation (id),
  topic TEXT NOT NULL,
  municipality BLOB NOT NULL,
  asked_at INTEGER NOT NULL,
  PRIMARY KEY (consultation, topic)
) STRICT, WITHOUT ROWID;
CREATE INDEX gap_by_municipality ON gap (municipality, topic, asked_at);

-- Each pair once, the lesser id first.
CREATE TABLE thought_along_together (
  specialist BLOB NOT NULL REFERENCES specialist (id),
  other BLOB NOT NULL REFERENCES specialist (id),
  consultation BLOB NOT NULL REFERENCES consultation (id),
  municipality BLOB NOT NULL,
  PRIMARY KEY (specialist, other, consultation)
) STRICT, WITHOUT ROWID;
CREATE INDEX thought_along_together_by_consultation ON thought_along_together (consultation);

INSERT INTO thought_along_together (specialist, other, consultation, municipality)
SELECT DISTINCT one.specialist, other.specialist, c.id, c.municipality
FROM consultation c
JOIN invitation one ON one.consultation = c.id AND one.state = 'accepted'
JOIN invitation other ON other.consultation = c.id AND other.state = 'accepted'
WHERE one.specialist < other.specialist AND c.state IN ('closed', 'followed_up')
  AND c.erased_at IS NULL;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('gap', 'gap', '20000 2 1'),
  ('gap', 'gap_by_municipality', '20000 10000 20 1'),
  ('thought_along_together', 'thought_along_together', '100000 20 4 1'),
  ('thought_along_together', 'thought_along_together_by_consultation', '100000 2');

-- What people made of the topics of the vocabulary, each as a difference from the topic that comes
-- with the product (a flat JSON object, as in the details of events). Topics that nobody changed are
-- not here.

CREATE TABLE topic_edit (
  code TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  retired INTEGER NOT NULL,
  difference TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by BLOB
) STRICT, WITHOUT ROWID;

-- Which events tell of which topic, so that what was done to one is read without walking the log.
CREATE TABLE topic_event (
  topic TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (topic, seq)
) STRICT, WITHOUT ROWID;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('topic_edit', 'topic_edit', '2000 1'),
  ('topic_event', 'topic_event', '10000 5 1');

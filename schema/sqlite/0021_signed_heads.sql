-- The heads of both logs, signed, as they were at a moment: what is sent out, so that a log that was shortened or
-- rewritten later is found out.

CREATE TABLE signed_head (
  number INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  segment TEXT NOT NULL,
  access_seq INTEGER NOT NULL,
  line TEXT NOT NULL,
  filed_at INTEGER,
  mailed_at INTEGER
) STRICT;
CREATE INDEX signed_head_by_segment ON signed_head (segment, number);
CREATE INDEX signed_head_to_file ON signed_head (number) WHERE filed_at IS NULL;
CREATE INDEX signed_head_to_mail ON signed_head (number) WHERE mailed_at IS NULL;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('signed_head', 'signed_head_by_segment', '2000 30 1'),
  ('signed_head', 'signed_head_to_file', '10 1'),
  ('signed_head', 'signed_head_to_mail', '10 1');

-- Calendars that specialists keep elsewhere, and the busy time they gave (a line for each span: its
-- begin and end). The address is a secret of its owner: it stands here in ciphertext, bound to this
-- row, under the master key.

CREATE TABLE calendar (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  specialist BLOB NOT NULL REFERENCES specialist (id),
  municipality BLOB NOT NULL,
  host TEXT NOT NULL,
  address BLOB NOT NULL,
  added_at INTEGER NOT NULL,
  read_at INTEGER NOT NULL,
  next_at INTEGER NOT NULL,
  failures INTEGER NOT NULL,
  fault TEXT NOT NULL,
  entity_tag TEXT NOT NULL,
  worked_out_at INTEGER NOT NULL,
  busy TEXT NOT NULL,
  appointments INTEGER NOT NULL,
  unreadable INTEGER NOT NULL,
  unknown_zones TEXT NOT NULL
) STRICT;
CREATE INDEX calendar_by_specialist ON calendar (specialist, added_at, id);
CREATE INDEX calendar_by_moment ON calendar (next_at, id);

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('calendar', 'sqlite_autoindex_calendar_1', '50000 1'),
  ('calendar', 'calendar_by_specialist', '50000 2 1 1'),
  ('calendar', 'calendar_by_moment', '50000 50 1');

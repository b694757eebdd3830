-- Each month of the access log is a segment. From here on a segment starts from the head of the one before it, so that
-- the first link of a month stands for all that was before; those that were there already start from nothing. A
-- segment whose term is over can be destroyed: its row and its head stay.

CREATE TABLE access_segment (
  segment TEXT PRIMARY KEY,
  starts_from BLOB NOT NULL CHECK (length(starts_from) = 32),
  destroyed_at INTEGER
) STRICT, WITHOUT ROWID;
INSERT INTO access_segment (segment, starts_from)
  SELECT substr(chain, 8), zeroblob(32) FROM chain_head WHERE chain LIKE 'access %';

DROP TRIGGER access_entry_is_never_removed;
CREATE TRIGGER access_entry_is_never_removed BEFORE DELETE ON access_entry
WHEN NOT EXISTS (
  SELECT 1 FROM access_segment WHERE segment = OLD.segment AND destroyed_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
CREATE TRIGGER access_segment_is_never_removed BEFORE DELETE ON access_segment
BEGIN SELECT RAISE(ABORT, 'the segments of the access log stay'); END;
CREATE TRIGGER access_segment_starts_where_it_does BEFORE UPDATE OF segment, starts_from ON access_segment
BEGIN SELECT RAISE(ABORT, 'the segments of the access log stay'); END;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('access_segment', 'access_segment', '60 1');

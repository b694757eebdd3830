-- What a specialist said that a question took them, all advices together, and when that was last
-- said. The index holds all that is summed of it for one person.

ALTER TABLE invitation ADD COLUMN minutes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE invitation ADD COLUMN minutes_at INTEGER;
CREATE INDEX invitation_minutes ON invitation (specialist, minutes_at, consultation, minutes)
  WHERE minutes_at IS NOT NULL;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('invitation', 'invitation_minutes', '300000 30 1 1 1');

-- When the coordinators were told that who accepted a question had not answered it in time.

ALTER TABLE consultation ADD COLUMN overdue_told_at INTEGER;
CREATE INDEX consultation_unanswered ON consultation (answer_by)
  WHERE state = 'in_consultation' AND first_answered_at IS NULL AND overdue_told_at IS NULL;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('consultation', 'consultation_unanswered', '2000 1');

-- How long somebody took to decide on invitations, the last ones: each a moment (milliseconds since
-- 1970) and the working minutes it took, oldest first, one a line. Kept beside the invitations so
-- that what is usual is known without counting them.

CREATE TABLE decision_times (
  specialist BLOB PRIMARY KEY REFERENCES specialist (id),
  municipality BLOB NOT NULL,
  latest TEXT NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('decision_times', 'decision_times', '100000 1');

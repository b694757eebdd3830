-- What a closed consultation that helped teaches, for finding who can help: who advised, and the terms
-- of its question without their order, sealed with the key of the consultation.

CREATE TABLE lesson (
  consultation BLOB PRIMARY KEY REFERENCES consultation (id),
  municipality BLOB NOT NULL,
  sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('lesson', 'lesson', '200000 1');

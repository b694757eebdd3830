-- What the ranking of a sent question was worked out from, as ciphertext under the consultation's
-- key: gone with it.

CREATE TABLE ranking_inputs (
  consultation BLOB PRIMARY KEY REFERENCES consultation (id),
  municipality BLOB NOT NULL,
  ciphertext BLOB NOT NULL
) STRICT;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('ranking_inputs', 'sqlite_autoindex_ranking_inputs_1', '1000000 1');

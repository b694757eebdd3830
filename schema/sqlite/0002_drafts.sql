-- Questions that were not sent yet. All that tells about the case is ciphertext under a key of the
-- draft's own, wrapped by the master key; a draft that is saved again has a new key. Whoever made it
-- is the only one who reads it, and it is destroyed at `expires_at`.

CREATE TABLE draft (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  maker BLOB NOT NULL REFERENCES user (id),
  municipality BLOB NOT NULL REFERENCES municipality (id),
  revision INTEGER NOT NULL,
  saved_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  wrapped_key BLOB NOT NULL,
  ciphertext BLOB NOT NULL
) STRICT;
CREATE INDEX draft_by_maker ON draft (maker, saved_at, id);
CREATE INDEX draft_by_end ON draft (expires_at, id);

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('draft', 'sqlite_autoindex_draft_1', '2000 1'),
  ('draft', 'draft_by_maker', '2000 4 1 1'),
  ('draft', 'draft_by_end', '2000 1 1');

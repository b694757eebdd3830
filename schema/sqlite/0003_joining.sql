-- Invitations to join the pool that are open: one that was used, withdrawn or past its end leaves no
-- row, so that its token is as unknown as any other. Of the token only a hash is kept.

CREATE TABLE joining_invitation (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  municipality BLOB NOT NULL REFERENCES municipality (id),
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  language TEXT NOT NULL,
  token_hash BLOB NOT NULL CHECK (length(token_hash) = 32),
  invited_by BLOB REFERENCES user (id),
  invited_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX joining_invitation_by_token ON joining_invitation (token_hash);
CREATE UNIQUE INDEX joining_invitation_by_email ON joining_invitation (email);
CREATE INDEX joining_invitation_by_municipality
  ON joining_invitation (municipality, invited_at, id);
CREATE INDEX joining_invitation_by_end ON joining_invitation (expires_at, id);

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('joining_invitation', 'joining_invitation', '1000 1'),
  ('joining_invitation', 'joining_invitation_by_token', '1000 1'),
  ('joining_invitation', 'joining_invitation_by_email', '1000 1'),
  ('joining_invitation', 'joining_invitation_by_municipality', '1000 50 1 1'),
  ('joining_invitation', 'joining_invitation_by_end', '1000 1 1');

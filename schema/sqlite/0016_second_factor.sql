-- Second factors: the secret that somebody's authenticator app shares with us, and hashes of their
-- recovery codes, in one ciphertext bound to this row, under the master key. Whether the pool asks
-- one of everybody. And what people hold that lets them do one thing for a while: of its secret only
-- a hash is kept.

ALTER TABLE store ADD COLUMN second_factor_required INTEGER NOT NULL DEFAULT 0;

CREATE TABLE second_factor (
  user BLOB NOT NULL REFERENCES user (id),
  state TEXT NOT NULL,
  sealed BLOB NOT NULL,
  last_step INTEGER NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (user, state)
) STRICT, WITHOUT ROWID;

CREATE TABLE permit (
  secret_hash BLOB PRIMARY KEY CHECK (length(secret_hash) = 32),
  user BLOB NOT NULL REFERENCES user (id),
  kind TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  session BLOB CHECK (length(session) = 16)
) STRICT, WITHOUT ROWID;
CREATE INDEX permit_by_user ON permit (user, kind, made_at);
CREATE INDEX permit_by_end ON permit (expires_at);

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('second_factor', 'second_factor', '5000 1 1'),
  ('permit', 'permit', '10000 1'),
  ('permit', 'permit_by_user', '10000 3 2 1'),
  ('permit', 'permit_by_end', '10000 1');

-- Passkeys (WebAuthn): the public half of a key pair on somebody's device, by what the device calls
-- it, and which sessions were begun with one. Transports are words with spaces in between.

CREATE TABLE passkey (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  user BLOB NOT NULL REFERENCES user (id),
  name TEXT NOT NULL,
  credential BLOB NOT NULL CHECK (length(credential) BETWEEN 1 AND 1023),
  user_handle BLOB NOT NULL CHECK (length(user_handle) = 32),
  algorithm TEXT NOT NULL,
  public_key BLOB NOT NULL,
  sign_count INTEGER NOT NULL,
  backup_eligible INTEGER NOT NULL,
  backed_up INTEGER NOT NULL,
  transports TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  last_used_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX passkey_by_credential ON passkey (credential);
CREATE INDEX passkey_by_user ON passkey (user, made_at);

ALTER TABLE session ADD COLUMN passkey BLOB CHECK (length(passkey) = 16);

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('passkey', 'passkey', '5000 1'),
  ('passkey', 'passkey_by_credential', '5000 1'),
  ('passkey', 'passkey_by_user', '5000 2 1');

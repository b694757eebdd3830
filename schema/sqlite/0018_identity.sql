-- Who somebody is at a provider of single sign-on, and which sessions were begun there.

CREATE TABLE identity (
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  user BLOB NOT NULL REFERENCES user (id),
  linked_at INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL,
  PRIMARY KEY (issuer, subject)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX identity_by_user ON identity (user, issuer);

ALTER TABLE session ADD COLUMN by_provider INTEGER NOT NULL DEFAULT 0;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('identity', 'identity', '5000 2500 1'),
  ('identity', 'identity_by_user', '5000 1 1');

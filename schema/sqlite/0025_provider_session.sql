-- Which session at the provider of single sign-on a session here was begun from, as a hash, so that
-- it ends when the provider says that the other ended.

ALTER TABLE session ADD COLUMN provider_session BLOB CHECK (length(provider_session) = 32);
CREATE INDEX session_by_provider_session ON session (provider_session)
  WHERE provider_session IS NOT NULL;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('session', 'session_by_provider_session', '2000 1');

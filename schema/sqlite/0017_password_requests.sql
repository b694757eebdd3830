-- Who asked for a link to choose a new password with, as long as it was not looked at whether there
-- is a user with that address: so that asking takes the same work for every address.

CREATE TABLE password_request (
  email TEXT PRIMARY KEY,
  asked_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX password_request_by_moment ON password_request (asked_at, email);

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('password_request', 'password_request', '10 1'),
  ('password_request', 'password_request_by_moment', '10 1 1');

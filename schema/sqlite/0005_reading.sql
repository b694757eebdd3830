-- How far somebody who takes part in a consultation has read it: the last event there was of it when
-- they last read its messages.

CREATE TABLE read_until (
  user BLOB NOT NULL REFERENCES user (id),
  consultation BLOB NOT NULL REFERENCES consultation (id),
  municipality BLOB NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (user, consultation)
) STRICT, WITHOUT ROWID;
CREATE INDEX read_until_by_consultation ON read_until (consultation);

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('read_until', 'read_until', '1000000 100 1'),
  ('read_until', 'read_until_by_consultation', '1000000 3');

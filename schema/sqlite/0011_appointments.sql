-- Appointments to talk a consultation over. `sealed` is where, under the key of the consultation.
-- When each of the specialists is taken by a booked one stands in a table of its own, which is what
-- keeps two from having the same time.

CREATE TABLE appointment (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  consultation BLOB NOT NULL REFERENCES consultation (id),
  municipality BLOB NOT NULL,
  specialists BLOB NOT NULL,
  way TEXT NOT NULL,
  begin_at INTEGER NOT NULL,
  end_at INTEGER NOT NULL,
  state TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  booked_by BLOB NOT NULL REFERENCES user (id),
  booked_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  sealed BLOB NOT NULL
) STRICT;
CREATE INDEX appointment_by_consultation ON appointment (consultation, begin_at, id);

CREATE TABLE appointment_time (
  specialist BLOB NOT NULL REFERENCES specialist (id),
  begin_at INTEGER NOT NULL,
  end_at INTEGER NOT NULL,
  appointment BLOB NOT NULL REFERENCES appointment (id),
  PRIMARY KEY (specialist, begin_at, appointment)
) STRICT, WITHOUT ROWID;
CREATE INDEX appointment_time_by_appointment ON appointment_time (appointment);

-- The address at which somebody's own calendar reads their appointments.
CREATE TABLE feed (
  user BLOB PRIMARY KEY REFERENCES user (id),
  token_hash BLOB NOT NULL CHECK (length(token_hash) = 32),
  made_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX feed_by_token ON feed (token_hash);

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('appointment', 'sqlite_autoindex_appointment_1', '200000 1'),
  ('appointment', 'appointment_by_consultation', '200000 2 1 1'),
  ('appointment_time', 'appointment_time', '250000 20 1 1'),
  ('appointment_time', 'appointment_time_by_appointment', '250000 2'),
  ('feed', 'feed', '50000 1'),
  ('feed', 'feed_by_token', '50000 1');

-- What people are told of what happened, and the mail about it. No text and no names: codes, ids and
-- moments. The log of events is the outbox: `followed` says up to which event people were told. What
-- happened before this table was there is told to nobody.

CREATE TABLE notification_reader (
  user BLOB PRIMARY KEY REFERENCES user (id),
  mail TEXT NOT NULL,
  quiet_from INTEGER,
  quiet_until INTEGER,
  quiet_weekends INTEGER NOT NULL,
  refused_address TEXT NOT NULL,
  refused_at INTEGER,
  last_number INTEGER NOT NULL,
  revision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE notification (
  user BLOB NOT NULL REFERENCES user (id),
  number INTEGER NOT NULL,
  origin TEXT NOT NULL,
  subject BLOB NOT NULL CHECK (length(subject) = 16),
  mark INTEGER NOT NULL,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  municipality BLOB NOT NULL,
  consultation BLOB REFERENCES consultation (id),
  invitation BLOB,
  specialist BLOB,
  person BLOB,
  answer_by INTEGER,
  count INTEGER NOT NULL,
  urgent INTEGER NOT NULL,
  read_at INTEGER,
  mail TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  mail_at INTEGER,
  digest TEXT NOT NULL,
  sent_at INTEGER,
  PRIMARY KEY (user, number)
) STRICT, WITHOUT ROWID;
-- Nobody is told of one thing twice.
CREATE UNIQUE INDEX notification_once ON notification (origin, subject, mark, user);
CREATE INDEX notification_unread ON notification (user) WHERE read_at IS NULL;
CREATE INDEX notification_mail_due ON notification (mail_at, user, number) WHERE mail = 'waiting';
CREATE INDEX notification_failed ON notification (at) WHERE mail = 'failed';
CREATE INDEX notification_by_moment ON notification (at);
CREATE INDEX notification_by_consultation
  ON notification (consultation) WHERE consultation IS NOT NULL;

CREATE TABLE notifications_followed (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  seq INTEGER NOT NULL
) STRICT;
INSERT INTO notifications_followed (only, seq) SELECT 1, coalesce(max(seq), 0) FROM event;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('notification_reader', 'notification_reader', '20000 1'),
  ('notification', 'notification', '1000000 200 1'),
  ('notification', 'notification_once', '1000000 250000 1 1 1'),
  ('notification', 'notification_unread', '50000 10'),
  ('notification', 'notification_mail_due', '1000 1 1 1'),
  ('notification', 'notification_failed', '1000 1'),
  ('notification', 'notification_by_moment', '1000000 1'),
  ('notification', 'notification_by_consultation', '1000000 10');

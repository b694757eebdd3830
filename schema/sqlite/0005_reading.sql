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

-- What was there before counts as read: nobody finds all their old consultations marked as new.
WITH RECURSIVE place (at) AS (SELECT 1 UNION ALL SELECT at + 16 FROM place WHERE at < 3200),
  taking_part (user, consultation) AS (
    SELECT asker, id FROM consultation
    UNION
    SELECT substr(participants, at, 16), id FROM consultation JOIN place ON at < length(participants)
    UNION
    SELECT user.id, invitation.consultation FROM invitation JOIN user ON user.specialist = invitation.specialist
  )
INSERT INTO read_until (user, consultation, municipality, seq)
SELECT taking_part.user, consultation.id, consultation.municipality,
  coalesce((SELECT max(seq) FROM event WHERE event.consultation = consultation.id), 0)
FROM taking_part JOIN consultation ON consultation.id = taking_part.consultation;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('read_until', 'read_until', '1000000 100 1'),
  ('read_until', 'read_until_by_consultation', '1000000 3');

-- What was destroyed of one municipality, months of the access log too, for its report; and attempts
-- to sign on that failed, for administrators, also those of addresses that nobody has.

CREATE INDEX event_of_destroying_by_municipality ON event (municipality, at, seq)
  WHERE kind IN ('access_segment_destroyed', 'consultation_erased', 'person_forgotten',
                 'text_destroyed');

CREATE INDEX access_entry_of_failed_sign_on ON access_entry (at)
  WHERE action = 'sign_on' AND result <> 'done';

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('event', 'event_of_destroying_by_municipality', '100000 10000 1 1'),
  ('access_entry', 'access_entry_of_failed_sign_on', '50000 1');

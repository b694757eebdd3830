-- The first form of the store. Identifiers are UUIDs as 16 bytes, moments are milliseconds since
-- 1970 in UTC, enumerations are the codes of the API, hashes are 32 bytes. A list in a row is text
-- with one escaped entry a line, or identifiers one after another; what is searched for in a list
-- stands a second time in a table of its own. No triggers but the guard of the two logs.

CREATE TABLE store (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  id BLOB NOT NULL CHECK (length(id) = 16),
  made_at INTEGER NOT NULL,
  -- A known text under the master key: opening it tells whether the key is the right one.
  key_check BLOB NOT NULL
) STRICT;

-- People and places.

CREATE TABLE municipality (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  name TEXT NOT NULL,
  region TEXT NOT NULL,
  deputy BLOB,
  good_friday_closed INTEGER NOT NULL,
  liberation_day_closed_every_year INTEGER NOT NULL,
  closing_days TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE neighbourhood (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  municipality BLOB NOT NULL REFERENCES municipality (id),
  name TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX neighbourhood_by_municipality ON neighbourhood (municipality, name COLLATE NOCASE);

CREATE TABLE team (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  municipality BLOB NOT NULL REFERENCES municipality (id),
  name TEXT NOT NULL,
  contact BLOB,
  neighbourhoods BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX team_by_municipality ON team (municipality, name COLLATE NOCASE);

CREATE TABLE specialist_group (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  municipality BLOB NOT NULL REFERENCES municipality (id),
  name TEXT NOT NULL,
  members BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX specialist_group_by_municipality
  ON specialist_group (municipality, name COLLATE NOCASE);

CREATE TABLE user (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  municipality BLOB NOT NULL REFERENCES municipality (id),
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  language TEXT NOT NULL,
  roles TEXT NOT NULL,
  teams BLOB NOT NULL,
  specialist BLOB,
  partner_of BLOB,
  active INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX user_by_email ON user (email);
CREATE INDEX user_by_municipality ON user (municipality, name COLLATE NOCASE);
CREATE INDEX user_by_specialist ON user (specialist) WHERE specialist IS NOT NULL;

CREATE TABLE user_role (
  user BLOB NOT NULL REFERENCES user (id),
  role TEXT NOT NULL,
  PRIMARY KEY (user, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_role_by_role ON user_role (role, user);

CREATE TABLE user_team (
  user BLOB NOT NULL REFERENCES user (id),
  team BLOB NOT NULL,
  PRIMARY KEY (user, team)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_team_by_team ON user_team (team, user);

-- Signing on.

CREATE TABLE password (
  user BLOB PRIMARY KEY REFERENCES user (id),
  encoded_hash TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  user BLOB NOT NULL REFERENCES user (id),
  kind TEXT NOT NULL,
  secret_hash BLOB NOT NULL CHECK (length(secret_hash) = 32),
  label TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX session_by_secret ON session (secret_hash);
CREATE INDEX session_by_user ON session (user, created_at);
CREATE INDEX session_by_end ON session (expires_at);

CREATE TABLE idempotent_answer (
  user BLOB NOT NULL REFERENCES user (id),
  key TEXT NOT NULL,
  request_digest BLOB NOT NULL CHECK (length(request_digest) = 32),
  status INTEGER NOT NULL,
  resource TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (user, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotent_answer_by_moment ON idempotent_answer (at);

-- The pool.

CREATE TABLE specialist (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  municipality BLOB NOT NULL REFERENCES municipality (id),
  external_id TEXT NOT NULL,
  name TEXT NOT NULL,
  title TEXT NOT NULL,
  organisation TEXT NOT NULL,
  summary TEXT NOT NULL,
  topics TEXT NOT NULL,
  life_domains TEXT NOT NULL,
  laws TEXT NOT NULL,
  age_groups TEXT NOT NULL,
  target_groups TEXT NOT NULL,
  languages TEXT NOT NULL,
  neighbourhoods TEXT NOT NULL,
  ways TEXT NOT NULL,
  knowledge TEXT NOT NULL,
  phone TEXT NOT NULL,
  email TEXT NOT NULL,
  contact_times TEXT NOT NULL,
  confidentiality_until TEXT NOT NULL,
  conduct_until TEXT NOT NULL,
  covenant_until TEXT NOT NULL,
  availability TEXT NOT NULL,
  active INTEGER NOT NULL,
  revision INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX specialist_by_external_id
  ON specialist (municipality, external_id) WHERE external_id <> '';
CREATE INDEX specialist_by_name ON specialist (municipality, active, name COLLATE NOCASE, id);
CREATE INDEX specialist_by_organisation ON specialist (municipality, organisation);

-- What specialists are looked up by: list is topic, life_domain or neighbourhood. Who names no
-- neighbourhood has an empty entry there: served is all of the municipality.
CREATE TABLE specialist_entry (
  list TEXT NOT NULL,
  entry TEXT NOT NULL,
  specialist BLOB NOT NULL REFERENCES specialist (id),
  municipality BLOB NOT NULL,
  PRIMARY KEY (list, entry, specialist)
) STRICT, WITHOUT ROWID;
CREATE INDEX specialist_entry_by_specialist ON specialist_entry (specialist);

-- Consultations.

CREATE TABLE consultation (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  municipality BLOB NOT NULL REFERENCES municipality (id),
  team BLOB REFERENCES team (id),
  asker BLOB NOT NULL REFERENCES user (id),
  participants BLOB NOT NULL,
  state TEXT NOT NULL,
  origin TEXT NOT NULL,
  revision INTEGER NOT NULL,
  topics TEXT NOT NULL,
  life_domains TEXT NOT NULL,
  laws TEXT NOT NULL,
  age_group TEXT,
  language TEXT,
  neighbourhood BLOB REFERENCES neighbourhood (id),
  urgency TEXT NOT NULL,
  way TEXT NOT NULL,
  resident TEXT NOT NULL,
  pass_on_automatically INTEGER NOT NULL,
  excluded_specialists BLOB NOT NULL,
  excluded_organisations TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  answer_by INTEGER NOT NULL,
  first_answered_at INTEGER,
  advised_at INTEGER,
  with_coordinator_since INTEGER,
  deputy_told_at INTEGER,
  waiting_since INTEGER,
  closed_at INTEGER,
  ended_at INTEGER,
  times_passed_on INTEGER NOT NULL,
  result TEXT,
  value_for_resident INTEGER,
  value_for_asker INTEGER,
  minutes INTEGER,
  referral_avoided INTEGER,
  tailored_budget_cents INTEGER,
  follow_up_done INTEGER,
  follow_up_helped INTEGER,
  follow_up_arrived INTEGER,
  erased_at INTEGER
) STRICT;
CREATE INDEX consultation_by_municipality ON consultation (municipality, asked_at, id);
CREATE INDEX consultation_by_deadline ON consultation (municipality, state, answer_by, id);
CREATE INDEX consultation_by_state ON consultation (state, id);
CREATE INDEX consultation_by_asker ON consultation (asker, asked_at);
CREATE INDEX consultation_by_team ON consultation (team, asked_at) WHERE team IS NOT NULL;
CREATE INDEX consultation_by_neighbourhood
  ON consultation (neighbourhood, asked_at) WHERE neighbourhood IS NOT NULL;
CREATE INDEX consultation_open ON consultation (asked_at, id) WHERE state = 'open';
CREATE INDEX consultation_with_coordinator
  ON consultation (with_coordinator_since, id) WHERE state = 'with_coordinator';
CREATE INDEX consultation_closed ON consultation (closed_at, id) WHERE state = 'closed';

CREATE TABLE consultation_participant (
  user BLOB NOT NULL,
  consultation BLOB NOT NULL REFERENCES consultation (id),
  municipality BLOB NOT NULL,
  PRIMARY KEY (user, consultation)
) STRICT, WITHOUT ROWID;
CREATE INDEX consultation_participant_by_consultation ON consultation_participant (consultation);

CREATE TABLE consultation_topic (
  topic TEXT NOT NULL,
  consultation BLOB NOT NULL REFERENCES consultation (id),
  municipality BLOB NOT NULL,
  PRIMARY KEY (topic, consultation)
) STRICT, WITHOUT ROWID;
CREATE INDEX consultation_topic_by_consultation ON consultation_topic (consultation);

CREATE TABLE invitation (
  number INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  consultation BLOB NOT NULL REFERENCES consultation (id),
  municipality BLOB NOT NULL,
  specialist BLOB NOT NULL REFERENCES specialist (id),
  specialist_group BLOB REFERENCES specialist_group (id),
  state TEXT NOT NULL,
  invited_by TEXT NOT NULL,
  decline_reason TEXT,
  invited_at INTEGER NOT NULL,
  answer_by INTEGER NOT NULL,
  decided_at INTEGER,
  follows BLOB
) STRICT;
CREATE INDEX invitation_by_consultation ON invitation (consultation, state);
CREATE INDEX invitation_by_specialist ON invitation (specialist, state, consultation);
CREATE INDEX invitation_by_specialist_moment ON invitation (specialist, invited_at);
CREATE INDEX invitation_pending ON invitation (answer_by, number) WHERE state = 'pending';

CREATE TABLE ranked_specialist (
  consultation BLOB NOT NULL REFERENCES consultation (id),
  place INTEGER NOT NULL,
  municipality BLOB NOT NULL,
  specialist BLOB NOT NULL,
  score REAL NOT NULL,
  PRIMARY KEY (consultation, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE review (
  number INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  consultation BLOB NOT NULL REFERENCES consultation (id),
  municipality BLOB NOT NULL,
  reviewer BLOB NOT NULL REFERENCES user (id),
  verdict TEXT NOT NULL,
  reviewed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX review_by_consultation ON review (consultation);

-- Case text: ciphertext under a key of its own, that key under the key of the consultation, that
-- one under the master key, which is not in here. A missing key is a destroyed text.

CREATE TABLE consultation_key (
  consultation BLOB PRIMARY KEY REFERENCES consultation (id),
  municipality BLOB NOT NULL,
  wrapped BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE message (
  number INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  consultation BLOB NOT NULL REFERENCES consultation (id),
  municipality BLOB NOT NULL,
  kind TEXT NOT NULL,
  author BLOB REFERENCES user (id),
  written_at INTEGER NOT NULL
) STRICT;
CREATE INDEX message_by_consultation ON message (consultation, written_at, number);

CREATE TABLE message_version (
  number INTEGER PRIMARY KEY,
  message BLOB NOT NULL REFERENCES message (id),
  version INTEGER NOT NULL,
  municipality BLOB NOT NULL,
  author BLOB REFERENCES user (id),
  written_at INTEGER NOT NULL,
  destroyed_at INTEGER,
  wrapped_key BLOB,
  ciphertext BLOB,
  UNIQUE (message, version),
  CHECK ((destroyed_at IS NULL) = (wrapped_key IS NOT NULL)),
  CHECK ((destroyed_at IS NULL) = (ciphertext IS NOT NULL))
) STRICT;

-- The logs. They refer to nothing, so that nothing can force a change in them.

CREATE TABLE event (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  version INTEGER NOT NULL,
  actor BLOB,
  municipality BLOB,
  consultation BLOB,
  specialist BLOB,
  details TEXT NOT NULL,
  sealed BLOB NOT NULL,
  previous BLOB NOT NULL CHECK (length(previous) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX event_by_consultation ON event (consultation, seq) WHERE consultation IS NOT NULL;
CREATE INDEX event_by_municipality ON event (municipality, seq) WHERE municipality IS NOT NULL;

CREATE TABLE access_entry (
  segment TEXT NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  action TEXT NOT NULL,
  object TEXT NOT NULL,
  consultation BLOB,
  municipality BLOB,
  result TEXT NOT NULL,
  actor BLOB,
  role TEXT NOT NULL,
  purpose TEXT NOT NULL,
  origin TEXT NOT NULL,
  count INTEGER NOT NULL,
  previous BLOB NOT NULL CHECK (length(previous) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (segment, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX access_entry_by_municipality
  ON access_entry (municipality, at) WHERE municipality IS NOT NULL;
CREATE INDEX access_entry_by_consultation
  ON access_entry (consultation, at) WHERE consultation IS NOT NULL;
CREATE INDEX access_entry_by_actor ON access_entry (actor, at) WHERE actor IS NOT NULL;

-- The last link of each chain (`events`, `access 2026-11`): a log that was cut short is noticed.
CREATE TABLE chain_head (
  chain TEXT PRIMARY KEY,
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END;
CREATE TRIGGER event_is_never_removed BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END;
CREATE TRIGGER access_entry_is_never_changed BEFORE UPDATE ON access_entry
BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
CREATE TRIGGER access_entry_is_never_removed BEFORE DELETE ON access_entry
BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;

-- How many rows a table and each value of an index have in a large city, so that questions are
-- answered by the same plan from the first day on, whatever has been filled in yet.
ANALYZE sqlite_schema;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('neighbourhood', 'neighbourhood_by_municipality', '2000 100 1'),
  ('team', 'team_by_municipality', '1000 50 1'),
  ('specialist_group', 'specialist_group_by_municipality', '1000 50 1'),
  ('user', 'user', '20000 1'),
  ('user', 'user_by_email', '20000 1'),
  ('user', 'user_by_municipality', '20000 1000 1'),
  ('user', 'user_by_specialist', '10000 1'),
  ('user_role', 'user_role', '25000 2 1'),
  ('user_role', 'user_role_by_role', '25000 4000 1'),
  ('user_team', 'user_team', '25000 2 1'),
  ('user_team', 'user_team_by_team', '25000 25 1'),
  ('session', 'session', '50000 1'),
  ('session', 'session_by_secret', '50000 1'),
  ('session', 'session_by_user', '50000 3 1'),
  ('session', 'session_by_end', '50000 1'),
  ('specialist', 'sqlite_autoindex_specialist_1', '100000 1'),
  ('specialist', 'specialist_by_external_id', '100000 10000 1'),
  ('specialist', 'specialist_by_name', '100000 10000 5000 2 1'),
  ('specialist', 'specialist_by_organisation', '100000 10000 50'),
  ('specialist_entry', 'specialist_entry', '1000000 300000 1000 1'),
  ('specialist_entry', 'specialist_entry_by_specialist', '1000000 10'),
  ('consultation', 'sqlite_autoindex_consultation_1', '500000 1'),
  ('consultation', 'consultation_by_municipality', '500000 50000 1 1'),
  ('consultation', 'consultation_by_deadline', '500000 50000 5000 1 1'),
  ('consultation', 'consultation_by_state', '500000 50000 1'),
  ('consultation', 'consultation_by_asker', '500000 200 1'),
  ('consultation', 'consultation_by_team', '500000 1000 1'),
  ('consultation', 'consultation_by_neighbourhood', '500000 2500 1'),
  ('consultation', 'consultation_open', '2000 1 1'),
  ('consultation', 'consultation_with_coordinator', '500 1 1'),
  ('consultation', 'consultation_closed', '10000 1 1'),
  ('consultation_participant', 'consultation_participant', '200000 50 1'),
  ('consultation_participant', 'consultation_participant_by_consultation', '200000 2'),
  ('consultation_topic', 'consultation_topic', '1000000 2500 1'),
  ('consultation_topic', 'consultation_topic_by_consultation', '1000000 2'),
  ('invitation', 'sqlite_autoindex_invitation_1', '1000000 1'),
  ('invitation', 'invitation_by_consultation', '1000000 2 1'),
  ('invitation', 'invitation_by_specialist', '1000000 100 20 1'),
  ('invitation', 'invitation_by_specialist_moment', '1000000 100 1'),
  ('invitation', 'invitation_pending', '2000 1 1'),
  ('review', 'sqlite_autoindex_review_1', '100000 1'),
  ('review', 'review_by_consultation', '100000 1'),
  ('message', 'sqlite_autoindex_message_1', '3000000 1'),
  ('message', 'message_by_consultation', '3000000 6 1 1'),
  ('message_version', 'sqlite_autoindex_message_version_1', '4000000 2 1'),
  ('event', 'event_by_consultation', '5000000 10 1'),
  ('event', 'event_by_municipality', '5000000 500000 1'),
  ('access_entry', 'access_entry', '5000000 100000 1'),
  ('access_entry', 'access_entry_by_municipality', '5000000 500000 1'),
  ('access_entry', 'access_entry_by_consultation', '5000000 10 1'),
  ('access_entry', 'access_entry_by_actor', '5000000 2000 1');

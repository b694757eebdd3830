-- What a token may be used for. Those that were made before keep everything their owner may.

ALTER TABLE session ADD COLUMN scopes TEXT NOT NULL DEFAULT '';
UPDATE session SET scopes =
  'read' || char(10) || 'ask' || char(10) || 'advise' || char(10) || 'keep' || char(10) ||
  'coordinate' || char(10) || 'administer' || char(10) || 'sign_on' || char(10)
  WHERE kind = 'token';

-- Which invitations a specialist has in hand: who is asked, and who accepted a question that is
-- still going on. How much work somebody has is counted for every candidate of a match, and must
-- not cost more the more questions a pool has.

ALTER TABLE invitation ADD COLUMN in_hand INTEGER NOT NULL DEFAULT 0;
UPDATE invitation SET in_hand = 1
  WHERE state = 'pending'
     OR (state = 'accepted'
         AND consultation IN (SELECT id FROM consultation
                              WHERE state IN ('open', 'with_coordinator', 'in_consultation',
                                              'awaiting_asker')));
CREATE INDEX invitation_in_hand ON invitation (specialist) WHERE in_hand = 1;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('invitation', 'invitation_in_hand', '4000 2');

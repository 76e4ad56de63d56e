-- ready_now() one Ready
SELECT coalesce(max(id), 0) AS "newest int" FROM unit;

-- What was done last, and whether a demo played it: its days are not ours.
-- newest_act() one NewestAct scan
SELECT t.at, f.demo FROM act t JOIN casefile f ON f.id = t.casefile ORDER BY t.id DESC LIMIT 1;

-- people_state() one People scan
SELECT count(*) AS "without int", coalesce((SELECT max(off) FROM holiday), 0) AS "last_off Day"
  FROM account WHERE password = '' AND state IN ('invited', 'active');

-- ready_now() one Ready
SELECT coalesce(max(id), 0) AS "newest int" FROM unit;

-- What was done latest, of the last thousand: a job may have gone on by a clock that was behind. Of a demo only where
-- there is nothing else: its days are not ours.
-- newest_act() one NewestAct scan
SELECT t.at, f.demo FROM (SELECT at, casefile FROM act ORDER BY id DESC LIMIT 1000) t JOIN casefile f ON f.id = t.casefile
 ORDER BY f.demo, t.at DESC LIMIT 1;

-- people_state() one People scan
SELECT count(*) AS "without int", coalesce((SELECT max(off) FROM holiday), 0) AS "last_off Day"
  FROM account WHERE password = '' AND state IN ('invited', 'active');

-- ready_now() one Ready
SELECT coalesce(max(id), 0) AS "newest int" FROM unit;

-- people_state() one People scan
SELECT count(*) AS "without int", coalesce((SELECT max(off) FROM holiday), 0) AS "last_off Day"
  FROM account WHERE password = '' AND state IN ('invited', 'active');

-- ready_now() one Ready
SELECT coalesce(max(id), 0) AS "newest int" FROM unit;

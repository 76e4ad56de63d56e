-- From one measure to another: took@CODE of one procedure, took@ to took@~ of all. A row a number of days.
-- took_counts(unit int64_t, from_measure Str, to_measure Str, from_year int64_t, to_year int64_t) many TookCount
SELECT t.measure, t.facet, coalesce(p.name, '') AS "name Str", sum(t.n) AS "n int"
  FROM tally t LEFT JOIN procedure p ON p.code = substr(t.measure, 6) AND p.valid_to = 0
 WHERE t.unit = :unit AND t.kind = 'dossier' AND t.measure BETWEEN :from_measure AND :to_measure
   AND t.month BETWEEN :from_year AND :to_year
 GROUP BY t.measure, t.facet, p.name HAVING sum(t.n) > 0 ORDER BY t.measure, t.facet;

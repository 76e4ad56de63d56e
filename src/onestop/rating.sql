-- rating_of(dossier int64_t) one Rating
SELECT dossier, overall, manner, comment, done, month, unit, facet FROM rating WHERE dossier = :dossier;

-- rating_set(dossier int64_t, overall Str, manner Str, comment Str, done Day, month int64_t, unit int64_t, facet Str) run
INSERT INTO rating (dossier, overall, manner, comment, done, month, unit, facet)
VALUES (:dossier, :overall, :manner, :comment, :done, :month, :unit, :facet)
ON CONFLICT (dossier) DO UPDATE SET overall = excluded.overall, manner = excluded.manner, comment = excluded.comment,
       done = excluded.done, month = excluded.month, unit = excluded.unit, facet = excluded.facet;

-- verify_ratings(n int64_t) many RatingFault scan
SELECT unit, measure, month, facet, sum(want) AS "want int", sum(have) AS "have int"
  FROM (SELECT a.above AS unit, 'rating@' || r.overall AS measure, r.month, r.facet, 1 AS want, 0 AS have
          FROM rating r JOIN unit_above a ON a.unit = r.unit
         UNION ALL
        SELECT a.above AS unit, 'manner@' || r.manner AS measure, r.month, r.facet, 1 AS want, 0 AS have
          FROM rating r JOIN unit_above a ON a.unit = r.unit WHERE r.manner <> ''
         UNION ALL
        SELECT unit, measure, month, facet, 0, n FROM tally
         WHERE kind = 'dossier' AND (measure LIKE 'rating@%' OR measure LIKE 'manner@%')) AS both_sides
 GROUP BY unit, measure, month, facet HAVING sum(want) <> sum(have) LIMIT :n;

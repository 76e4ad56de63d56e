-- score_rules(ruleset int64_t) many ScoreRule
SELECT name, value FROM rule WHERE ruleset = :ruleset ORDER BY name;

-- The unit itself first, then those directly under it.
-- score_sums(unit int64_t, from_month int64_t, to_month int64_t) many ScoreSum
SELECT u.id, u.code, u.name, t.measure, sum(t.n) AS "n int"
  FROM (SELECT id, 0 AS place FROM unit WHERE id = :unit
         UNION ALL SELECT id, 1 FROM unit WHERE parent = :unit AND in_force = 1) x
  JOIN unit u ON u.id = x.id JOIN tally t ON t.unit = u.id
 WHERE t.kind = 'dossier' AND t.month BETWEEN :from_month AND :to_month
   AND t.measure IN ('receive', 'receive_online', 'on_time_first', 'late_first', 'request_supplement', 'hand_over',
                     'manner@tot', 'manner@binh_thuong', 'manner@chua_tot')
 GROUP BY x.place, u.sort_key, u.id, u.code, u.name, t.measure ORDER BY x.place, u.sort_key, u.id, t.measure;

-- score_procedures_of(unit int64_t, from_month int64_t, to_month int64_t) one ScoreProcedures
SELECT count(*) AS "whole int",
       coalesce(sum(CASE WHEN p.limit_value >= 0 AND p.fee >= 0 AND EXISTS (SELECT 1 FROM paper k WHERE k.procedure = p.id)
                         THEN 1 ELSE 0 END), 0) AS "good int"
  FROM (SELECT DISTINCT facet FROM tally
         WHERE unit = :unit AND kind = 'dossier' AND measure = 'receive' AND month BETWEEN :from_month AND :to_month AND n > 0) x
  JOIN procedure p ON p.code = x.facet
 WHERE p.valid_to = 0;

-- score_rules(ruleset int64_t) many ScoreRule
SELECT name, value FROM rule WHERE ruleset = :ruleset ORDER BY name;

-- score_own(unit int64_t, from_month int64_t, to_month int64_t) many ScoreSum
SELECT u.id, u.code, u.name, t.measure, sum(t.n) AS "n int"
  FROM unit u JOIN tally t ON t.unit = u.id
 WHERE u.id = :unit AND t.kind = 'dossier' AND t.month BETWEEN :from_month AND :to_month
   AND t.measure IN ('receive', 'receive_online', 'on_time_first', 'late_first', 'request_supplement', 'hand_over',
                     'manner@tot', 'manner@binh_thuong', 'manner@chua_tot')
 GROUP BY u.id, u.code, u.name, t.measure ORDER BY u.id, t.measure;

-- score_below(parent int64_t, from_month int64_t, to_month int64_t) many ScoreSum
SELECT u.id, u.code, u.name, t.measure, sum(t.n) AS "n int"
  FROM unit u JOIN tally t ON t.unit = u.id
 WHERE u.parent = :parent AND u.in_force = 1 AND t.kind = 'dossier' AND t.month BETWEEN :from_month AND :to_month
   AND t.measure IN ('receive', 'receive_online', 'on_time_first', 'late_first', 'request_supplement', 'hand_over',
                     'manner@tot', 'manner@binh_thuong', 'manner@chua_tot')
 GROUP BY u.id, u.code, u.name, u.sort_key, t.measure ORDER BY u.sort_key, u.id, t.measure;

-- score_procedures_of(unit int64_t, from_month int64_t, to_month int64_t) one ScoreProcedures
SELECT count(*) AS "whole int",
       coalesce(sum(CASE WHEN p.limit_value >= 0 AND p.fee >= 0 AND EXISTS (SELECT 1 FROM paper k WHERE k.procedure = p.id)
                         THEN 1 ELSE 0 END), 0) AS "good int"
  FROM (SELECT DISTINCT facet FROM tally
         WHERE unit = :unit AND kind = 'dossier' AND measure = 'receive' AND month BETWEEN :from_month AND :to_month AND n > 0) x
  JOIN procedure p ON p.code = x.facet
 WHERE p.valid_to = 0;

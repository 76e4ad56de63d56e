-- score_rules(ruleset int64_t) many ScoreRule
SELECT name, value FROM rule WHERE ruleset = :ruleset ORDER BY name;

-- The unit itself first, then those directly under it. Each sum is one stretch of the key of its unit.
-- score_sums(unit int64_t, from_month int64_t, to_month int64_t) many ScoreSum
SELECT u.id, u.code, u.name, s.name AS "measure Str", s.n AS "n int"
  FROM (SELECT x.id, x.place, m.name, (SELECT coalesce(sum(t.n), 0) FROM tally t WHERE t.unit = x.id AND t.kind = m.kind
                                              AND t.measure = m.measure AND t.month BETWEEN :from_month AND :to_month) AS n
          FROM (SELECT id, 0 AS place FROM unit WHERE id = :unit
                 UNION ALL SELECT id, 1 FROM unit WHERE parent = :unit AND in_force = 1) x
         CROSS JOIN (SELECT 'receive' AS name, 'dossier' AS kind, 'receive' AS measure
                     UNION ALL SELECT 'receive_online', 'dossier', 'receive_online'
                     UNION ALL SELECT 'on_time_first', 'dossier', 'on_time_first'
                     UNION ALL SELECT 'late_first', 'dossier', 'late_first'
                     UNION ALL SELECT 'request_supplement', 'dossier', 'request_supplement'
                     UNION ALL SELECT 'hand_over', 'dossier', 'hand_over'
                     UNION ALL SELECT 'manner@tot', 'dossier', 'manner@tot'
                     UNION ALL SELECT 'manner@binh_thuong', 'dossier', 'manner@binh_thuong'
                     UNION ALL SELECT 'manner@chua_tot', 'dossier', 'manner@chua_tot'
                     UNION ALL SELECT 'leg@on_time_first', 'dossier_leg', 'on_time_first'
                     UNION ALL SELECT 'leg@late_first', 'dossier_leg', 'late_first') m) s
  JOIN unit u ON u.id = s.id
 WHERE s.n <> 0
 ORDER BY s.place, u.sort_key, u.id, s.name;

-- Of the same units: the procedures that they received anything for, and of those the ones whose limit, fee and papers are entered.
-- score_procedures(unit int64_t, from_month int64_t, to_month int64_t) many ScoreProcedure
SELECT x.unit, count(*) AS "whole int",
       coalesce(sum(CASE WHEN p.limit_value >= 0 AND p.fee >= 0 AND EXISTS (SELECT 1 FROM paper k WHERE k.procedure = p.id)
                         THEN 1 ELSE 0 END), 0) AS "good int"
  FROM (SELECT DISTINCT t.unit, t.facet
          FROM (SELECT id FROM unit WHERE id = :unit UNION ALL SELECT id FROM unit WHERE parent = :unit AND in_force = 1) u
         CROSS JOIN tally t
         WHERE t.unit = u.id AND t.kind = 'dossier' AND t.measure = 'receive' AND t.month BETWEEN :from_month AND :to_month AND t.n > 0) x
  JOIN procedure p ON p.code = x.facet
 WHERE p.valid_to = 0
 GROUP BY x.unit ORDER BY x.unit;

-- flow_cells(unit int64_t, measure Str, from_month int64_t, to_month int64_t, per int64_t) many FlowCell
SELECT unit, month / CAST(:per AS bigint) AS "year int", facet, sum(n) AS "n int" FROM tally
 WHERE unit = :unit AND kind = 'model' AND measure = :measure AND month BETWEEN :from_month AND :to_month
 GROUP BY unit, 2, facet HAVING sum(n) <> 0 ORDER BY 2, facet;

-- flow_cells_below(parent int64_t, measure Str, from_month int64_t, to_month int64_t, per int64_t) many FlowCell
SELECT t.unit, t.month / CAST(:per AS bigint) AS "year int", t.facet, sum(t.n) AS "n int"
  FROM unit u JOIN tally t ON t.unit = u.id
 WHERE u.parent = :parent AND u.in_force = 1 AND t.kind = 'model' AND t.measure = :measure AND t.month BETWEEN :from_month AND :to_month
 GROUP BY t.unit, 2, t.facet HAVING sum(t.n) <> 0;

-- flow_cells_own(measure Str, from_month int64_t, to_month int64_t, per int64_t) many FlowCell scan
SELECT t.unit, t.month / CAST(:per AS bigint) AS "year int", t.facet, sum(t.own) AS "n int"
  FROM unit u JOIN tally t ON t.unit = u.id
 WHERE t.kind = 'model' AND t.measure = :measure AND t.month BETWEEN :from_month AND :to_month AND t.own <> 0
 GROUP BY t.unit, 2, t.facet HAVING sum(t.own) <> 0;

-- flow_acts(measure Str, from_day Day, to_day Day, campaign Str) many ToldCell
SELECT t.unit, coalesce(b.unit, 0) AS "belongs int", t.month / 100 AS "year int", t.facet, count(*) AS "n int"
  FROM act t LEFT JOIN belongs b ON b.casefile = t.casefile
 WHERE t.kind = 'model' AND t.measure = :measure AND t.done BETWEEN :from_day AND :to_day
   AND (:campaign = '' OR EXISTS (SELECT 1 FROM model_campaign m WHERE m.campaign = :campaign AND m.model = t.casefile))
   AND NOT EXISTS (SELECT 1 FROM act v WHERE v.voids = t.id AND v.voids > 0)
 GROUP BY t.unit, 2, 3, t.facet;

-- Few files were told apart: CROSS JOIN and || '' keep the planner from walking all acts of the measure instead.
-- flow_told(measure Str, from_month int64_t, to_month int64_t, campaign Str) many ToldCell scan
SELECT t.unit, b.unit AS "belongs int", t.month / 100 AS "year int", t.facet, count(*) AS "n int"
  FROM belongs b CROSS JOIN act t
 WHERE t.casefile = b.casefile AND t.kind || '' = 'model' AND t.measure || '' = :measure AND t.month BETWEEN :from_month AND :to_month
   AND (:campaign = '' OR EXISTS (SELECT 1 FROM model_campaign m WHERE m.campaign = :campaign AND m.model = t.casefile))
   AND NOT EXISTS (SELECT 1 FROM act v WHERE v.voids = t.id AND v.voids > 0)
 GROUP BY t.unit, 2, 3, t.facet;

-- stock_told(state Str, from_year int64_t, to_year int64_t) many ToldCell scan
SELECT f.unit, b.unit AS "belongs int", f.year AS "year int", f.facet, count(*) AS "n int"
  FROM belongs b CROSS JOIN casefile f
 WHERE f.id = b.casefile AND f.kind = 'model' AND f.state = :state AND f.year BETWEEN :from_year AND :to_year
 GROUP BY f.unit, 2, 3, f.facet;

-- counted_under(unit int64_t, measure Str, from_day Day, to_day Day, field Str, subject Str, campaign Str, after int64_t, n int64_t) many CountedRow
SELECT t.id, f.code, f.title, f.public, t.facet, t.done, t.document, t.unit AS "unit_id int", 0 AS "belongs int", u.code AS "unit Str", u.name AS "unit_name Str"
  FROM act t JOIN casefile f ON f.id = t.casefile JOIN unit u ON u.id = t.unit
 WHERE t.kind = 'model' AND t.measure = :measure AND t.done BETWEEN :from_day AND :to_day
   AND (t.done > :from_day OR t.id > :after)
   AND (:field = '' OR substr(t.facet, 1, length(:field) + 1) = :field || '/')
   AND (:subject = '' OR substr(t.facet, length(t.facet) - length(:subject)) = '/' || :subject)
   AND (:campaign = '' OR EXISTS (SELECT 1 FROM model_campaign m WHERE m.campaign = :campaign AND m.model = t.casefile))
   AND EXISTS (SELECT 1 FROM unit_above a WHERE a.unit = t.unit AND a.above = :unit)
   AND NOT EXISTS (SELECT 1 FROM act v WHERE v.voids = t.id AND v.voids > 0)
 ORDER BY t.done, t.id LIMIT :n;

-- counted_any(measure Str, from_day Day, to_day Day, field Str, subject Str, campaign Str, after int64_t, n int64_t) many CountedRow
SELECT t.id, f.code, f.title, f.public, t.facet, t.done, t.document, t.unit AS "unit_id int", coalesce(b.unit, 0) AS "belongs int", u.code AS "unit Str", u.name AS "unit_name Str"
  FROM act t JOIN casefile f ON f.id = t.casefile JOIN unit u ON u.id = t.unit LEFT JOIN belongs b ON b.casefile = f.id
 WHERE t.kind = 'model' AND t.measure = :measure AND t.done BETWEEN :from_day AND :to_day
   AND (t.done > :from_day OR t.id > :after)
   AND (:field = '' OR substr(t.facet, 1, length(:field) + 1) = :field || '/')
   AND (:subject = '' OR substr(t.facet, length(t.facet) - length(:subject)) = '/' || :subject)
   AND (:campaign = '' OR EXISTS (SELECT 1 FROM model_campaign m WHERE m.campaign = :campaign AND m.model = t.casefile))
   AND NOT EXISTS (SELECT 1 FROM act v WHERE v.voids = t.id AND v.voids > 0)
 ORDER BY t.done, t.id LIMIT :n;

-- standing_any(state Str, from_year int64_t, to_year int64_t, field Str, subject Str, after int64_t, n int64_t) many CountedRow
SELECT f.id, f.code, f.title, f.public, f.facet, f.opened AS "done Day", '' AS "document Str", f.unit AS "unit_id int", coalesce(b.unit, 0) AS "belongs int", u.code AS "unit Str", u.name AS "unit_name Str"
  FROM casefile f JOIN unit u ON u.id = f.unit LEFT JOIN belongs b ON b.casefile = f.id
 WHERE f.kind = 'model' AND f.state = :state AND f.year BETWEEN :from_year AND :to_year AND f.id > :after
   AND (:field = '' OR substr(f.facet, 1, length(:field) + 1) = :field || '/')
   AND (:subject = '' OR substr(f.facet, length(f.facet) - length(:subject)) = '/' || :subject)
 ORDER BY f.id LIMIT :n;

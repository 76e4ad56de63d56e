-- apologies_newest(above int64_t, signed_on Day, before int64_t, n int64_t) many ApologyRow
SELECT a.dossier, a.number, a.signed_on, a.cause, a.promised, a.promised_anew, a.late, f.code, f.title, f.facet,
       u.code AS "unit_code Str", u.name AS "unit_name Str"
  FROM apology a JOIN casefile f ON f.id = a.dossier JOIN unit u ON u.id = a.unit
 WHERE (a.signed_on < :signed_on OR (a.signed_on = :signed_on AND a.dossier < :before))
   AND EXISTS (SELECT 1 FROM unit_above x WHERE x.unit = a.unit AND x.above = :above)
 ORDER BY a.signed_on DESC, a.dossier DESC LIMIT :n;

-- results_listed(measure Str, facet Str, from_day Day, to_day Day, above int64_t, after int64_t, n int64_t) many ResultRow
SELECT f.id, f.code, f.title, f.facet, d.reception, f.first_due, f.due, d.result_on, u.code AS "unit_code Str", u.name AS "unit_name Str"
  FROM dossier d JOIN casefile f ON f.id = d.id JOIN unit u ON u.id = f.unit
 WHERE d.result_on > 0 AND d.result_on BETWEEN :from_day AND :to_day AND d.id > :after
   AND ((:measure = 'on_time_first' AND d.result_on <= f.first_due) OR (:measure = 'late_first' AND d.result_on > f.first_due)
     OR (:measure = 'on_time' AND d.result_on <= f.due) OR (:measure = 'late' AND d.result_on > f.due) OR :measure = 'done')
   AND (f.facet = :facet OR :facet = '')
   AND EXISTS (SELECT 1 FROM unit_above x WHERE x.unit = f.unit AND x.above = :above)
 ORDER BY d.id LIMIT :n;

-- acts_listed(measure Str, channel Str, from_day Day, to_day Day, above int64_t, after int64_t, n int64_t) many ResultRow
SELECT f.id, f.code, f.title, f.facet, d.reception, f.first_due, f.due, d.result_on, u.code AS "unit_code Str", u.name AS "unit_name Str"
  FROM act t JOIN casefile f ON f.id = t.casefile JOIN dossier d ON d.id = f.id JOIN unit u ON u.id = f.unit
 WHERE t.kind = 'dossier' AND t.measure = :measure AND t.done BETWEEN :from_day AND :to_day AND f.id > :after
   AND (d.channel = :channel OR :channel = '')
   AND NOT EXISTS (SELECT 1 FROM act v WHERE v.voids = t.id AND v.voids > 0)
   AND EXISTS (SELECT 1 FROM unit_above x WHERE x.unit = f.unit AND x.above = :above)
 ORDER BY f.id LIMIT :n;

-- manners_listed(from_day Day, to_day Day, above int64_t, after int64_t, n int64_t) many ResultRow
SELECT f.id, f.code, f.title, f.facet, d.reception, f.first_due, f.due, d.result_on, u.code AS "unit_code Str", u.name AS "unit_name Str"
  FROM rating r JOIN casefile f ON f.id = r.dossier JOIN dossier d ON d.id = f.id JOIN unit u ON u.id = r.unit
 WHERE r.done BETWEEN :from_day AND :to_day AND r.manner <> '' AND f.id > :after
   AND EXISTS (SELECT 1 FROM unit_above x WHERE x.unit = r.unit AND x.above = :above)
 ORDER BY f.id LIMIT :n;

-- Steps done late, by the unit that did them: when they were given and done.
-- legs_late(from_day Day, to_day Day, above int64_t, after int64_t, n int64_t) many ResultRow
SELECT f.id, p.code, p.title, p.facet, f.opened AS "reception Day", f.first_due, f.due, f.closed AS "result_on Day", u.code AS "unit_code Str",
       u.name AS "unit_name Str"
  FROM act t JOIN casefile f ON f.id = t.casefile JOIN casefile p ON p.id = f.parent JOIN unit u ON u.id = f.unit
 WHERE t.kind = 'dossier_leg' AND t.measure IN ('pass', 'send_back', 'finished') AND t.done BETWEEN :from_day AND :to_day
   AND f.id > :after AND t.done > f.first_due
   AND NOT EXISTS (SELECT 1 FROM act v WHERE v.voids = t.id AND v.voids > 0)
   AND EXISTS (SELECT 1 FROM unit_above x WHERE x.unit = f.unit AND x.above = :above)
 ORDER BY f.id LIMIT :n;

-- Each sum is one stretch of the key of its unit: nothing is sorted or grouped but the offices.
-- offices_counted(above int64_t, from_month int64_t, to_month int64_t) many OfficeRow
SELECT u.code, u.name, s.received AS "received int", s.on_time_first AS "on_time_first int", s.late_first AS "late_first int", s.on_time AS "on_time int", s.late AS "late int"
  FROM (SELECT x.unit,
               (SELECT coalesce(sum(t.own), 0) FROM tally t WHERE t.unit = x.unit AND t.kind = 'dossier' AND t.measure = 'receive' AND t.month BETWEEN :from_month AND :to_month) AS received,
               (SELECT coalesce(sum(t.own), 0) FROM tally t WHERE t.unit = x.unit AND t.kind = 'dossier' AND t.measure = 'on_time_first' AND t.month BETWEEN :from_month AND :to_month) AS on_time_first,
               (SELECT coalesce(sum(t.own), 0) FROM tally t WHERE t.unit = x.unit AND t.kind = 'dossier' AND t.measure = 'late_first' AND t.month BETWEEN :from_month AND :to_month) AS late_first,
               (SELECT coalesce(sum(t.own), 0) FROM tally t WHERE t.unit = x.unit AND t.kind = 'dossier' AND t.measure = 'on_time' AND t.month BETWEEN :from_month AND :to_month) AS on_time,
               (SELECT coalesce(sum(t.own), 0) FROM tally t WHERE t.unit = x.unit AND t.kind = 'dossier' AND t.measure = 'late' AND t.month BETWEEN :from_month AND :to_month) AS late
          FROM unit_above x WHERE x.above = :above) s
  JOIN unit u ON u.id = s.unit
 WHERE s.received <> 0 OR s.on_time_first <> 0 OR s.late_first <> 0 OR s.on_time <> 0 OR s.late <> 0
 ORDER BY u.sort_key, u.id;

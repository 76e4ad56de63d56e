-- apologies_newest(above int64_t, signed_on Day, before int64_t, n int64_t) many ApologyRow
SELECT a.dossier, a.number, a.signed_on, a.cause, a.promised, a.promised_anew, a.late, f.code, f.title, f.facet,
       u.code AS "unit_code Str", u.name AS "unit_name Str"
  FROM apology a JOIN casefile f ON f.id = a.dossier JOIN unit u ON u.id = a.unit
 WHERE (a.signed_on < :signed_on OR (a.signed_on = :signed_on AND a.dossier < :before))
   AND EXISTS (SELECT 1 FROM unit_above x WHERE x.unit = a.unit AND x.above = :above)
 ORDER BY a.signed_on DESC, a.dossier DESC LIMIT :n;

-- The lists behind the figures, by the day that counts and a place in it: from_day and after are those of the last row of
-- the page before. late_first, late: 0 or 1, or -1 for either.
-- results_listed(late_first int64_t, late int64_t, facet Str, from_day Day, to_day Day, above int64_t, after int64_t, n int64_t) many ResultRow
SELECT f.code, f.title, f.facet, d.reception, f.first_due, f.due, d.result_on, u.code AS "unit_code Str", u.name AS "unit_name Str",
       t.day AS "day Day", t.place AS "place int64_t"
  FROM (SELECT d.id AS file, d.result_on AS day, d.id AS place FROM unit w CROSS JOIN unit_above x CROSS JOIN dossier d
         WHERE w.id = :above AND w.wide = 0 AND x.above = w.id AND d.id IN (SELECT g.id FROM dossier g
                WHERE g.result_unit = x.unit AND g.result_on > 0 AND g.result_on BETWEEN :from_day AND :to_day AND (g.result_on > :from_day OR g.id > :after)
                  AND (g.late_first = :late_first OR :late_first < 0) AND (g.late = :late OR :late < 0)
                  AND (:facet = '' OR g.procedure IN (SELECT p.id FROM procedure p WHERE p.code = :facet))
                ORDER BY g.result_on, g.id LIMIT :n)
         UNION ALL
        SELECT k.id, k.result_on, k.id FROM (SELECT g.id, g.result_on FROM unit w CROSS JOIN dossier g
                WHERE w.id = :above AND w.wide = 1 AND g.result_on > 0 AND g.result_on BETWEEN :from_day AND :to_day AND (g.result_on > :from_day OR g.id > :after)
                  AND (g.late_first = :late_first OR :late_first < 0) AND (g.late = :late OR :late < 0)
                  AND (:facet = '' OR g.procedure IN (SELECT p.id FROM procedure p WHERE p.code = :facet))
                  AND EXISTS (SELECT 1 FROM unit_above x WHERE x.unit = g.result_unit AND x.above = :above)
                ORDER BY g.result_on, g.id LIMIT :n) k
         ORDER BY 2, 3 LIMIT :n) t
  JOIN casefile f ON f.id = t.file JOIN dossier d ON d.id = f.id JOIN unit u ON u.id = f.unit
 ORDER BY t.day, t.place;

-- An act that was taken back or corrected is not counted; what stands for it is.
-- acts_listed(measure Str, channel Str, from_day Day, to_day Day, above int64_t, after int64_t, n int64_t) many ResultRow
SELECT f.code, f.title, f.facet, d.reception, f.first_due, f.due, d.result_on, u.code AS "unit_code Str", u.name AS "unit_name Str",
       t.day AS "day Day", t.place AS "place int64_t"
  FROM (SELECT g.casefile AS file, g.done AS day, g.id AS place FROM unit w CROSS JOIN unit_above x CROSS JOIN act g
         WHERE w.id = :above AND w.wide = 0 AND x.above = w.id AND g.id IN (SELECT a.id FROM act a
                WHERE a.unit = x.unit AND a.kind = 'dossier' AND a.measure = :measure AND a.done BETWEEN :from_day AND :to_day AND (a.done > :from_day OR a.id > :after)
                  AND (:channel = '' OR EXISTS (SELECT 1 FROM dossier d WHERE d.id = a.casefile AND d.channel = :channel))
                  AND NOT EXISTS (SELECT 1 FROM act v WHERE v.voids = a.id AND v.voids > 0)
                ORDER BY a.done, a.id LIMIT :n)
         UNION ALL
        SELECT k.casefile, k.done, k.id FROM (SELECT a.casefile, a.done, a.id FROM unit w CROSS JOIN act a
                WHERE w.id = :above AND w.wide = 1 AND a.kind = 'dossier' AND a.measure = :measure AND a.done BETWEEN :from_day AND :to_day AND (a.done > :from_day OR a.id > :after)
                  AND (:channel = '' OR EXISTS (SELECT 1 FROM dossier d WHERE d.id = a.casefile AND d.channel = :channel))
                  AND NOT EXISTS (SELECT 1 FROM act v WHERE v.voids = a.id AND v.voids > 0)
                  AND EXISTS (SELECT 1 FROM unit_above x WHERE x.unit = a.unit AND x.above = :above)
                ORDER BY a.done, a.id LIMIT :n) k
         ORDER BY 2, 3 LIMIT :n) t
  JOIN casefile f ON f.id = t.file JOIN dossier d ON d.id = f.id JOIN unit u ON u.id = f.unit
 ORDER BY t.day, t.place;

-- manners_listed(from_day Day, to_day Day, above int64_t, after int64_t, n int64_t) many ResultRow
SELECT f.code, f.title, f.facet, d.reception, f.first_due, f.due, d.result_on, u.code AS "unit_code Str", u.name AS "unit_name Str",
       t.day AS "day Day", t.place AS "place int64_t"
  FROM (SELECT r.dossier AS file, r.done AS day, r.dossier AS place FROM unit_above x CROSS JOIN rating r
         WHERE x.above = :above AND r.unit = x.unit AND r.done BETWEEN :from_day AND :to_day AND (r.done > :from_day OR r.dossier > :after) AND r.manner <> ''
         ORDER BY r.done, r.dossier LIMIT :n) t
  JOIN casefile f ON f.id = t.file JOIN dossier d ON d.id = f.id JOIN unit u ON u.id = f.unit
 ORDER BY t.day, t.place;

-- Steps done late, by the unit that did them: when they were given and done.
-- legs_late(from_day Day, to_day Day, above int64_t, after int64_t, n int64_t) many ResultRow
SELECT p.code, p.title, p.facet, f.opened AS "reception Day", f.first_due, f.due, f.closed AS "result_on Day", u.code AS "unit_code Str",
       u.name AS "unit_name Str", t.done AS "day Day", t.id AS "place int64_t"
  FROM unit_above x CROSS JOIN act t JOIN casefile f ON f.id = t.casefile JOIN casefile p ON p.id = f.parent JOIN unit u ON u.id = f.unit
 WHERE x.above = :above AND t.unit = x.unit AND t.kind = 'dossier_leg' AND t.measure IN ('pass', 'send_back', 'finished')
   AND t.done BETWEEN :from_day AND :to_day AND (t.done > :from_day OR t.id > :after) AND t.done > f.first_due
   AND NOT EXISTS (SELECT 1 FROM act v WHERE v.voids = t.id AND v.voids > 0)
 ORDER BY t.done, t.id LIMIT :n;

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

-- What a result is listed by, against the act that gave it.
-- verify_results(n int64_t) many ResultFault scan
SELECT f.code FROM dossier d JOIN casefile f ON f.id = d.id
  LEFT JOIN act t ON t.casefile = d.id AND t.measure IN ('complete', 'deny') AND NOT EXISTS (SELECT 1 FROM act v WHERE v.voids = t.id AND v.voids > 0)
 WHERE d.result_on <> coalesce(t.done, 0) OR d.result_unit <> coalesce(t.unit, 0)
    OR d.late_first <> (CASE WHEN coalesce(t.done, 0) > f.first_due THEN 1 ELSE 0 END) OR d.late <> (CASE WHEN coalesce(t.done, 0) > f.due THEN 1 ELSE 0 END)
 ORDER BY f.id LIMIT :n;

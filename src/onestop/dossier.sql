-- dossier_of(id int64_t) one Dossier
SELECT id, number, procedure, received, reception, forwarded, channel, delivery, backdated, result, result_on, returned_on
  FROM dossier WHERE id = :id;

-- dossier_add(id int64_t, number Str, procedure int64_t, received Time, reception Day, channel Str, delivery Str, backdated Str) run
INSERT INTO dossier (id, number, procedure, received, reception, channel, delivery, backdated)
VALUES (:id, :number, :procedure, :received, :reception, :channel, :delivery, :backdated);

-- dossier_forwarded(id int64_t, forwarded Day) run
UPDATE dossier SET forwarded = :forwarded WHERE id = :id;

-- What it counts for, and whether in time, is kept beside it: lists behind the figures are read from that.
-- dossier_resulted(id int64_t, result Str, result_on Day, unit int64_t, late_first bool, late bool) run
UPDATE dossier SET result = :result, result_on = :result_on, result_unit = :unit, late_first = :late_first, late = :late WHERE id = :id;

-- dossier_returned(id int64_t, returned_on Day) run
UPDATE dossier SET returned_on = :returned_on WHERE id = :id;

-- applicant_of(id int64_t) one Applicant
SELECT id, kind, name, phone, email, address, id_number, tax_code FROM applicant WHERE id = :id;

-- applicant_add(id int64_t, kind Str, name Str, name_fold Str, phone Str, email Str, address Str, id_number Str, tax_code Str) run
INSERT INTO applicant (id, kind, name, name_fold, phone, email, address, id_number, tax_code)
VALUES (:id, :kind, :name, :name_fold, :phone, :email, :address, :id_number, :tax_code);

-- dossier_papers(dossier int64_t) many DossierPaper
SELECT sort, name, copies, form FROM dossier_paper WHERE dossier = :dossier ORDER BY sort;

-- dossier_paper_add(dossier int64_t, sort int64_t, name Str, copies int64_t, form Str) run
INSERT INTO dossier_paper (dossier, sort, name, copies, form) VALUES (:dossier, :sort, :name, :copies, :form);

-- supplement_of(dossier int64_t) one Supplement
SELECT dossier, asked, items, late_reason FROM supplement WHERE dossier = :dossier;

-- supplement_add(dossier int64_t, asked Day, items Str, late_reason Str) run
INSERT INTO supplement (dossier, asked, items, late_reason) VALUES (:dossier, :asked, :items, :late_reason);

-- supplement_drop(dossier int64_t) run
DELETE FROM supplement WHERE dossier = :dossier;

-- apology_of(dossier int64_t) one Apology
SELECT dossier, number, unit, signed_on, signer, cause, reason, promised, promised_anew, late FROM apology WHERE dossier = :dossier;

-- apology_add(dossier int64_t, number Str, unit int64_t, signed_on Day, signer Str, cause Str, reason Str, promised Day, promised_anew Day, late bool) run
INSERT INTO apology (dossier, number, unit, signed_on, signer, cause, reason, promised, promised_anew, late)
VALUES (:dossier, :number, :unit, :signed_on, :signer, :cause, :reason, :promised, :promised_anew, :late);

-- running_next(scope Str) one Running
INSERT INTO running_number (scope, last) VALUES (:scope, 1)
ON CONFLICT (scope) DO UPDATE SET last = running_number.last + 1 RETURNING last;

-- dossier_alike(id int64_t, procedure int64_t, reception Day, id_number Str, name_fold Str, phone Str) many AlikeRow
SELECT f.code, d.number, d.received
  FROM dossier d JOIN applicant a ON a.id = d.id JOIN casefile f ON f.id = d.id
 WHERE d.procedure = :procedure AND d.reception = :reception AND d.id <> :id
   AND ((a.id_number = :id_number AND :id_number <> '') OR (a.name_fold = :name_fold AND a.phone = :phone))
 ORDER BY d.id;

-- dossier_numbered(number Str) one Dossier
SELECT id, number, procedure, received, reception, forwarded, channel, delivery, backdated, result, result_on, returned_on
  FROM dossier WHERE number = :number;

-- dossier_open_alike(above int64_t, facet Str, id_number Str, name_fold Str, phone Str) many AlikeRow
SELECT f.code, d.number, d.received
  FROM applicant a JOIN casefile f ON f.id = a.id JOIN dossier d ON d.id = a.id
 WHERE ((a.id_number = :id_number AND :id_number <> '') OR (a.name_fold = :name_fold AND a.phone = :phone))
   AND f.closed = 0 AND f.facet = :facet AND EXISTS (SELECT 1 FROM unit_above x WHERE x.unit = f.unit AND x.above = :above)
 ORDER BY d.id LIMIT 5;

-- Lists of a small unit: of it and of each that went into it the first n by an index of its own, and of those together
-- the first n. Those of a wide one walk an index of the whole house in their order. Either way a list costs its rows.
-- dossiers_due(above int64_t, state Str, due_from Day, due_to Day, n int64_t) many DossierRow
SELECT f.id, f.code, d.number, f.state, f.title, f.facet, d.reception,
       CASE WHEN f.clock = 2 THEN 0 ELSE f.due END AS "due Day", f.first_due, f.clock, f.late,
       EXISTS (SELECT 1 FROM apology y WHERE y.dossier = f.id) AS "apologised bool", coalesce(a.name, '') AS "applicant Str", u.code AS "unit_code Str", u.name AS "unit_name Str"
  FROM (SELECT f.id, f.due FROM unit w CROSS JOIN unit_above x CROSS JOIN casefile f
         WHERE w.id = :above AND w.wide = 0 AND x.above = w.id AND f.id IN (SELECT g.id FROM casefile g
                WHERE g.unit = x.unit AND g.kind = 'dossier' AND g.clock = 1 AND g.due BETWEEN :due_from AND :due_to AND (g.state = :state OR :state = '')
                ORDER BY g.due, g.id LIMIT :n)
         UNION ALL
        SELECT k.id, k.due FROM (SELECT f.id, f.due FROM unit w CROSS JOIN casefile f
                WHERE w.id = :above AND w.wide = 1 AND f.kind = 'dossier' AND f.clock = 1 AND f.due BETWEEN :due_from AND :due_to AND (f.state = :state OR :state = '')
                  AND EXISTS (SELECT 1 FROM unit_above x WHERE x.unit = f.unit AND x.above = :above)
                ORDER BY f.due, f.id LIMIT :n) k
         ORDER BY 2, 1 LIMIT :n) t
  JOIN casefile f ON f.id = t.id JOIN dossier d ON d.id = f.id JOIN unit u ON u.id = f.unit LEFT JOIN applicant a ON a.id = f.id
 ORDER BY f.due, f.id;

-- dossiers_in(above int64_t, state Str, n int64_t) many DossierRow
SELECT f.id, f.code, d.number, f.state, f.title, f.facet, d.reception,
       CASE WHEN f.clock = 2 THEN 0 ELSE f.due END AS "due Day", f.first_due, f.clock, f.late,
       EXISTS (SELECT 1 FROM apology y WHERE y.dossier = f.id) AS "apologised bool", coalesce(a.name, '') AS "applicant Str", u.code AS "unit_code Str", u.name AS "unit_name Str"
  FROM (SELECT f.id, f.due FROM unit w CROSS JOIN unit_above x CROSS JOIN casefile f
         WHERE w.id = :above AND w.wide = 0 AND x.above = w.id AND f.id IN (SELECT g.id FROM casefile g
                WHERE g.unit = x.unit AND g.kind = 'dossier' AND g.closed = 0 AND g.state = :state
                ORDER BY g.due, g.id LIMIT :n)
         UNION ALL
        SELECT k.id, k.due FROM (SELECT f.id, f.due FROM unit w CROSS JOIN casefile f
                WHERE w.id = :above AND w.wide = 1 AND f.kind = 'dossier' AND f.closed = 0 AND f.state = :state
                  AND EXISTS (SELECT 1 FROM unit_above x WHERE x.unit = f.unit AND x.above = :above)
                ORDER BY f.due, f.id LIMIT :n) k
         ORDER BY 2, 1 LIMIT :n) t
  JOIN casefile f ON f.id = t.id JOIN dossier d ON d.id = f.id JOIN unit u ON u.id = f.unit LEFT JOIN applicant a ON a.id = f.id
 ORDER BY f.due, f.id;

-- dossiers_closed(above int64_t, state Str, n int64_t) many DossierRow
SELECT f.id, f.code, d.number, f.state, f.title, f.facet, d.reception,
       CASE WHEN f.clock = 2 THEN 0 ELSE f.due END AS "due Day", f.first_due, f.clock, f.late,
       EXISTS (SELECT 1 FROM apology y WHERE y.dossier = f.id) AS "apologised bool", coalesce(a.name, '') AS "applicant Str", u.code AS "unit_code Str", u.name AS "unit_name Str"
  FROM (SELECT f.id FROM unit w CROSS JOIN unit_above x CROSS JOIN casefile f
         WHERE w.id = :above AND w.wide = 0 AND x.above = w.id AND f.id IN (SELECT g.id FROM casefile g
                WHERE g.unit = x.unit AND g.kind = 'dossier' AND g.state = :state ORDER BY g.id DESC LIMIT :n)
         UNION ALL
        SELECT k.id FROM (SELECT f.id FROM unit w CROSS JOIN casefile f
                WHERE w.id = :above AND w.wide = 1 AND f.kind = 'dossier' AND f.state = :state
                  AND EXISTS (SELECT 1 FROM unit_above x WHERE x.unit = f.unit AND x.above = :above)
                ORDER BY f.id DESC LIMIT :n) k
         ORDER BY 1 DESC LIMIT :n) t
  JOIN casefile f ON f.id = t.id JOIN dossier d ON d.id = f.id JOIN unit u ON u.id = f.unit LEFT JOIN applicant a ON a.id = f.id
 ORDER BY f.id DESC;

-- dossiers_received(above int64_t, reception Day, n int64_t) many DossierRow
SELECT f.id, f.code, d.number, f.state, f.title, f.facet, d.reception,
       CASE WHEN f.clock = 2 THEN 0 ELSE f.due END AS "due Day", f.first_due, f.clock, f.late,
       EXISTS (SELECT 1 FROM apology y WHERE y.dossier = f.id) AS "apologised bool", coalesce(a.name, '') AS "applicant Str", u.code AS "unit_code Str", u.name AS "unit_name Str"
  FROM (SELECT t.casefile AS id FROM unit_above x CROSS JOIN act t
         WHERE x.above = :above AND t.unit = x.unit AND t.kind = 'dossier' AND t.measure = 'receive' AND t.done = :reception
         ORDER BY 1 LIMIT :n) t
  JOIN casefile f ON f.id = t.id JOIN dossier d ON d.id = f.id JOIN unit u ON u.id = f.unit LEFT JOIN applicant a ON a.id = f.id
 ORDER BY f.id;

-- What waits for a second person is little, and every line of it is looked at.
-- dossiers_to_sign(above int64_t, n int64_t) many DossierRow scan
SELECT f.id, f.code, d.number, f.state, f.title, f.facet, d.reception,
       CASE WHEN f.clock = 2 THEN 0 ELSE f.due END AS "due Day", f.first_due, f.clock, f.late,
       EXISTS (SELECT 1 FROM apology y WHERE y.dossier = f.id) AS "apologised bool", coalesce(a.name, '') AS "applicant Str", u.code AS "unit_code Str", u.name AS "unit_name Str"
  FROM pending p CROSS JOIN casefile f JOIN dossier d ON d.id = f.id JOIN unit u ON u.id = f.unit LEFT JOIN applicant a ON a.id = f.id
 WHERE f.id = p.casefile AND p.event IN ('apologise', 'apologise_late') AND f.kind = 'dossier' AND f.closed = 0
   AND EXISTS (SELECT 1 FROM unit_above x WHERE x.unit = f.unit AND x.above = :above)
 ORDER BY f.due, f.id LIMIT :n;

-- How many are open the tallies say; the others are counted, near ones only.
-- dossiers_counted(above int64_t, last Day, today Day, soon Day) one DossierNews
SELECT (SELECT coalesce(sum(t.n), 0) FROM tally t WHERE t.unit = :above AND t.kind = 'dossier'
           AND t.measure IN ('=received', '=processing', '=supplement_requested', '=waiting', '=has_result')) AS "open int",
       coalesce(sum(CASE WHEN f.due <= :last THEN 1 ELSE 0 END), 0) AS "overdue int",
       coalesce(sum(CASE WHEN f.due > :last AND f.due = :today THEN 1 ELSE 0 END), 0) AS "today int",
       coalesce(sum(CASE WHEN f.due > :today THEN 1 ELSE 0 END), 0) AS "soon int"
  FROM unit_above x CROSS JOIN casefile f
 WHERE x.above = :above AND f.unit = x.unit AND f.kind = 'dossier' AND f.clock = 1 AND f.due <= :soon;

-- Past the first appointment and not done; of them, or of all (now = 0), those past the appointment in force.
-- dossiers_late(above int64_t, last Day, facet Str, own bool, now bool, n int64_t) many LateRow
SELECT f.code, d.number, f.title, f.facet, f.first_due, f.due, u.code AS "unit_code Str", u.name AS "unit_name Str",
       coalesce((SELECT t.actor_name FROM act t WHERE t.casefile = f.id AND t.actor_name <> '' ORDER BY t.seq DESC LIMIT 1), '') AS "who Str"
  FROM unit_above x CROSS JOIN casefile f JOIN dossier d ON d.id = f.id JOIN unit u ON u.id = f.unit
 WHERE x.above = :above AND f.unit = x.unit AND f.kind = 'dossier' AND f.clock = 1 AND f.first_due <= :last
   AND (f.facet = :facet OR :facet = '') AND (:own = 0 OR f.unit = :above) AND (:now = 0 OR f.due <= :last)
 ORDER BY f.first_due, f.id LIMIT :n;

-- late_groups(above int64_t, last Day) many LateGroup
SELECT u.code AS "unit_code Str", u.name AS "unit_name Str", f.facet, min(f.title) AS "title Str", count(*) AS "first int",
       sum(CASE WHEN f.due <= :last THEN 1 ELSE 0 END) AS "now int", min(f.first_due) AS "oldest Day"
  FROM unit_above x CROSS JOIN casefile f JOIN unit u ON u.id = f.unit
 WHERE x.above = :above AND f.unit = x.unit AND f.kind = 'dossier' AND f.clock = 1 AND f.first_due <= :last
 GROUP BY u.id, u.code, u.name, u.sort_key, f.facet ORDER BY u.sort_key, u.id, f.facet;

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

-- dossiers_all() many DossierOut scan
SELECT f.code, d.number, f.facet AS "procedure Str", u.code AS "unit Str", d.received, d.forwarded, d.channel, d.delivery, f.state,
       f.first_due, CASE WHEN f.clock = 2 THEN 0 ELSE f.due END AS "due Day", coalesce(s.asked, 0) AS "supplement_on Day", coalesce(a.signed_on, 0) AS "apology_on Day", d.result_on,
       d.returned_on, f.demo
  FROM dossier d JOIN casefile f ON f.id = d.id JOIN unit u ON u.id = f.unit
  LEFT JOIN supplement s ON s.dossier = d.id LEFT JOIN apology a ON a.dossier = d.id
 ORDER BY d.id;

-- dossiers_registered(above int64_t, from_day Day, to_day Day, n int64_t) many RegisterRow
SELECT f.id, d.number, f.title, f.state, d.reception, f.first_due, d.returned_on, d.delivery,
       coalesce(a.name, '') AS "applicant Str", coalesce(a.address, '') AS "address Str", coalesce(a.phone, '') AS "phone Str",
       (SELECT count(*) FROM dossier_paper p WHERE p.dossier = d.id) AS "papers int"
  FROM (SELECT t.casefile AS id, t.done FROM unit_above x CROSS JOIN act t
         WHERE x.above = :above AND t.unit = x.unit AND t.kind = 'dossier' AND t.measure = 'receive' AND t.done BETWEEN :from_day AND :to_day
         ORDER BY 2, 1 LIMIT :n) t
  JOIN casefile f ON f.id = t.id JOIN dossier d ON d.id = f.id LEFT JOIN applicant a ON a.id = f.id
 ORDER BY t.done, f.id;

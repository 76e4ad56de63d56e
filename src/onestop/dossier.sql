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

-- dossiers_all() many DossierOut scan
SELECT f.code, d.number, f.facet AS "procedure Str", u.code AS "unit Str", d.received, d.forwarded, d.channel, d.delivery, f.state,
       f.first_due, CASE WHEN f.clock = 2 THEN 0 ELSE f.due END AS "due Day", coalesce(s.asked, 0) AS "supplement_on Day", coalesce(a.signed_on, 0) AS "apology_on Day", d.result_on,
       d.returned_on, f.demo
  FROM dossier d JOIN casefile f ON f.id = d.id JOIN unit u ON u.id = f.unit
  LEFT JOIN supplement s ON s.dossier = d.id LEFT JOIN apology a ON a.dossier = d.id
 ORDER BY d.id;

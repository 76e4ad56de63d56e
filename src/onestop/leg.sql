-- steps_plan(id int64_t, procedure int64_t) run
INSERT INTO dossier_step (dossier, sort, name, unit, share)
SELECT :id, sort, name, unit, share FROM procedure_step WHERE procedure = :procedure;

-- way_of(dossier int64_t) many DossierStep
SELECT s.sort, s.name, s.unit, s.share,
       coalesce((SELECT u.name FROM unit u WHERE u.code = s.unit ORDER BY u.begins DESC LIMIT 1), '') AS "unit_name Str"
  FROM dossier_step s WHERE s.dossier = :dossier ORDER BY s.sort;

-- leg_add(id int64_t, sort int64_t) run
INSERT INTO dossier_leg (id, sort) VALUES (:id, :sort);

-- leg_open(parent int64_t) one LegNow
SELECT f.code, l.sort, u.name AS "unit_name Str", u.path AS "path Str"
  FROM casefile f JOIN dossier_leg l ON l.id = f.id JOIN unit u ON u.id = f.unit
 WHERE f.parent = :parent AND f.lends = 1 AND f.closed = 0;

-- The legs of a dossier, those that were taken back left out; who gave it, and how it ended.
-- legs_of(parent int64_t) many Leg
SELECT f.state, f.due, f.clock, f.closed, l.sort, u.name AS "unit_name Str", g.actor_name AS "giver Str",
       g.at AS "given_at Time", coalesce(e.actor_name, '') AS "receiver Str", coalesce(e.note, '') AS "note Str"
  FROM casefile f JOIN dossier_leg l ON l.id = f.id JOIN unit u ON u.id = f.unit JOIN act g ON g.casefile = f.id AND g.seq = 1
  LEFT JOIN act e ON e.casefile = f.id AND e.seq = (SELECT max(x.seq) FROM act x WHERE x.casefile = f.id AND x.before <> x.after)
 WHERE f.parent = :parent AND f.parent > 0 AND f.state <> '' ORDER BY f.id;

-- leg_of(id int64_t) one LegOf
SELECT l.sort, s.name, s.share, p.id AS "dossier int", p.code, p.title, p.due, p.clock, u.name AS "office Str"
  FROM dossier_leg l JOIN casefile f ON f.id = l.id JOIN casefile p ON p.id = f.parent JOIN unit u ON u.id = p.unit
  JOIN dossier_step s ON s.dossier = p.id AND s.sort = l.sort
 WHERE l.id = :id;

-- What lies in the hands of these units, nearest day first; `away`: only dossiers that other offices received.
-- legs_held(above int64_t, away bool, any_due bool, due_from Day, due_to Day, n int64_t) many HeldLeg
SELECT p.code, p.title, p.state, s.name AS "step Str", f.opened, CASE WHEN f.clock = 2 THEN 0 ELSE f.due END AS "due Day", f.clock,
       p.due AS "dossier_due Day", u.code AS "unit_code Str", u.name AS "unit_name Str", o.name AS "office Str"
  FROM unit_above x JOIN casefile f ON f.unit = x.unit JOIN dossier_leg l ON l.id = f.id JOIN unit u ON u.id = f.unit
  JOIN casefile p ON p.id = f.parent JOIN unit o ON o.id = p.unit JOIN dossier_step s ON s.dossier = p.id AND s.sort = l.sort
 WHERE x.above = :above AND f.kind = 'dossier_leg' AND f.state = 'held' AND f.closed = 0
   AND (:any_due = 1 OR (f.clock = 1 AND f.due BETWEEN :due_from AND :due_to))
   AND (:away = 0 OR NOT EXISTS (SELECT 1 FROM unit_above y WHERE y.unit = p.unit AND y.above = :above))
 ORDER BY CASE WHEN f.clock = 1 THEN 0 ELSE 1 END, f.due, f.id LIMIT :n;

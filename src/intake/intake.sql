-- intake_draft_of(person Str) one IntakeDraft
SELECT name, text, choices, code, at FROM intake_draft WHERE person = :person;

-- intake_draft_put(person Str, name Str, text Str, at Time) run
INSERT INTO intake_draft (person, name, text, at) VALUES (:person, :name, :text, :at)
ON CONFLICT (person) DO UPDATE SET name = excluded.name, text = excluded.text, code = '', at = excluded.at;

-- intake_draft_choose(person Str, choices Str, at Time) run
UPDATE intake_draft SET choices = :choices, at = :at WHERE person = :person;

-- intake_draft_drop(person Str) run
DELETE FROM intake_draft WHERE person = :person;

-- intake_draft_done(person Str, code Str, at Time) run
UPDATE intake_draft SET text = '', choices = '', code = :code, at = :at WHERE person = :person;

-- intake_draft_drop_old(before Time) run
DELETE FROM intake_draft WHERE at < :before;

-- intake_units() many IntakeUnit scan
SELECT id, code, name, kind, path, begins, valid_to, name_fold FROM unit ORDER BY id;

-- intake_known(unit int64_t, n int64_t) many IntakeKnown
SELECT f.id, f.code, f.title, f.year, m.name_fold FROM casefile f JOIN model m ON m.id = f.id
 WHERE f.unit = :unit AND f.kind = 'model' AND f.state NOT IN ('rejected', 'withdrawn') ORDER BY f.id DESC LIMIT :n;

-- intake_waiting(name_fold Str, unit int64_t) one IntakeWaiting
SELECT f.code FROM intake_line l JOIN casefile f ON f.id = l.intake
 WHERE l.name_fold = :name_fold AND l.unit = :unit AND f.state IN ('waiting', 'coming') AND l.cells <> '' LIMIT 1;

-- intake_add(id int64_t, name Str, own bool) run
INSERT INTO intake (id, name, own) VALUES (:id, :name, :own);

-- intake_of(id int64_t) one IntakeRow
SELECT name, own FROM intake WHERE id = :id;

-- intake_line_add(intake int64_t, line int64_t, unit int64_t, name Str, name_fold Str, recognised Day, decision Str, cells Str) run
INSERT INTO intake_line (intake, line, unit, name, name_fold, recognised, decision, cells)
VALUES (:intake, :line, :unit, :name, :name_fold, :recognised, :decision, :cells);

-- intake_cells(intake int64_t) one IntakeCells
SELECT line, unit, cells FROM intake_line WHERE intake = :intake AND cells <> '' ORDER BY line LIMIT 1;

-- intake_line_done(intake int64_t, line int64_t, code Str) run
UPDATE intake_line SET code = :code, cells = '' WHERE intake = :intake AND line = :line;

-- intake_line_refuse(intake int64_t, line int64_t, refused Str) run
UPDATE intake_line SET refused = :refused, cells = '' WHERE intake = :intake AND line = :line;

-- The list that comes in now, and who let it in.
-- intake_coming() many IntakeComing
SELECT f.id, f.code, t.actor, t.actor_name FROM casefile f JOIN act t ON t.casefile = f.id AND t.after = 'coming'
 WHERE f.kind = 'intake' AND f.state = 'coming' ORDER BY f.id LIMIT 1;

-- intake_forget(intake int64_t) run
UPDATE intake_line SET cells = '' WHERE intake = :intake;

-- intake_rows_of(intake int64_t, after int64_t, n int64_t) many IntakeListed
SELECT l.line, l.name, u.name AS "unit_name Str", l.recognised, l.decision, l.code, l.refused
  FROM intake_line l JOIN unit u ON u.id = l.unit WHERE l.intake = :intake AND l.line > :after ORDER BY l.line LIMIT :n;

-- intake_rows_refused(intake int64_t, n int64_t) many IntakeListed
SELECT l.line, l.name, u.name AS "unit_name Str", l.recognised, l.decision, l.code, l.refused
  FROM intake_line l JOIN unit u ON u.id = l.unit WHERE l.intake = :intake AND l.refused <> '' ORDER BY l.line LIMIT :n;

-- intake_counts(intake int64_t) one IntakeCount
SELECT count(*) AS "n int", sum(CASE WHEN recognised <> 0 THEN 1 ELSE 0 END) AS "recognised int",
       sum(CASE WHEN cells = '' THEN 1 ELSE 0 END) AS "settled int", sum(CASE WHEN refused <> '' THEN 1 ELSE 0 END) AS "refused int"
  FROM intake_line WHERE intake = :intake;

-- directive_of(id int64_t) one Directive
SELECT number, issuer, issued_on, summary, url FROM directive WHERE id = :id;

-- directive_put(id int64_t, number Str, number_fold Str, issuer Str, issued_on Day, summary Str, url Str) run
INSERT INTO directive (id, number, number_fold, issuer, issued_on, summary, url)
VALUES (:id, :number, :number_fold, :issuer, :issued_on, :summary, :url)
ON CONFLICT (id) DO UPDATE SET number = excluded.number, number_fold = excluded.number_fold, issuer = excluded.issuer,
   issued_on = excluded.issued_on, summary = excluded.summary, url = excluded.url;

-- directive_numbered(number_fold Str, own int64_t) many DirectiveId
SELECT f.id, f.code, f.state, f.title, f.unit, d.number, u.path AS "path Str"
  FROM directive d JOIN casefile f ON f.id = d.id JOIN unit u ON u.id = f.unit
 WHERE d.number_fold = :number_fold AND f.id <> :own ORDER BY f.id;

-- task_put(id int64_t, detail Str) run
INSERT INTO directive_task (id, detail) VALUES (:id, :detail);

-- task_of(id int64_t) one Task
SELECT t.detail, p.id AS "directive int", p.code AS "directive_code Str", p.title AS "directive_title Str", p.public, d.number, d.issuer,
       d.issued_on, d.summary, d.url, u.name AS "issuing_unit Str", u.path AS "issuing_path Str"
  FROM directive_task t JOIN casefile f ON f.id = t.id JOIN casefile p ON p.id = f.parent JOIN directive d ON d.id = p.id
  JOIN unit u ON u.id = p.unit
 WHERE t.id = :id;

-- task_report(id int64_t) one Reported
SELECT a.done, a.document, a.note, a.actor_name, a.seq FROM act a
 WHERE a.casefile = :id AND a.event = 'report' AND NOT EXISTS (SELECT 1 FROM act v WHERE v.voids = a.id AND v.voids > 0)
 ORDER BY a.seq DESC LIMIT 1;

-- task_last(id int64_t, event Str) one TaskAct
SELECT a.done, a.document, a.note FROM act a
 WHERE a.casefile = :id AND a.event = :event AND NOT EXISTS (SELECT 1 FROM act v WHERE v.voids = a.id AND v.voids > 0)
 ORDER BY a.seq DESC LIMIT 1;

-- task_twins(parent int64_t, unit int64_t, title Str) many TaskTwin
SELECT f.id, f.code FROM casefile f
 WHERE f.parent = :parent AND f.parent > 0 AND f.unit = :unit AND f.title = :title AND f.state <> 'dropped' ORDER BY f.id;

-- tasks_of(parent int64_t, above int64_t, unit Str, state Str, any_due bool, last Day, n int64_t) many TaskRow
SELECT f.id, f.code, f.title, f.state, f.opened, f.due, f.first_due, f.clock, f.late, f.paused, f.closed, u.code AS "unit Str",
       u.name AS "unit_name Str", p.code AS "directive Str", d.number, p.title AS "directive_title Str"
  FROM casefile f JOIN unit u ON u.id = f.unit JOIN casefile p ON p.id = f.parent JOIN directive d ON d.id = p.id
 WHERE f.parent = :parent AND f.parent > 0 AND (u.code = :unit OR :unit = '') AND (f.state = :state OR :state = '')
   AND (:any_due = 1 OR (f.clock = 1 AND f.due <= :last))
   AND EXISTS (SELECT 1 FROM unit_above a WHERE a.unit = f.unit AND a.above = :above)
 ORDER BY CASE f.clock WHEN 1 THEN 0 WHEN 2 THEN 1 ELSE 2 END, f.due, u.sort_key, f.id LIMIT :n;

-- tasks_below(above int64_t, state Str, any_due bool, last Day, n int64_t) many TaskRow
SELECT f.id, f.code, f.title, f.state, f.opened, f.due, f.first_due, f.clock, f.late, f.paused, f.closed, u.code AS "unit Str",
       u.name AS "unit_name Str", p.code AS "directive Str", d.number, p.title AS "directive_title Str"
  FROM unit_above a JOIN casefile f ON f.unit = a.unit JOIN unit u ON u.id = f.unit JOIN casefile p ON p.id = f.parent
  JOIN directive d ON d.id = p.id
 WHERE a.above = :above AND f.kind = 'directive_task' AND (f.state = :state OR :state = '')
   AND (:any_due = 1 OR (f.clock = 1 AND f.due <= :last))
 ORDER BY CASE f.clock WHEN 1 THEN 0 WHEN 2 THEN 1 ELSE 2 END, f.due, f.id LIMIT :n;

-- task_counts(parent int64_t, above int64_t, unit Str, last Day) many TaskCount
SELECT f.state, count(*) AS "n int", coalesce(sum(CASE WHEN f.clock = 1 AND f.due <= :last THEN 1 ELSE 0 END), 0) AS "overdue int"
  FROM casefile f JOIN unit u ON u.id = f.unit
 WHERE f.parent = :parent AND f.parent > 0 AND (u.code = :unit OR :unit = '')
   AND EXISTS (SELECT 1 FROM unit_above a WHERE a.unit = f.unit AND a.above = :above)
 GROUP BY f.state ORDER BY f.state;

-- task_counts_below(above int64_t, last Day) many TaskCount
SELECT f.state, count(*) AS "n int", coalesce(sum(CASE WHEN f.clock = 1 AND f.due <= :last THEN 1 ELSE 0 END), 0) AS "overdue int"
  FROM unit_above a JOIN casefile f ON f.unit = a.unit WHERE a.above = :above AND f.kind = 'directive_task'
 GROUP BY f.state ORDER BY f.state;

-- task_units(parent int64_t, above int64_t) many TaskUnit
SELECT u.code, u.name FROM unit u
 WHERE EXISTS (SELECT 1 FROM casefile f WHERE f.parent = :parent AND f.parent > 0 AND f.unit = u.id)
   AND u.id IN (SELECT b.unit FROM unit_above b WHERE b.above = :above)
 ORDER BY u.sort_key, u.id;

-- directives_seen(above int64_t, state Str, before int64_t, n int64_t) many DirectiveRow
SELECT f.id, f.code, f.title, f.state, f.public, f.demo, d.number, d.issuer, d.issued_on, u.code AS "unit Str", u.name AS "unit_name Str"
  FROM casefile f JOIN directive d ON d.id = f.id JOIN unit u ON u.id = f.unit
 WHERE f.kind = 'directive' AND f.id < :before AND (f.state = :state OR :state = '')
   AND (EXISTS (SELECT 1 FROM unit_above a WHERE a.unit = f.unit AND a.above = :above)
     OR EXISTS (SELECT 1 FROM casefile t JOIN unit_above b ON b.unit = t.unit
                 WHERE t.parent = f.id AND t.parent > 0 AND b.above = :above))
 ORDER BY f.id DESC LIMIT :n;

-- directives_public(before int64_t, n int64_t) many DirectiveRow
SELECT f.id, f.code, f.title, f.state, f.public, f.demo, d.number, d.issuer, d.issued_on, u.code AS "unit Str", u.name AS "unit_name Str"
  FROM casefile f JOIN directive d ON d.id = f.id JOIN unit u ON u.id = f.unit
 WHERE f.kind = 'directive' AND f.public = 1 AND f.id < :before ORDER BY f.id DESC LIMIT :n;

-- directive_all() many DirectiveId
SELECT f.id, f.code, f.state, f.title, f.unit, d.number, u.path AS "path Str"
  FROM casefile f JOIN directive d ON d.id = f.id JOIN unit u ON u.id = f.unit WHERE f.kind = 'directive' ORDER BY f.id;

-- task_all(after int64_t, n int64_t) many TaskId
SELECT f.id FROM casefile f WHERE f.kind = 'directive_task' AND f.id > :after ORDER BY f.id LIMIT :n;

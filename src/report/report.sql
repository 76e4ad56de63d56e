-- report_of(id int64_t) one Report
SELECT id, unit, period, from_month, to_month, borders, result, difficulty, plan, reason, issued, sent, dropped
  FROM report WHERE id = :id;

-- report_add(id int64_t, unit int64_t, period Str, from_month int64_t, to_month int64_t, borders Day, result Str, difficulty Str, plan Str) run
INSERT INTO report (id, unit, period, from_month, to_month, borders, result, difficulty, plan, reason)
VALUES (:id, :unit, :period, :from_month, :to_month, :borders, :result, :difficulty, :plan, '');

-- report_write(id int64_t, borders Day, result Str, difficulty Str, plan Str) run
UPDATE report SET borders = :borders, result = :result, difficulty = :difficulty, plan = :plan WHERE id = :id;

-- report_revise(id int64_t, reason Str) run
UPDATE report SET reason = :reason WHERE id = :id;

-- report_issued_set(id int64_t, version int64_t) run
UPDATE report SET issued = :version, reason = '', sent = 0 WHERE id = :id;

-- report_sent_set(id int64_t, sent Day) run
UPDATE report SET sent = :sent WHERE id = :id;

-- report_drop(id int64_t) run
UPDATE report SET dropped = 1 WHERE id = :id;

-- report_twin(unit int64_t, from_month int64_t, to_month int64_t) one ReportTaken
SELECT f.code FROM report r JOIN casefile f ON f.id = r.id
 WHERE r.unit = :unit AND r.from_month = :from_month AND r.to_month = :to_month AND r.dropped = 0;

-- report_version_of(report int64_t, version int64_t) one ReportVersion
SELECT id, report, version, borders, frozen, unit_name, result, difficulty, plan, reason, previous, sha256, issued, document
  FROM report_version WHERE report = :report AND version = :version;

-- report_versions(report int64_t) many ReportVersion
SELECT id, report, version, borders, frozen, unit_name, result, difficulty, plan, reason, previous, sha256, issued, document
  FROM report_version WHERE report = :report ORDER BY version;

-- report_version_add(report int64_t, version int64_t, borders Day, frozen Time, unit_name Str, result Str, difficulty Str, plan Str, reason Str, previous Str, sha256 Str) one ReportId
INSERT INTO report_version (report, version, borders, frozen, unit_name, result, difficulty, plan, reason, previous, sha256)
VALUES (:report, :version, :borders, :frozen, :unit_name, :result, :difficulty, :plan, :reason, :previous, :sha256)
RETURNING id;

-- report_version_issue(report int64_t, version int64_t, issued Day, document Str) run
UPDATE report_version SET issued = :issued, document = :document
 WHERE report = :report AND version = :version AND issued = 0;

-- report_cells_unissued_drop(report int64_t) run
DELETE FROM report_cell WHERE version IN (SELECT id FROM report_version WHERE report = :report AND issued = 0);

-- report_version_unissued_drop(report int64_t) run
DELETE FROM report_version WHERE report = :report AND issued = 0;

-- report_cell_add(version int64_t, place int64_t, part Str, item Str, name Str, measure Str, n int64_t, words Str) run
INSERT INTO report_cell (version, place, part, item, name, measure, n, words)
VALUES (:version, :place, :part, :item, :name, :measure, :n, :words);

-- report_cells(version int64_t) many ReportCell
SELECT part, item, name, measure, n, words FROM report_cell WHERE version = :version ORDER BY place;

-- report_public(above int64_t, from_month int64_t, to_month int64_t, before int64_t, n int64_t) many ReportLine
SELECT f.id, f.code, f.title, f.state, f.demo, u.code AS "unit Str", u.name AS "unit_name Str", r.period, r.from_month,
       r.to_month, v.version, v.issued, v.document, v.sha256
  FROM casefile f JOIN report r ON r.id = f.id JOIN unit u ON u.id = f.unit
  JOIN report_version v ON v.report = r.id AND v.version = r.issued
 WHERE f.kind = 'report' AND f.public = 1 AND f.id < :before
   AND r.from_month >= :from_month AND r.to_month <= :to_month
   AND EXISTS (SELECT 1 FROM unit_above a WHERE a.unit = f.unit AND a.above = :above)
 ORDER BY f.id DESC LIMIT :n;

-- report_files(above int64_t, before int64_t, n int64_t) many ReportFile
SELECT f.id, f.code, f.title, f.state, u.code AS "unit Str", u.name AS "unit_name Str", r.period, r.from_month, r.to_month,
       r.issued, r.sent
  FROM casefile f JOIN report r ON r.id = f.id JOIN unit u ON u.id = f.unit
 WHERE f.kind = 'report' AND f.id < :before
   AND EXISTS (SELECT 1 FROM unit_above a WHERE a.unit = f.unit AND a.above = :above)
 ORDER BY f.id DESC LIMIT :n;

-- report_standing(unit int64_t, from_month int64_t, to_month int64_t) one ReportAt
SELECT f.id, f.code, f.state, r.issued, r.sent, coalesce(v.issued, 0) AS "issued_on Day"
  FROM report r JOIN casefile f ON f.id = r.id
  LEFT JOIN report_version v ON v.report = r.id AND v.version = r.issued
 WHERE r.unit = :unit AND r.from_month = :from_month AND r.to_month = :to_month AND r.dropped = 0;

-- report_due_days(period Str, unit int64_t, year int64_t) one ReportDue
SELECT days FROM report_due
 WHERE period = :period AND unit IN (0, CAST(:unit AS bigint)) AND year IN (0, CAST(:year AS bigint))
 ORDER BY unit DESC, year DESC LIMIT 1;

-- report_own_counts(unit int64_t, from_month int64_t, to_month int64_t) many ReportOwn
SELECT kind, measure, facet, sum(own) AS "n int" FROM tally
 WHERE unit = :unit AND kind IN ('model', 'dossier') AND month BETWEEN :from_month AND :to_month
 GROUP BY kind, measure, facet HAVING sum(own) <> 0 ORDER BY kind, measure, facet;

-- With all below it in today's tree.
-- report_sums(unit int64_t, from_month int64_t, to_month int64_t) many ReportOwn
SELECT kind, measure, facet, sum(n) AS "n int" FROM tally
 WHERE unit = :unit AND kind IN ('model', 'dossier') AND month BETWEEN :from_month AND :to_month
 GROUP BY kind, measure, facet HAVING sum(n) <> 0 ORDER BY kind, measure, facet;

-- report_sums_below(parent int64_t, from_month int64_t, to_month int64_t) many ReportBelow
SELECT t.unit, t.kind, t.measure, t.facet, sum(t.n) AS "n int" FROM unit u JOIN tally t ON t.unit = u.id
 WHERE u.parent = :parent AND u.in_force = 1 AND t.kind = 'model'
   AND t.measure IN ('dang_ky', 'tham_dinh', 'cong_nhan', 'nhan_rong', 'duy_tri', 'bieu_duong', 'khen_thuong', 'ket_thuc')
   AND t.month BETWEEN :from_month AND :to_month
 GROUP BY t.unit, t.kind, t.measure, t.facet HAVING sum(t.n) <> 0;

-- Units that began or ended between two days: the tree of the one is not that of the other.
-- report_units_changed(from_day Day, to_day Day) one ReportCount scan
SELECT count(*) AS "n int" FROM unit
 WHERE (begins > :from_day AND begins <= :to_day) OR (valid_to >= :from_day AND valid_to < :to_day);

-- report_acts(above int64_t, from_day Day, to_day Day) many ReportOwn
SELECT t.kind, t.measure, t.facet, count(*) AS "n int"
  FROM act t JOIN unit_above a ON a.unit = t.unit AND a.above = :above
 WHERE t.kind = 'model' AND t.measure IN ('dang_ky', 'tham_dinh', 'cong_nhan', 'nhan_rong', 'duy_tri', 'bieu_duong', 'khen_thuong', 'ket_thuc')
   AND t.done BETWEEN :from_day AND :to_day
   AND NOT EXISTS (SELECT 1 FROM act v WHERE v.voids = t.id AND v.voids > 0)
 GROUP BY t.kind, t.measure, t.facet ORDER BY t.measure, t.facet;

-- report_stated(scope Str) many ReportStated scan
SELECT g.code, g.field, g.subject, g.words, s.name AS "source Str" FROM figure g JOIN figure_source s ON s.id = g.source
 WHERE g.scope = :scope ORDER BY g.code;

-- report_to_verify(after int64_t, n int64_t) many ReportVersion
SELECT id, report, version, borders, frozen, unit_name, result, difficulty, plan, reason, previous, sha256, issued, document
  FROM report_version WHERE id > :after ORDER BY id LIMIT :n;

-- One way is walked, along an index in the order of the list: a page costs its rows, however many there are. Ways 0 to
-- 3: all units, or a top; 4: the models of one unit and of those below it. What is scanned is what that gave.
-- model_shown(way int64_t, field Str, subject_kind Str, above int64_t, first Day, last Day, before int64_t, n int64_t) many PublicModel scan
WITH shown AS (
SELECT id FROM (
SELECT m.id FROM model m
 WHERE :way = 0 AND m.listed > 0 AND m.listed >= :first AND (m.listed, m.id) < (:last, :before)
   AND (:above = 0 OR EXISTS (SELECT 1 FROM unit_above a WHERE a.unit = m.listed_in AND a.above = :above))
 ORDER BY m.listed DESC, m.id DESC LIMIT :n) AS way_0
UNION ALL SELECT id FROM (
SELECT m.id FROM model m
 WHERE :way = 1 AND m.listed > 0 AND m.field = :field AND m.listed >= :first AND (m.listed, m.id) < (:last, :before)
   AND (:above = 0 OR EXISTS (SELECT 1 FROM unit_above a WHERE a.unit = m.listed_in AND a.above = :above))
 ORDER BY m.listed DESC, m.id DESC LIMIT :n) AS way_1
UNION ALL SELECT id FROM (
SELECT m.id FROM model m
 WHERE :way = 2 AND m.listed > 0 AND m.subject_kind = :subject_kind AND m.listed >= :first AND (m.listed, m.id) < (:last, :before)
   AND (:above = 0 OR EXISTS (SELECT 1 FROM unit_above a WHERE a.unit = m.listed_in AND a.above = :above))
 ORDER BY m.listed DESC, m.id DESC LIMIT :n) AS way_2
UNION ALL SELECT id FROM (
SELECT m.id FROM model m
 WHERE :way = 3 AND m.listed > 0 AND m.field = :field AND m.subject_kind = :subject_kind AND m.listed >= :first AND (m.listed, m.id) < (:last, :before)
   AND (:above = 0 OR EXISTS (SELECT 1 FROM unit_above a WHERE a.unit = m.listed_in AND a.above = :above))
 ORDER BY m.listed DESC, m.id DESC LIMIT :n) AS way_3
UNION ALL SELECT id FROM (
SELECT m.id FROM unit_above a JOIN model m ON m.listed_in = a.unit
 WHERE :way = 4 AND a.above = :above AND m.listed > 0 AND m.listed >= :first AND (m.listed, m.id) < (:last, :before)
   AND (:field = '' OR m.field = :field) AND (:subject_kind = '' OR m.subject_kind = :subject_kind)
 ORDER BY m.listed DESC, m.id DESC LIMIT :n) AS way_4)
SELECT f.id, f.code, f.title AS "name Str", m.subject_kind, m.field, d.name_vi AS "field_vi Str", d.name_en AS "field_en Str",
       u.code AS "unit Str", u.name AS "unit_name Str", coalesce(p.name, '') AS "place Str", m.goal, f.demo,
       coalesce(h.hash, '') AS "photo Str", coalesce(h.width, 0) AS "photo_width int", coalesce(h.height, 0) AS "photo_height int",
       coalesce(h.alt, '') AS "photo_alt Str", m.listed AS "recognised Day"
  FROM shown s JOIN model m ON m.id = s.id JOIN casefile f ON f.id = m.id JOIN field d ON d.domain = 'movement' AND d.code = m.field
  JOIN unit u ON u.id = f.unit LEFT JOIN unit p ON p.id = m.place
  LEFT JOIN photo h ON h.casefile = f.id AND h.hash = (SELECT x.hash FROM photo x
           WHERE x.casefile = f.id AND x.removed = 0 AND x.consent = 1
             AND x.seq = (SELECT max(q.seq) FROM photo q WHERE q.casefile = x.casefile AND q.hash = x.hash)
           ORDER BY x.place, x.hash LIMIT 1)
       AND h.seq = (SELECT max(q.seq) FROM photo q WHERE q.casefile = h.casefile AND q.hash = h.hash)
 ORDER BY m.listed DESC, m.id DESC;

-- model_public_cells(unit int64_t, measure Str, first int64_t, last int64_t) many PublicCell
SELECT facet, sum(n) AS "n int" FROM tally
 WHERE unit = :unit AND kind = 'model' AND measure = :measure AND month BETWEEN :first AND :last GROUP BY facet;

-- One way is walked, along an index in the order of the list: a page costs its rows, however many there are. Ways 0 to
-- 3: all units, or a top; 4: the models of one unit and of those below it; 5: those with one word or of one campaign, each
-- asked for the others wanted; 6: those last kept up in one of three years. What is scanned is what that gave.
-- model_shown(way int64_t, field Str, subject_kind Str, above int64_t, kept int64_t, first Day, low int64_t, last Day, before int64_t,
--     word1 Str, word2 Str, word3 Str, word4 Str, word5 Str, word6 Str, word7 Str, word8 Str, word9 Str, n int64_t) many PublicModel scan
WITH wanted (word) AS (VALUES (:word1), (:word2), (:word3), (:word4), (:word5), (:word6), (:word7), (:word8), (:word9)),
shown AS (
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
   AND (:kept = 0 OR m.kept >= :kept)
   AND NOT EXISTS (SELECT 1 FROM wanted x WHERE x.word <> ''
                      AND NOT EXISTS (SELECT 1 FROM model_word y WHERE y.word = x.word AND y.listed = m.listed AND y.model = m.id))
 ORDER BY m.listed DESC, m.id DESC LIMIT :n) AS way_4
UNION ALL SELECT id FROM (
SELECT m.id FROM model_word w JOIN model m ON m.id = w.model
 WHERE :way = 5 AND w.word = :word1 AND w.listed >= :first AND (w.listed, w.model) >= (:first, :low) AND (w.listed, w.model) < (:last, :before)
   AND (:field = '' OR m.field = :field) AND (:subject_kind = '' OR m.subject_kind = :subject_kind)
   AND (:kept = 0 OR m.kept >= :kept)
   AND (:above = 0 OR EXISTS (SELECT 1 FROM unit_above a WHERE a.unit = m.listed_in AND a.above = :above))
   AND NOT EXISTS (SELECT 1 FROM wanted x WHERE x.word <> ''
                      AND NOT EXISTS (SELECT 1 FROM model_word y WHERE y.word = x.word AND y.listed = m.listed AND y.model = m.id))
 ORDER BY w.listed DESC, w.model DESC LIMIT :n) AS way_5
UNION ALL SELECT id FROM (
SELECT m.id FROM model m
 WHERE :way = 6 AND m.listed > 0 AND m.kept = :kept AND m.listed >= :first AND (m.listed, m.id) < (:last, :before)
   AND (:field = '' OR m.field = :field) AND (:subject_kind = '' OR m.subject_kind = :subject_kind)
   AND (:above = 0 OR EXISTS (SELECT 1 FROM unit_above a WHERE a.unit = m.listed_in AND a.above = :above))
 ORDER BY m.listed DESC, m.id DESC LIMIT :n) AS way_6a
UNION ALL SELECT id FROM (
SELECT m.id FROM model m
 WHERE :way = 6 AND m.listed > 0 AND m.kept = :kept + 1 AND m.listed >= :first AND (m.listed, m.id) < (:last, :before)
   AND (:field = '' OR m.field = :field) AND (:subject_kind = '' OR m.subject_kind = :subject_kind)
   AND (:above = 0 OR EXISTS (SELECT 1 FROM unit_above a WHERE a.unit = m.listed_in AND a.above = :above))
 ORDER BY m.listed DESC, m.id DESC LIMIT :n) AS way_6b
UNION ALL SELECT id FROM (
SELECT m.id FROM model m
 WHERE :way = 6 AND m.listed > 0 AND m.kept = :kept + 2 AND m.listed >= :first AND (m.listed, m.id) < (:last, :before)
   AND (:field = '' OR m.field = :field) AND (:subject_kind = '' OR m.subject_kind = :subject_kind)
   AND (:above = 0 OR EXISTS (SELECT 1 FROM unit_above a WHERE a.unit = m.listed_in AND a.above = :above))
 ORDER BY m.listed DESC, m.id DESC LIMIT :n) AS way_6c)
SELECT f.id, f.code, f.title AS "name Str", m.subject_kind, m.field, d.name_vi AS "field_vi Str", d.name_en AS "field_en Str",
       u.code AS "unit Str", u.name AS "unit_name Str", coalesce(p.name, '') AS "place Str", m.goal, f.demo,
       coalesce(h.hash, '') AS "photo Str", coalesce(h.width, 0) AS "photo_width int", coalesce(h.height, 0) AS "photo_height int",
       coalesce(h.alt, '') AS "photo_alt Str", m.listed AS "recognised Day",
       EXISTS (SELECT 1 FROM media b WHERE b.hash = h.hash AND b.size = -h.width) AS "photo_webp bool"
  FROM shown s JOIN model m ON m.id = s.id JOIN casefile f ON f.id = m.id JOIN field d ON d.domain = 'movement' AND d.code = m.field
  JOIN unit u ON u.id = f.unit LEFT JOIN unit p ON p.id = m.place
  LEFT JOIN photo h ON h.casefile = f.id AND h.hash = (SELECT x.hash FROM photo x
           WHERE x.casefile = f.id AND x.removed = 0 AND x.consent = 1
             AND x.seq = (SELECT max(q.seq) FROM photo q WHERE q.casefile = x.casefile AND q.hash = x.hash)
           ORDER BY x.place, x.hash LIMIT 1)
       AND h.seq = (SELECT max(q.seq) FROM photo q WHERE q.casefile = h.casefile AND q.hash = h.hash)
 ORDER BY m.listed DESC, m.id DESC LIMIT :n;

-- How many have a word, up to a number that is quick to count.
-- model_word_count(word Str, most int64_t) one WordCount
SELECT count(*) AS "n int" FROM (SELECT 1 FROM model_word w WHERE w.word = :word LIMIT :most) AS counted;

-- The model with the word that stands so many after where a list goes on; none: there are not so many.
-- model_word_after(word Str, first Day, last Day, before int64_t, skip int64_t) many WordAfter
SELECT f.id, f.code, m.listed FROM model m JOIN casefile f ON f.id = m.id
 WHERE m.id = (SELECT w.model FROM model_word w WHERE w.word = :word AND w.listed >= :first AND (w.listed, w.model) < (:last, :before)
                ORDER BY w.listed DESC, w.model DESC LIMIT 1 OFFSET :skip);

-- model_word_add(word Str, listed Day, model int64_t) run
INSERT INTO model_word (word, listed, model) VALUES (:word, :listed, :model) ON CONFLICT (word, listed, model) DO NOTHING;

-- model_word_drop(word Str, listed Day, model int64_t) run
DELETE FROM model_word WHERE word = :word AND listed = :listed AND model = :model;

-- Words of what is not listed on that day; listed models without words, or without one of their campaigns.
-- verify_words(n int64_t) many WordFault scan
SELECT f.code FROM casefile f JOIN (
SELECT m.id FROM model_word w JOIN model m ON m.id = w.model WHERE w.listed <> m.listed
UNION
SELECT m.id FROM model m LEFT JOIN (SELECT model, count(*) AS n, count(CASE WHEN substr(word, 1, 1) = '@' THEN 1 END) AS campaigns
                                      FROM model_word GROUP BY model) w ON w.model = m.id
 WHERE m.listed > 0 AND (coalesce(w.n, 0) <= coalesce(w.campaigns, 0) AND m.name_fold <> ''
    OR coalesce(w.campaigns, 0) <> (SELECT count(*) FROM model_campaign k WHERE k.model = m.id))) x ON x.id = f.id LIMIT :n;

-- model_public_cells(unit int64_t, measure Str, first int64_t, last int64_t) many PublicCell
SELECT facet, sum(n) AS "n int" FROM tally
 WHERE unit = :unit AND kind = 'model' AND measure = :measure AND month BETWEEN :first AND :last GROUP BY facet;

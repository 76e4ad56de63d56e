-- criteria_in_force(unit int64_t, year int64_t, field Str) one CriteriaSet
SELECT s.id, s.name, s.pass_mark FROM unit_above a JOIN criteria_set s ON s.unit = a.above JOIN unit u ON u.id = a.above
 WHERE a.unit = :unit AND a.above <> a.unit AND s.year = :year AND (s.field = :field OR s.field = '')
 ORDER BY length(u.path) DESC, s.field DESC LIMIT 1;

-- criteria_of(id int64_t) many Criterion
SELECT text, most FROM criterion WHERE criteria_set = :id ORDER BY seq;

-- criteria_find(unit int64_t, year int64_t, field Str) one CriteriaSet
SELECT id, name, pass_mark FROM criteria_set WHERE unit = :unit AND year = :year AND field = :field;

-- criteria_set_add(unit int64_t, year int64_t, field Str, name Str, pass_mark int64_t) one CriteriaSetId
INSERT INTO criteria_set (unit, year, field, name, pass_mark) VALUES (:unit, :year, :field, :name, :pass_mark)
ON CONFLICT (unit, year, field) DO UPDATE SET name = excluded.name, pass_mark = excluded.pass_mark RETURNING id;

-- criterion_clear(id int64_t) run
DELETE FROM criterion WHERE criteria_set = :id;

-- criterion_add(id int64_t, seq int64_t, text Str, most int64_t) run
INSERT INTO criterion (criteria_set, seq, text, most) VALUES (:id, :seq, :text, :most);

-- criteria_list(n int64_t) many CriteriaListed scan
SELECT s.id, s.year, s.name, s.pass_mark, coalesce(d.name_vi, '') AS "field_vi Str", coalesce(d.name_en, '') AS "field_en Str",
       u.name AS "unit_name Str", u.path AS "path Str"
  FROM criteria_set s JOIN unit u ON u.id = s.unit LEFT JOIN field d ON d.domain = 'movement' AND d.code = s.field
 ORDER BY s.year DESC, s.id DESC LIMIT :n;

-- criteria_lines() many CriteriaLine scan
SELECT u.code AS "unit Str", s.year, s.field, s.name, s.pass_mark, k.text AS "criterion Str", k.most
  FROM criteria_set s JOIN unit u ON u.id = s.unit JOIN criterion k ON k.criteria_set = s.id
 ORDER BY s.id, k.seq;

-- model_scores(model int64_t) many ModelScore
SELECT text, most, score FROM model_score WHERE model = :model ORDER BY seq;

-- model_score_add(model int64_t, seq int64_t, text Str, most int64_t, score int64_t) run
INSERT INTO model_score (model, seq, text, most, score) VALUES (:model, :seq, :text, :most, :score);

-- model_score_clear(model int64_t) run
DELETE FROM model_score WHERE model = :model;

-- model_of(id int64_t) one Model
SELECT m.id, m.subject_kind, m.field, d.name_vi AS "field_vi Str", d.name_en AS "field_en Str", m.name_fold, m.another_reason,
       m.partners, m.place, coalesce(p.code, '') AS "place_code Str", coalesce(p.name, '') AS "place_name Str",
       m.start_on, m.end_on, m.goal, m.method, m.participants, m.beneficiaries, m.resources, m.cost_vnd,
       m.expected_result, m.actual_result, m.lead_name, m.lead_phone, m.person_name, m.person_birth_year, m.person_job, m.kept, m.listed, m.adapted, m.spread
  FROM model m JOIN field d ON d.domain = 'movement' AND d.code = m.field LEFT JOIN unit p ON p.id = m.place
 WHERE m.id = :id;

-- model_put(id int64_t, subject_kind Str, field Str, name_fold Str, another_reason Str, partners Str, place int64_t,
--     start_on Day, end_on Day, goal Str, method Str, participants int64_t, beneficiaries int64_t, resources Str,
--     cost_vnd int64_t, expected_result Str, actual_result Str, lead_name Str, lead_phone Str, person_name Str,
--     person_birth_year int64_t, person_job Str) run
INSERT INTO model (id, subject_kind, field, name_fold, another_reason, partners, place, start_on, end_on, goal, method,
                   participants, beneficiaries, resources, cost_vnd, expected_result, actual_result, lead_name,
                   lead_phone, person_name, person_birth_year, person_job)
VALUES (:id, :subject_kind, :field, :name_fold, :another_reason, :partners, :place, :start_on, :end_on, :goal, :method,
        :participants, :beneficiaries, :resources, :cost_vnd, :expected_result, :actual_result, :lead_name,
        :lead_phone, :person_name, :person_birth_year, :person_job)
ON CONFLICT (id) DO UPDATE SET subject_kind = excluded.subject_kind, field = excluded.field,
   name_fold = excluded.name_fold, another_reason = excluded.another_reason, partners = excluded.partners,
   place = excluded.place, start_on = excluded.start_on, end_on = excluded.end_on, goal = excluded.goal,
   method = excluded.method, participants = excluded.participants, beneficiaries = excluded.beneficiaries,
   resources = excluded.resources, cost_vnd = excluded.cost_vnd, expected_result = excluded.expected_result,
   actual_result = excluded.actual_result, lead_name = excluded.lead_name, lead_phone = excluded.lead_phone,
   person_name = excluded.person_name, person_birth_year = excluded.person_birth_year, person_job = excluded.person_job;

-- model_kept_set(id int64_t, kept int64_t) run
UPDATE model SET kept = :kept WHERE id = :id;

-- model_listed_set(id int64_t, listed Day, listed_in int64_t) run
UPDATE model SET listed = :listed, listed_in = :listed_in WHERE id = :id;

-- model_kept_days(casefile int64_t) many KeptDay
SELECT t.seq, t.done FROM act t WHERE t.casefile = :casefile AND t.measure = 'duy_tri'
   AND NOT EXISTS (SELECT 1 FROM act v WHERE v.voids = t.id AND v.voids > 0)
 ORDER BY t.done;

-- model_counted_acts(casefile int64_t) many CountedAct
SELECT t.unit, t.measure, t.month, t.facet FROM act t WHERE t.casefile = :casefile AND t.measure <> ''
   AND NOT EXISTS (SELECT 1 FROM act v WHERE v.voids = t.id AND v.voids > 0)
 ORDER BY t.seq;

-- model_campaigns(model int64_t) many ModelCampaign
SELECT c.code, c.name_vi FROM model_campaign m JOIN campaign c ON c.code = m.campaign WHERE m.model = :model ORDER BY c.sort;

-- model_campaign_add(model int64_t, campaign Str) run
INSERT INTO model_campaign (model, campaign) VALUES (:model, :campaign) ON CONFLICT (model, campaign) DO NOTHING;

-- model_campaign_clear(model int64_t) run
DELETE FROM model_campaign WHERE model = :model;

-- model_twins(name_fold Str, unit int64_t, year int64_t, own int64_t) many Twin
SELECT f.id, f.code FROM model m JOIN casefile f ON f.id = m.id
 WHERE m.name_fold = :name_fold AND f.unit = :unit AND f.year = :year AND f.id <> :own
   AND f.state NOT IN ('rejected', 'withdrawn') ORDER BY f.id LIMIT 20;

-- model_acted(casefile int64_t, measure Str) one Acted
SELECT t.done, t.document FROM act t
 WHERE t.casefile = :casefile AND t.measure = :measure
   AND NOT EXISTS (SELECT 1 FROM act v WHERE v.voids = t.id AND v.voids > 0)
 ORDER BY t.seq DESC LIMIT 1;

-- model_files(above int64_t, state Str, before int64_t, n int64_t) many ModelFile
SELECT f.id, f.code, f.title AS "name Str", f.state, f.opened, f.public, m.subject_kind, m.kept, d.name_vi AS "field_vi Str",
       d.name_en AS "field_en Str", u.code AS "unit Str", u.name AS "unit_name Str"
  FROM unit_above a JOIN casefile f ON f.unit = a.unit JOIN model m ON m.id = f.id JOIN field d ON d.domain = 'movement' AND d.code = m.field
  JOIN unit u ON u.id = f.unit
 WHERE a.above = :above AND f.kind = 'model' AND f.id < :before AND (:state = '' OR f.state = :state)
 ORDER BY f.id DESC LIMIT :n;

-- model_files_wide(above int64_t, before int64_t, n int64_t) many ModelFile
SELECT f.id, f.code, f.title AS "name Str", f.state, f.opened, f.public, m.subject_kind, m.kept, d.name_vi AS "field_vi Str",
       d.name_en AS "field_en Str", u.code AS "unit Str", u.name AS "unit_name Str"
  FROM casefile f JOIN model m ON m.id = f.id JOIN field d ON d.domain = 'movement' AND d.code = m.field
  JOIN unit u ON u.id = f.unit
 WHERE f.kind = 'model' AND f.id < :before
   AND EXISTS (SELECT 1 FROM unit_above a WHERE a.unit = f.unit AND a.above = :above)
 ORDER BY f.id DESC LIMIT :n;

-- model_files_wide_in(above int64_t, state Str, before int64_t, n int64_t) many ModelFile
SELECT f.id, f.code, f.title AS "name Str", f.state, f.opened, f.public, m.subject_kind, m.kept, d.name_vi AS "field_vi Str",
       d.name_en AS "field_en Str", u.code AS "unit Str", u.name AS "unit_name Str"
  FROM casefile f JOIN model m ON m.id = f.id JOIN field d ON d.domain = 'movement' AND d.code = m.field
  JOIN unit u ON u.id = f.unit
 WHERE f.kind = 'model' AND f.state = :state AND f.id < :before
   AND EXISTS (SELECT 1 FROM unit_above a WHERE a.unit = f.unit AND a.above = :above)
 ORDER BY f.id DESC LIMIT :n;

-- model_unkept(above int64_t, due int64_t, after_kept int64_t, after int64_t, n int64_t) many ModelFile
SELECT f.id, f.code, f.title AS "name Str", f.state, f.opened, f.public, m.subject_kind, m.kept, d.name_vi AS "field_vi Str",
       d.name_en AS "field_en Str", u.code AS "unit Str", u.name AS "unit_name Str"
  FROM unit_above a JOIN casefile f ON f.unit = a.unit JOIN model m ON m.id = f.id JOIN field d ON d.domain = 'movement' AND d.code = m.field
  JOIN unit u ON u.id = f.unit
 WHERE a.above = :above AND f.kind = 'model' AND m.kept > 0 AND m.kept < :due
   AND (m.kept > :after_kept OR (m.kept = :after_kept AND m.id > :after))
 ORDER BY m.kept, m.id LIMIT :n;

-- model_unkept_wide(above int64_t, due int64_t, after_kept int64_t, after int64_t, n int64_t) many ModelFile
SELECT f.id, f.code, f.title AS "name Str", f.state, f.opened, f.public, m.subject_kind, m.kept, d.name_vi AS "field_vi Str",
       d.name_en AS "field_en Str", u.code AS "unit Str", u.name AS "unit_name Str"
  FROM model m JOIN casefile f ON f.id = m.id JOIN field d ON d.domain = 'movement' AND d.code = m.field
  JOIN unit u ON u.id = f.unit
 WHERE m.kept > 0 AND m.kept < :due AND m.kept >= :after_kept AND (m.kept > :after_kept OR m.id > :after)
   AND EXISTS (SELECT 1 FROM unit_above a WHERE a.unit = f.unit AND a.above = :above)
 ORDER BY m.kept, m.id LIMIT :n;

-- model_unkept_count(above int64_t, due int64_t, most int64_t) one ModelCount
SELECT count(*) AS "n int" FROM (SELECT m.id FROM unit_above a JOIN casefile f ON f.unit = a.unit JOIN model m ON m.id = f.id
        WHERE a.above = :above AND f.kind = 'model' AND m.kept > 0 AND m.kept < :due LIMIT :most) AS counted;

-- model_unkept_count_wide(above int64_t, due int64_t, most int64_t) one ModelCount
SELECT count(*) AS "n int" FROM (SELECT m.id FROM model m JOIN casefile f ON f.id = m.id WHERE m.kept > 0 AND m.kept < :due
           AND EXISTS (SELECT 1 FROM unit_above a WHERE a.unit = f.unit AND a.above = :above) LIMIT :most) AS counted;

-- model_state_counts(unit int64_t) many StateCount
SELECT measure, sum(n) AS "n int" FROM tally
 WHERE unit = :unit AND kind = 'model'
   AND measure IN ('=draft', '=submitted', '=appraising', '=returned', '=rejected', '=appraised', '=recognised', '=withdrawn', '=ended')
 GROUP BY measure HAVING sum(n) <> 0;

-- model_ids(after int64_t, n int64_t) many ModelId
SELECT f.id FROM casefile f WHERE f.kind = 'model' AND f.id > :after ORDER BY f.id LIMIT :n;

-- model_named(name_fold Str, unit int64_t) many ModelId
SELECT f.id FROM model m JOIN casefile f ON f.id = m.id WHERE m.name_fold = :name_fold AND f.unit = :unit ORDER BY f.id LIMIT 100;

-- model_last(casefile int64_t, event Str) one LastAct
SELECT t.seq, t.done, t.note, (SELECT count(*) FROM act v WHERE v.voids = t.id AND v.voids > 0 AND v.measure = '') AS "voided int"
  FROM act t WHERE t.casefile = :casefile AND t.event = :event ORDER BY t.seq DESC LIMIT 1;

-- verify_campaigns(n int64_t) many MovementCellFault scan
SELECT unit, measure, month, facet, sum(want) AS "want int", sum(have) AS "have int"
  FROM (SELECT a.above AS unit, x.measure || '@' || k.campaign AS measure, x.month AS month, x.facet AS facet, 1 AS want, 0 AS have
          FROM act x JOIN model_campaign k ON k.model = x.casefile JOIN unit_above a ON a.unit = x.unit
         WHERE x.kind = 'model'
           AND x.measure IN ('dang_ky', 'tham_dinh', 'cong_nhan', 'nhan_rong', 'duy_tri', 'bieu_duong', 'khen_thuong', 'ket_thuc')
           AND NOT EXISTS (SELECT 1 FROM act v WHERE v.voids = x.id AND v.voids > 0)
         UNION ALL
        SELECT unit, measure, month, facet, 0, n FROM tally
         WHERE kind = 'model' AND measure LIKE '%@%' AND measure NOT LIKE 'public@%') AS both_sides
 GROUP BY unit, measure, month, facet HAVING sum(want) <> sum(have) LIMIT :n;

-- verify_shown(n int64_t) many MovementCellFault scan
SELECT unit, measure, month, facet, sum(want) AS "want int", sum(have) AS "have int"
  FROM (SELECT a.above AS unit, 'public@' || k.campaign AS measure, x.month / 100 AS month, f.facet AS facet, 1 AS want, 0 AS have
          FROM casefile f JOIN act x ON x.casefile = f.id AND x.measure = 'cong_nhan' JOIN unit_above a ON a.unit = f.unit
          JOIN (SELECT model, campaign FROM model_campaign UNION ALL SELECT id, '' FROM model) k ON k.model = f.id
         WHERE f.kind = 'model' AND f.public = 1
           AND NOT EXISTS (SELECT 1 FROM act v WHERE v.voids = x.id AND v.voids > 0)
         UNION ALL
        SELECT unit, measure, month, facet, 0, n FROM tally WHERE kind = 'model' AND measure LIKE 'public@%') AS both_sides
 GROUP BY unit, measure, month, facet HAVING sum(want) <> sum(have) LIMIT :n;

-- verify_models(n int64_t) many ModelFault scan
SELECT f.code FROM casefile f JOIN model m ON m.id = f.id
  LEFT JOIN (SELECT x.casefile AS casefile, max(CASE WHEN x.measure = 'duy_tri' THEN x.month / 100 ELSE x.month / 100 - 1 END) AS kept,
                    max(CASE WHEN x.measure = 'cong_nhan' THEN x.done ELSE 0 END) AS recognised
               FROM act x WHERE x.kind = 'model' AND x.measure IN ('cong_nhan', 'duy_tri')
                AND NOT EXISTS (SELECT 1 FROM act v WHERE v.voids = x.id AND v.voids > 0) GROUP BY x.casefile) t ON t.casefile = f.id
 WHERE f.kind = 'model'
   AND (m.kept <> CASE WHEN f.state = 'recognised' THEN t.kept ELSE 0 END
     OR m.listed <> CASE WHEN f.public = 1 THEN t.recognised ELSE 0 END
     OR m.listed_in <> CASE WHEN f.public = 1 THEN f.unit ELSE 0 END) LIMIT :n;

-- model_praises(casefile int64_t) many ModelPraised
SELECT t.done, t.document FROM act t WHERE t.casefile = :casefile AND t.measure = 'bieu_duong'
   AND NOT EXISTS (SELECT 1 FROM act v WHERE v.voids = t.id AND v.voids > 0)
 ORDER BY t.done, t.seq;

-- model_of_unit(name_fold Str, unit Str) one ModelCode
SELECT f.code FROM model m JOIN casefile f ON f.id = m.id JOIN unit u ON u.id = f.unit
 WHERE m.name_fold = :name_fold AND u.code = :unit AND f.state = 'recognised' ORDER BY f.id LIMIT 1;

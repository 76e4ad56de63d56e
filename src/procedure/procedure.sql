-- procedure_on(code Str, day Day) one Procedure
SELECT id, code, suffix, valid_from, valid_to, name, found_by, domain, level, limit_value, limit_unit, next_day, fee, fee_note,
       verified, note, result_name, decision, used
  FROM procedure WHERE code = :code AND valid_from <= :day AND (valid_to = 0 OR valid_to >= :day)
 ORDER BY valid_from DESC LIMIT 1;

-- procedure_newest(code Str) one Procedure
SELECT id, code, suffix, valid_from, valid_to, name, found_by, domain, level, limit_value, limit_unit, next_day, fee, fee_note,
       verified, note, result_name, decision, used
  FROM procedure WHERE code = :code ORDER BY valid_from DESC LIMIT 1;

-- procedure_newest_after(after int64_t, n int64_t) many Procedure
SELECT id, code, suffix, valid_from, valid_to, name, found_by, domain, level, limit_value, limit_unit, next_day, fee, fee_note,
       verified, note, result_name, decision, used
  FROM procedure p WHERE p.id > :after AND NOT EXISTS (SELECT 1 FROM procedure x WHERE x.code = p.code AND x.valid_from > p.valid_from)
 ORDER BY p.id LIMIT :n;

-- procedure_by_id(id int64_t) one Procedure
SELECT id, code, suffix, valid_from, valid_to, name, found_by, domain, level, limit_value, limit_unit, next_day, fee, fee_note,
       verified, note, result_name, decision, used
  FROM procedure WHERE id = :id;

-- procedure_open(day Day) many Procedure scan
SELECT id, code, suffix, valid_from, valid_to, name, found_by, domain, level, limit_value, limit_unit, next_day, fee, fee_note,
       verified, note, result_name, decision, used
  FROM procedure WHERE valid_from <= :day AND (valid_to = 0 OR valid_to >= :day) ORDER BY sort_key, id;

-- procedure_versions(code Str) many Procedure
SELECT id, code, suffix, valid_from, valid_to, name, found_by, domain, level, limit_value, limit_unit, next_day, fee, fee_note,
       verified, note, result_name, decision, used
  FROM procedure WHERE code = :code ORDER BY valid_from DESC;

-- procedure_use(id int64_t, day Day) run
UPDATE procedure SET used = :day WHERE id = :id AND used < :day;

-- procedure_add(code Str, suffix Str, valid_from Day, name Str, found_by Str, sort_key Str, domain Str, level Str,
--   limit_value int64_t, limit_unit Str, next_day bool, fee Money, fee_note Str, verified Str, note Str,
--   result_name Str, decision Str) one ProcedureId
INSERT INTO procedure (code, suffix, valid_from, name, found_by, sort_key, domain, level, limit_value, limit_unit, next_day, fee,
                       fee_note, verified, note, result_name, decision)
VALUES (:code, :suffix, :valid_from, :name, :found_by, :sort_key, :domain, :level, :limit_value, :limit_unit, :next_day, :fee,
        :fee_note, :verified, :note, :result_name, :decision) RETURNING id;

-- procedure_change(id int64_t, suffix Str, name Str, found_by Str, sort_key Str, domain Str, level Str,
--   limit_value int64_t, limit_unit Str, next_day bool, fee Money, fee_note Str, verified Str, note Str,
--   result_name Str, decision Str) run
UPDATE procedure SET suffix = :suffix, name = :name, found_by = :found_by, sort_key = :sort_key, domain = :domain,
       level = :level, limit_value = :limit_value, limit_unit = :limit_unit, next_day = :next_day, fee = :fee,
       fee_note = :fee_note, verified = :verified, note = :note, result_name = :result_name, decision = :decision
 WHERE id = :id;

-- procedure_close(id int64_t, valid_to Day) run
UPDATE procedure SET valid_to = :valid_to WHERE id = :id;

-- paper_list(procedure int64_t) many Paper
SELECT procedure, sort, name, copies, form, required, verified FROM paper WHERE procedure = :procedure ORDER BY sort;

-- paper_open(day Day) many PaperOut scan
SELECT CASE WHEN p.suffix = '' THEN p.code ELSE p.code || '.' || p.suffix END AS "procedure Str", a.sort, a.name AS "name_vi Str",
       a.copies, a.form, a.required, a.verified
  FROM procedure p JOIN paper a ON a.procedure = p.id WHERE p.valid_from <= :day AND (p.valid_to = 0 OR p.valid_to >= :day) ORDER BY p.sort_key, a.sort;

-- paper_put(procedure int64_t, sort int64_t, name Str, copies int64_t, form Str, required bool, verified Str) run
INSERT INTO paper (procedure, sort, name, copies, form, required, verified)
VALUES (:procedure, :sort, :name, :copies, :form, :required, :verified)
ON CONFLICT (procedure, sort) DO UPDATE SET name = excluded.name, copies = excluded.copies, form = excluded.form,
       required = excluded.required, verified = excluded.verified;

-- paper_drop(procedure int64_t, sort int64_t) run
DELETE FROM paper WHERE procedure = :procedure AND sort = :sort;

-- paper_inherit(heir int64_t, procedure int64_t) run
INSERT INTO paper (procedure, sort, name, copies, form, required, verified)
SELECT :heir, sort, name, copies, form, required, verified FROM paper WHERE procedure = :procedure;

-- step_list(procedure int64_t) many ProcedureStep
SELECT procedure, sort, name, role, unit, share FROM procedure_step WHERE procedure = :procedure ORDER BY sort;

-- step_open(day Day) many StepOut scan
SELECT CASE WHEN p.suffix = '' THEN p.code ELSE p.code || '.' || p.suffix END AS "procedure Str", s.sort, s.name AS "name_vi Str",
       s.role, s.unit, s.share
  FROM procedure p JOIN procedure_step s ON s.procedure = p.id
 WHERE p.valid_from <= :day AND (p.valid_to = 0 OR p.valid_to >= :day) ORDER BY p.sort_key, s.sort;

-- step_put(procedure int64_t, sort int64_t, name Str, role Str, unit Str, share int64_t) run
INSERT INTO procedure_step (procedure, sort, name, role, unit, share) VALUES (:procedure, :sort, :name, :role, :unit, :share);

-- step_drop(procedure int64_t) run
DELETE FROM procedure_step WHERE procedure = :procedure;

-- step_inherit(heir int64_t, procedure int64_t) run
INSERT INTO procedure_step (procedure, sort, name, role, unit, share)
SELECT :heir, sort, name, role, unit, share FROM procedure_step WHERE procedure = :procedure;

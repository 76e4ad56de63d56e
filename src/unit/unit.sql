-- unit_by_id(id int64_t) one Unit
SELECT id, code, valid_from, valid_to, name, kind, parent, path, wide, heir, in_force FROM unit WHERE id = :id;

-- unit_by_code(code Str, day Day) one Unit
SELECT id, code, valid_from, valid_to, name, kind, parent, path, wide, heir, in_force FROM unit
 WHERE code = :code AND begins <= :day AND (valid_to = 0 OR valid_to >= :day)
 ORDER BY valid_from DESC LIMIT 1;

-- unit_periods(code Str) many Unit
SELECT id, code, valid_from, valid_to, name, kind, parent, path, wide, heir, in_force FROM unit
 WHERE code = :code ORDER BY begins DESC;

-- unit_children(parent int64_t, day Day) many Unit
SELECT id, code, valid_from, valid_to, name, kind, parent, path, wide, heir, in_force FROM unit
 WHERE parent = :parent AND begins <= :day AND (valid_to = 0 OR valid_to >= :day)
 ORDER BY sort_key, id;

-- unit_tops() many Unit
SELECT id, code, valid_from, valid_to, name, kind, parent, path, wide, heir, in_force FROM unit
 WHERE parent = 0 AND in_force = 1 ORDER BY sort_key, id;

-- unit_over(unit int64_t) many Unit
SELECT u.id, u.code, u.valid_from, u.valid_to, u.name, u.kind, u.parent, u.path, u.wide, u.heir, u.in_force
  FROM unit_above a JOIN unit u ON u.id = a.above WHERE a.unit = :unit ORDER BY length(u.path);

-- unit_successors(unit int64_t) many Unit
SELECT u.id, u.code, u.valid_from, u.valid_to, u.name, u.kind, u.parent, u.path, u.wide, u.heir, u.in_force
  FROM unit_link l JOIN unit u ON u.id = l.successor
 WHERE l.predecessor = :unit AND l.predecessor > 0 ORDER BY u.begins, u.sort_key, u.id;

-- unit_predecessors(unit int64_t) many Unit
SELECT u.id, u.code, u.valid_from, u.valid_to, u.name, u.kind, u.parent, u.path, u.wide, u.heir, u.in_force
  FROM unit_link l JOIN unit u ON u.id = l.predecessor
 WHERE l.successor = :unit ORDER BY u.sort_key, u.id;

-- unit_names_in_force() many UnitName
SELECT code, name FROM unit WHERE in_force = 1 ORDER BY sort_key, id;

-- unit_all_in_force() many Unit
SELECT id, code, valid_from, valid_to, name, kind, parent, path, wide, heir, in_force FROM unit
 WHERE in_force = 1 ORDER BY sort_key, id;

-- unit_to_export() many UnitLine scan
SELECT u.code, u.name, u.kind, u.parent_code, u.valid_from, u.valid_to, u.predecessor_codes, u.partial_predecessors,
       u.code_source, u.source, u.note
  FROM unit u ORDER BY u.id;

-- unit_to_rebuild() many UnitRow scan
SELECT u.id, u.code, u.valid_from, u.valid_to, u.name, u.kind, u.parent_code, u.predecessor_codes,
       u.partial_predecessors, u.code_source, u.source, u.note, u.begins, u.parent, u.in_force, u.heir, u.path, u.wide
  FROM unit u ORDER BY u.id;

-- unit_stale(today Day) one UnitCount scan
SELECT count(*) AS "n int" FROM unit
 WHERE (in_force = 1 AND (begins > :today OR (valid_to <> 0 AND valid_to < :today)))
    OR (in_force = 0 AND begins <= :today AND (valid_to = 0 OR valid_to >= :today));

-- unit_add(code Str, valid_from Day, valid_to Day, name Str, kind Str, parent_code Str, predecessor_codes Str, partial_predecessors Str, code_source Str, source Str, note Str, name_fold Str, sort_key Str) one UnitId
INSERT INTO unit (code, valid_from, valid_to, name, kind, parent_code, predecessor_codes, partial_predecessors,
                  code_source, source, note, name_fold, sort_key)
VALUES (:code, :valid_from, :valid_to, :name, :kind, :parent_code, :predecessor_codes, :partial_predecessors,
        :code_source, :source, :note, :name_fold, :sort_key) RETURNING id;

-- unit_change(id int64_t, valid_to Day, name Str, kind Str, parent_code Str, predecessor_codes Str, partial_predecessors Str, code_source Str, source Str, note Str, name_fold Str, sort_key Str) run
UPDATE unit SET valid_to = :valid_to, name = :name, kind = :kind, parent_code = :parent_code,
       predecessor_codes = :predecessor_codes, partial_predecessors = :partial_predecessors,
       code_source = :code_source, source = :source, note = :note, name_fold = :name_fold, sort_key = :sort_key
 WHERE id = :id;

-- unit_place(id int64_t, begins Day, parent int64_t, in_force bool, heir int64_t, path Str, wide bool) run
UPDATE unit SET begins = :begins, parent = :parent, in_force = :in_force, heir = :heir, path = :path, wide = :wide
 WHERE id = :id;

-- unit_link_drop(successor int64_t) run
DELETE FROM unit_link WHERE successor = :successor;

-- unit_link_add(predecessor_code Str, predecessor int64_t, successor int64_t, partial bool) run
INSERT INTO unit_link (predecessor_code, predecessor, successor, partial)
VALUES (:predecessor_code, :predecessor, :successor, :partial);

-- unit_links() many UnitLink scan
SELECT predecessor_code, predecessor, successor, partial FROM unit_link ORDER BY successor, predecessor_code;

-- unit_above_drop(unit int64_t) run
DELETE FROM unit_above WHERE unit = :unit;

-- unit_above_add(unit int64_t, above int64_t) run
INSERT INTO unit_above (unit, above) VALUES (:unit, :above);

-- unit_spans() many UnitSpan scan
SELECT id, begins, valid_to, parent FROM unit ORDER BY id;

-- unit_split_below(above int64_t, inside bool) many SplitUnit scan
SELECT DISTINCT l.predecessor AS "id int" FROM unit_link l JOIN unit_above a ON a.unit = l.successor
 WHERE a.above = :above AND l.partial = 1 AND l.predecessor > 0
   AND (:inside = 1 OR NOT EXISTS (SELECT 1 FROM unit_above p WHERE p.unit = l.predecessor AND p.above = :above))
 ORDER BY 1;

-- unit_paths() many UnitPath scan
SELECT id, path FROM unit ORDER BY id;

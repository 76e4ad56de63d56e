-- unit_by_id(id int64_t) one Unit
SELECT id, code, valid_from, valid_to, name, kind, parent, path, wide FROM unit WHERE id = :id;

-- unit_by_code(code Str, day Day) one Unit
SELECT id, code, valid_from, valid_to, name, kind, parent, path, wide FROM unit
 WHERE code = :code AND valid_from <= :day AND (valid_to = 0 OR valid_to >= :day)
 ORDER BY valid_from DESC LIMIT 1;

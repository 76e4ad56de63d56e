-- ground_in_force(code Str, day Day) one WaitGround
SELECT code, name_vi, name_en, basis, pauses, valid_from, valid_to FROM wait_ground
 WHERE code = :code AND valid_from <= :day AND (valid_to = 0 OR valid_to >= :day);

-- grounds_in_force(day Day) many WaitGround scan
SELECT code, name_vi, name_en, basis, pauses, valid_from, valid_to FROM wait_ground
 WHERE valid_from <= :day AND (valid_to = 0 OR valid_to >= :day) ORDER BY code;

-- grounds_all() many WaitGround scan
SELECT code, name_vi, name_en, basis, pauses, valid_from, valid_to FROM wait_ground ORDER BY code;

-- ground_put(code Str, name_vi Str, name_en Str, basis Str, pauses bool, valid_from Day, valid_to Day) run
INSERT INTO wait_ground (code, name_vi, name_en, basis, pauses, valid_from, valid_to)
VALUES (:code, :name_vi, :name_en, :basis, :pauses, :valid_from, :valid_to)
ON CONFLICT (code) DO UPDATE SET name_vi = excluded.name_vi, name_en = excluded.name_en, basis = excluded.basis,
       pauses = excluded.pauses, valid_from = excluded.valid_from, valid_to = excluded.valid_to;

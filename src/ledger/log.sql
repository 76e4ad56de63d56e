-- log_last() one Log scan
SELECT id, origin, seed, start, size, edge, note, known FROM log ORDER BY id DESC LIMIT 1;

-- log_by_id(id int64_t) one Log
SELECT id, origin, seed, start, size, edge, note, known FROM log WHERE id = :id;

-- log_all() many LogName scan
SELECT id, origin, start, size, note FROM log ORDER BY id LIMIT 1000;

-- log_add(id int64_t, origin Str, seed Blob, start int64_t, edge Blob, note Str) run
INSERT INTO log (id, origin, seed, start, size, edge, note) VALUES (:id, :origin, :seed, :start, 0, :edge, :note);

-- log_grow(id int64_t, size int64_t, edge Blob, note Str) run
UPDATE log SET size = :size, edge = :edge, note = :note WHERE id = :id;

-- log_know(id int64_t, known Str) run
UPDATE log SET known = :known WHERE id = :id;

-- leaf_add(act int64_t, kind Str, day Day, unit Str, commitment Blob, salt Blob) run
INSERT INTO leaf (id, act, kind, day, unit, commitment, salt)
VALUES ((SELECT coalesce(max(id), 0) + 1 FROM leaf), :act, :kind, :day, :unit, :commitment, :salt);

-- leaf_newest() one LeafId
SELECT coalesce(max(id), 0) AS "id int" FROM leaf;

-- leaf_after(id int64_t, n int64_t) many LeafRow
SELECT id, act, kind, day, unit, commitment, salt FROM leaf WHERE id > :id ORDER BY id LIMIT :n;

-- leaf_of_act(act int64_t) one LeafRow
SELECT id, act, kind, day, unit, commitment, salt FROM leaf WHERE act = :act AND act > 0;

-- tile_of(log int64_t, level int64_t, n int64_t) one TileRow
SELECT hashes FROM tile WHERE log = :log AND level = :level AND n = :n;

-- tile_put(log int64_t, level int64_t, n int64_t, hashes Blob) run
INSERT INTO tile (log, level, n, hashes) VALUES (:log, :level, :n, :hashes)
ON CONFLICT (log, level, n) DO UPDATE SET hashes = excluded.hashes;

-- leaf_count_add(log int64_t, kind Str, month int64_t, n int64_t) run
INSERT INTO leaf_count (log, kind, month, n) VALUES (:log, :kind, :month, :n)
ON CONFLICT (log, kind, month) DO UPDATE SET n = leaf_count.n + excluded.n;

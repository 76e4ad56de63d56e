-- batch_add(place Str, actor Str, form Str, host Str, total int64_t, asked Time) one BatchId
INSERT INTO batch (place, actor, form, host, total, asked) VALUES (:place, :actor, :form, :host, :total, :asked) RETURNING id;

-- batch_item_add(batch int64_t, place int64_t, casefile int64_t) run
INSERT INTO batch_item (batch, place, casefile) VALUES (:batch, :place, :casefile);

-- The one that goes on now: the oldest.
-- batch_going() one Batch
SELECT id, place, form, host, total, settled, asked, done FROM batch WHERE done = 0 ORDER BY id LIMIT 1;

-- batch_at(place Str, actor Str) one Batch
SELECT id, place, form, host, total, settled, asked, done FROM batch WHERE place = :place AND actor = :actor;

-- batches_of(actor Str, n int64_t) many Batch
SELECT id, place, form, host, total, settled, asked, done FROM batch WHERE actor = :actor ORDER BY id DESC LIMIT :n;

-- batches_waiting(actor Str) one BatchCount
SELECT count(*) AS "n int" FROM batch WHERE actor = :actor AND done = 0;

-- batch_items_left(batch int64_t, after int64_t, n int64_t) many BatchItem
SELECT place, casefile FROM batch_item WHERE batch = :batch AND place > :after ORDER BY place LIMIT :n;

-- batch_faults(batch int64_t) many BatchFault
SELECT f.code, i.fault FROM batch_item i JOIN casefile f ON f.id = i.casefile
 WHERE i.batch = :batch AND i.fault <> '' ORDER BY i.place;

-- batch_item_fault(batch int64_t, place int64_t, fault Str) run
UPDATE batch_item SET fault = :fault WHERE batch = :batch AND place = :place;

-- batch_part_add(batch int64_t, place int64_t, pdf Blob) run
INSERT INTO batch_part (batch, place, pdf) VALUES (:batch, :place, :pdf);

-- batch_move(batch int64_t, settled int64_t, done Time) run
UPDATE batch SET settled = :settled, done = :done WHERE id = :batch;

-- batch_parts(batch int64_t) many BatchPart
SELECT pdf FROM batch_part WHERE batch = :batch ORDER BY place;

-- batch_oldest(before Time) one BatchId
SELECT id FROM batch WHERE asked < :before ORDER BY asked LIMIT 1;

-- batch_drop_parts(batch int64_t) run
DELETE FROM batch_part WHERE batch = :batch;

-- batch_drop_items(batch int64_t) run
DELETE FROM batch_item WHERE batch = :batch;

-- batch_drop(batch int64_t) run
DELETE FROM batch WHERE id = :batch;

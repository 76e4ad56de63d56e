-- media_write(hash Str, size int64_t, type Str, sum Str, bytes Blob) run
INSERT INTO media (hash, size, type, sum, bytes) VALUES (:hash, :size, :type, :sum, :bytes)
ON CONFLICT (hash, size) DO UPDATE SET loose = 0;

-- media_let_go(hash Str, now Time) run
UPDATE media SET loose = :now WHERE hash = :hash;

-- media_hold(before Time) run
UPDATE media SET loose = 0 WHERE loose > 0 AND loose <= :before
   AND (EXISTS (SELECT 1 FROM attachment a WHERE a.hash = media.hash)
     OR EXISTS (SELECT 1 FROM photo p WHERE p.hash = media.hash AND p.removed = 0
           AND p.seq = (SELECT max(q.seq) FROM photo q WHERE q.casefile = p.casefile AND q.hash = p.hash)));

-- media_sweep_loose(before Time) run
DELETE FROM media WHERE loose > 0 AND loose <= :before;

-- media_page(after Str, after_size int64_t, n int64_t) many MediaRow
SELECT hash, size, sum, bytes FROM media WHERE (hash, size) > (:after, :after_size) ORDER BY hash, size LIMIT :n;

-- verify_unreferred(n int64_t) many MediaFault scan
SELECT m.hash, m.size FROM media m WHERE m.loose = 0
   AND NOT EXISTS (SELECT 1 FROM attachment a WHERE a.hash = m.hash)
   AND NOT EXISTS (SELECT 1 FROM photo p WHERE p.hash = m.hash AND p.removed = 0
           AND p.seq = (SELECT max(q.seq) FROM photo q WHERE q.casefile = p.casefile AND q.hash = p.hash)) LIMIT :n;

-- verify_photos(n int64_t) many HeldFault scan
SELECT f.code, p.hash FROM photo p JOIN casefile f ON f.id = p.casefile
 WHERE p.removed = 0 AND p.seq = (SELECT max(q.seq) FROM photo q WHERE q.casefile = p.casefile AND q.hash = p.hash)
   AND (NOT EXISTS (SELECT 1 FROM media m WHERE m.hash = p.hash AND m.size = p.width)
     OR (p.width > 960 AND NOT EXISTS (SELECT 1 FROM media m WHERE m.hash = p.hash AND m.size = 960))
     OR (p.width > 480 AND NOT EXISTS (SELECT 1 FROM media m WHERE m.hash = p.hash AND m.size = 480))
     OR (SELECT count(*) FROM media m WHERE m.hash = p.hash AND m.size < 0)
        NOT IN (0, (SELECT count(*) FROM media m WHERE m.hash = p.hash AND m.size > 0))) LIMIT :n;

-- verify_attachments(n int64_t) many HeldFault scan
SELECT f.code, a.hash FROM attachment a JOIN casefile f ON f.id = a.casefile
 WHERE NOT EXISTS (SELECT 1 FROM media m WHERE m.hash = a.hash AND m.size = 0) LIMIT :n;

-- media_of(hash Str, size int64_t) one Media
SELECT type, bytes FROM media WHERE hash = :hash AND size = :size;

-- photo_put(casefile int64_t, hash Str, seq int64_t, place int64_t, width int64_t, height int64_t, caption Str, credit Str,
--     alt Str, consent bool, removed bool, focus_x int64_t, focus_y int64_t) run
INSERT INTO photo (casefile, hash, seq, place, width, height, caption, credit, alt, consent, removed, focus_x, focus_y)
VALUES (:casefile, :hash, :seq, :place, :width, :height, :caption, :credit, :alt, :consent, :removed, :focus_x, :focus_y)
ON CONFLICT (casefile, hash, seq) DO UPDATE SET place = excluded.place;

-- photo_list(casefile int64_t) many Photo
SELECT p.hash, p.place, p.width, p.height, p.caption, p.credit, p.alt, p.consent, p.focus_x, p.focus_y,
       EXISTS (SELECT 1 FROM media m WHERE m.hash = p.hash AND m.size = -p.width) AS "webp bool" FROM photo p
 WHERE p.casefile = :casefile AND p.removed = 0
   AND p.seq = (SELECT max(q.seq) FROM photo q WHERE q.casefile = p.casefile AND q.hash = p.hash)
 ORDER BY p.place, p.hash LIMIT 100;

-- photo_files(hash Str) many PhotoFile
SELECT p.casefile, p.consent, p.width, p.focus_x, p.focus_y FROM photo p
 WHERE p.hash = :hash AND p.removed = 0
   AND p.seq = (SELECT max(q.seq) FROM photo q WHERE q.casefile = p.casefile AND q.hash = p.hash)
 ORDER BY p.casefile LIMIT 20;

-- photo_last(casefile int64_t) many PhotoLast
SELECT p.hash, p.removed, (SELECT count(*) FROM media m WHERE m.hash = p.hash) AS "sizes int" FROM photo p
 WHERE p.casefile = :casefile AND p.seq = (SELECT max(q.seq) FROM photo q WHERE q.casefile = :casefile);

-- photo_drop_last(casefile int64_t) run
DELETE FROM photo WHERE casefile = :casefile AND seq = (SELECT max(seq) FROM photo WHERE casefile = :casefile);

-- attachment_put(casefile int64_t, hash Str, seq int64_t, name Str, size int64_t) run
INSERT INTO attachment (casefile, hash, seq, name, size) VALUES (:casefile, :hash, :seq, :name, :size)
ON CONFLICT (casefile, hash) DO NOTHING;

-- attachment_list(casefile int64_t) many Attachment
SELECT hash, seq, name, size FROM attachment WHERE casefile = :casefile ORDER BY seq, hash LIMIT 200;

-- attachment_of(casefile int64_t, hash Str) one Attachment
SELECT hash, seq, name, size FROM attachment WHERE casefile = :casefile AND hash = :hash;

-- media_put(hash Str, size int64_t, type Str, bytes Blob) run
INSERT INTO media (hash, size, type, bytes) VALUES (:hash, :size, :type, :bytes) ON CONFLICT (hash, size) DO NOTHING;

-- media_of(hash Str, size int64_t) one Media
SELECT type, bytes FROM media WHERE hash = :hash AND size = :size;

-- photo_put(casefile int64_t, hash Str, seq int64_t, place int64_t, width int64_t, height int64_t, caption Str, credit Str,
--     alt Str, consent bool, removed bool) run
INSERT INTO photo (casefile, hash, seq, place, width, height, caption, credit, alt, consent, removed)
VALUES (:casefile, :hash, :seq, :place, :width, :height, :caption, :credit, :alt, :consent, :removed)
ON CONFLICT (casefile, hash, seq) DO UPDATE SET place = excluded.place;

-- photo_list(casefile int64_t) many Photo
SELECT p.hash, p.place, p.width, p.height, p.caption, p.credit, p.alt, p.consent FROM photo p
 WHERE p.casefile = :casefile AND p.removed = 0
   AND p.seq = (SELECT max(q.seq) FROM photo q WHERE q.casefile = p.casefile AND q.hash = p.hash)
 ORDER BY p.place, p.hash LIMIT 100;

-- photo_files(hash Str) many PhotoFile
SELECT p.casefile, p.consent FROM photo p
 WHERE p.hash = :hash AND p.removed = 0
   AND p.seq = (SELECT max(q.seq) FROM photo q WHERE q.casefile = p.casefile AND q.hash = p.hash)
 ORDER BY p.casefile LIMIT 20;

-- photo_drop_last(casefile int64_t) run
DELETE FROM photo WHERE casefile = :casefile AND seq = (SELECT max(seq) FROM photo WHERE casefile = :casefile);

-- attachment_put(casefile int64_t, hash Str, seq int64_t, name Str, size int64_t) run
INSERT INTO attachment (casefile, hash, seq, name, size) VALUES (:casefile, :hash, :seq, :name, :size)
ON CONFLICT (casefile, hash) DO NOTHING;

-- attachment_list(casefile int64_t) many Attachment
SELECT hash, seq, name, size FROM attachment WHERE casefile = :casefile ORDER BY seq, hash LIMIT 200;

-- attachment_of(casefile int64_t, hash Str) one Attachment
SELECT hash, seq, name, size FROM attachment WHERE casefile = :casefile AND hash = :hash;

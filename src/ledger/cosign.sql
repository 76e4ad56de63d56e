-- witness_all() many Witness scan
SELECT vkey, place, url, log, size, attested, fault FROM witness ORDER BY place, vkey LIMIT 32;

-- witness_put(vkey Str, place int64_t, url Str) run
INSERT INTO witness (vkey, place, url) VALUES (:vkey, :place, :url)
ON CONFLICT (vkey) DO UPDATE SET place = excluded.place, url = excluded.url;

-- witness_told(vkey Str, log int64_t, size int64_t, attested Time, fault Str) run
UPDATE witness SET log = :log, size = :size, attested = :attested, fault = :fault WHERE vkey = :vkey;

-- witness_drop(vkey Str) run
DELETE FROM witness WHERE vkey = :vkey;

-- cosigned_of(log int64_t, size int64_t) one Cosigned
SELECT size, note, witnesses, attested FROM cosigned WHERE log = :log AND size = :size;

-- cosigned_last(log int64_t) one Cosigned
SELECT size, note, witnesses, attested FROM cosigned WHERE log = :log ORDER BY size DESC LIMIT 1;

-- cosigned_all(log int64_t) many Cosigned
SELECT size, note, witnesses, attested FROM cosigned WHERE log = :log ORDER BY size LIMIT 100;

-- cosigned_over(log int64_t, place int64_t) one Cosigned
SELECT size, note, witnesses, attested FROM cosigned WHERE log = :log AND size > :place ORDER BY witnesses DESC, size DESC LIMIT 1;

-- cosigned_put(log int64_t, size int64_t, note Str, witnesses int64_t, attested Time) run
INSERT INTO cosigned (log, size, note, witnesses, attested) VALUES (:log, :size, :note, :witnesses, :attested)
ON CONFLICT (log, size) DO UPDATE SET note = excluded.note, witnesses = excluded.witnesses, attested = excluded.attested;

-- cosigned_outdone(log int64_t, size int64_t, witnesses int64_t) run
DELETE FROM cosigned WHERE log = :log AND size < :size AND witnesses <= :witnesses;

-- exchange_drafts(kind Str) many ExchangeDraft
SELECT kind, person, person_name, file, text, rows, added, changed, faults, notes, at, taken_by FROM exchange_draft
 WHERE kind = :kind ORDER BY person;

-- exchange_draft_of(kind Str, person Str) one ExchangeDraft
SELECT kind, person, person_name, file, text, rows, added, changed, faults, notes, at, taken_by FROM exchange_draft
 WHERE kind = :kind AND person = :person;

-- exchange_draft_put(kind Str, person Str, person_name Str, file Str, text Str, rows int64_t, added int64_t, changed int64_t, faults Str, notes Str, at Time) run
INSERT INTO exchange_draft (kind, person, person_name, file, text, rows, added, changed, faults, notes, at)
VALUES (:kind, :person, :person_name, :file, :text, :rows, :added, :changed, :faults, :notes, :at)
ON CONFLICT (kind, person) DO UPDATE SET person_name = excluded.person_name, file = excluded.file, text = excluded.text,
       rows = excluded.rows, added = excluded.added, changed = excluded.changed, faults = excluded.faults, notes = excluded.notes,
       at = excluded.at, taken_by = '';

-- exchange_draft_taken(kind Str, person Str, added int64_t, changed int64_t, notes Str, at Time, taken_by Str) run
UPDATE exchange_draft SET text = '', added = :added, changed = :changed, notes = :notes, at = :at, taken_by = :taken_by
 WHERE kind = :kind AND person = :person;

-- exchange_draft_drop(kind Str, person Str) run
DELETE FROM exchange_draft WHERE kind = :kind AND person = :person;

-- exchange_drafts_forget(before Time) run
DELETE FROM exchange_draft WHERE at < :before;

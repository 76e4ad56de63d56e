-- A result is listed by the unit that it counts for and by its day; whether it kept its appointments stands beside it.
ALTER TABLE dossier ADD COLUMN result_unit INTEGER NOT NULL DEFAULT 0; -- 0: there is no result
ALTER TABLE dossier ADD COLUMN late_first BOOL NOT NULL DEFAULT 0;     -- after the first appointment ...
ALTER TABLE dossier ADD COLUMN late BOOL NOT NULL DEFAULT 0;           -- ... and after the one in force
UPDATE dossier SET result_unit = coalesce((SELECT t.unit FROM act t WHERE t.casefile = dossier.id AND t.measure IN ('complete', 'deny')
                                             AND NOT EXISTS (SELECT 1 FROM act v WHERE v.voids = t.id AND v.voids > 0)), 0),
                   late_first = CASE WHEN result_on > (SELECT f.first_due FROM casefile f WHERE f.id = dossier.id) THEN 1 ELSE 0 END,
                   late = CASE WHEN result_on > (SELECT f.due FROM casefile f WHERE f.id = dossier.id) THEN 1 ELSE 0 END
 WHERE result_on > 0;
DROP INDEX dossier_result;
CREATE INDEX dossier_result ON dossier (result_on, id, result_unit, procedure, late_first, late) WHERE result_on > 0;
CREATE INDEX dossier_result_unit ON dossier (result_unit, result_on, id, procedure, late_first, late) WHERE result_on > 0;
CREATE INDEX rating_unit ON rating (unit, done);

-- followup_models(from_day Day, to_day Day) many FollowupModel
SELECT m.id, f.unit AS "unit_id int", coalesce(b.unit, 0) AS "belongs int", f.facet, m.listed, m.kept
  FROM model m JOIN casefile f ON f.id = m.id LEFT JOIN belongs b ON b.casefile = m.id
 WHERE m.listed > 0 AND m.listed BETWEEN :from_day AND :to_day;

-- followup_praised() many FollowupDay
SELECT t.casefile, min(t.done) AS "done Day" FROM act t
 WHERE t.kind = 'model' AND t.measure IN ('bieu_duong', 'khen_thuong')
   AND NOT EXISTS (SELECT 1 FROM act v WHERE v.voids = t.id AND v.voids > 0)
 GROUP BY t.casefile ORDER BY t.casefile;

-- followup_active(since Day) many FollowupDay
SELECT t.casefile, max(t.done) AS "done Day" FROM act t
 WHERE t.kind = 'model' AND t.measure IN ('cong_nhan', 'duy_tri', 'nhan_rong', 'bieu_duong', 'khen_thuong', 'reopen') AND t.done > :since
   AND NOT EXISTS (SELECT 1 FROM act v WHERE v.voids = t.id AND v.voids > 0)
 GROUP BY t.casefile ORDER BY t.casefile;

-- followup_confirmed(from_day Day, to_day Day) many FollowupDay
SELECT t.casefile, max(t.done) AS "done Day" FROM act t
 WHERE t.kind = 'model' AND t.measure = 'duy_tri' AND t.done BETWEEN :from_day AND :to_day
   AND NOT EXISTS (SELECT 1 FROM act v WHERE v.voids = t.id AND v.voids > 0)
 GROUP BY t.casefile ORDER BY t.casefile;

-- followup_file(id int64_t) one FollowupFile
SELECT f.code, f.title, f.facet, u.code AS "unit Str", u.name AS "unit_name Str", m.listed AS "recognised Day",
       (SELECT coalesce(max(t.done), 0) FROM act t WHERE t.casefile = m.id
           AND t.measure IN ('cong_nhan', 'duy_tri', 'nhan_rong', 'bieu_duong', 'khen_thuong', 'reopen')
           AND NOT EXISTS (SELECT 1 FROM act v WHERE v.voids = t.id AND v.voids > 0)) AS "last Day",
       (SELECT coalesce(max(t.month / 100), 0) FROM act t WHERE t.casefile = m.id AND t.measure = 'duy_tri'
           AND NOT EXISTS (SELECT 1 FROM act v WHERE v.voids = t.id AND v.voids > 0)) AS "confirmed int"
  FROM model m JOIN casefile f ON f.id = m.id JOIN unit u ON u.id = f.unit WHERE m.id = :id;

-- recognised_cells(unit int64_t, from_month int64_t, to_month int64_t) many RecognisedCell
SELECT facet, sum(n) AS "n int" FROM tally
 WHERE unit = :unit AND kind = 'model' AND measure = 'cong_nhan' AND month BETWEEN :from_month AND :to_month
 GROUP BY facet HAVING sum(n) <> 0 ORDER BY facet;

-- recognised_list(unit int64_t, from_day Day, to_day Day, field Str, subject Str, after int64_t, n int64_t) many Recognised
SELECT t.id, f.code, f.title, f.public, t.facet, t.done, t.document, u.code AS "unit Str", u.name AS "unit_name Str"
  FROM act t JOIN casefile f ON f.id = t.casefile JOIN unit u ON u.id = t.unit
 WHERE t.kind = 'model' AND t.measure = 'cong_nhan' AND t.done BETWEEN :from_day AND :to_day
   AND (t.done > :from_day OR t.id > :after)
   AND (:field = '' OR substr(t.facet, 1, length(:field) + 1) = :field || '/')
   AND (:subject = '' OR substr(t.facet, length(t.facet) - length(:subject)) = '/' || :subject)
   AND EXISTS (SELECT 1 FROM unit_above a WHERE a.unit = t.unit AND a.above = :unit)
   AND NOT EXISTS (SELECT 1 FROM act v WHERE v.voids = t.id AND v.voids > 0)
 ORDER BY t.done, t.id LIMIT :n;

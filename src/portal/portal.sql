-- newest_recognised(n int64_t) many Newest
SELECT f.code, f.title, t.done, u.name AS "unit_name Str"
  FROM act t JOIN casefile f ON f.id = t.casefile JOIN unit u ON u.id = f.unit
 WHERE t.kind = 'model' AND t.measure = 'cong_nhan' AND f.public = 1
   AND NOT EXISTS (SELECT 1 FROM act v WHERE v.voids = t.id AND v.voids > 0)
 ORDER BY t.done DESC, t.id DESC LIMIT :n;

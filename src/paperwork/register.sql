-- dossiers_registered(above int64_t, from_day Day, to_day Day, n int64_t) many RegisterRow
SELECT f.id, d.number, f.title, f.state, d.reception, f.first_due, d.returned_on, d.delivery,
       coalesce(a.name, '') AS "applicant Str", coalesce(a.address, '') AS "address Str", coalesce(a.phone, '') AS "phone Str",
       (SELECT count(*) FROM dossier_paper p WHERE p.dossier = d.id) AS "papers int"
  FROM (SELECT t.casefile AS id, t.done FROM unit_above x CROSS JOIN act t
         WHERE x.above = :above AND t.unit = x.unit AND t.kind = 'dossier' AND t.measure = 'receive' AND t.done BETWEEN :from_day AND :to_day
         ORDER BY 2, 1 LIMIT :n) t
  JOIN casefile f ON f.id = t.id JOIN dossier d ON d.id = f.id LEFT JOIN applicant a ON a.id = f.id
 ORDER BY t.done, f.id;

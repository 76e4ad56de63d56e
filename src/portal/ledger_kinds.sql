-- leaf_kind_counts() many LeafKindCount scan
SELECT kind, sum(n) AS "n int" FROM leaf_count GROUP BY kind ORDER BY kind;

-- leaf_months() many LeafMonth scan
SELECT month, sum(n) AS "n int" FROM leaf_count GROUP BY month ORDER BY month DESC LIMIT 24;

-- leaf_back() many LeafBack
SELECT coalesce(first.leaf, o.leaf) AS "kind Str", count(*) AS "n int"
  FROM act v JOIN act o ON o.id = v.voids LEFT JOIN act first ON first.id = o.voids AND o.voids > 0
 WHERE v.voids > 0 AND v.measure = '' GROUP BY coalesce(first.leaf, o.leaf);

-- leaf_voids() one LeafVoids
SELECT count(*) AS "n int" FROM act WHERE voids > 0 AND leaf = 'act.voided';

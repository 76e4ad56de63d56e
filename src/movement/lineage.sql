-- lineage_above(id int64_t) many Forebear scan
WITH RECURSIVE up(id, parent, depth) AS (
    SELECT f.id, f.parent, 0 FROM casefile f WHERE f.id = :id
     UNION ALL
    SELECT f.id, f.parent, up.depth + 1 FROM up JOIN casefile f ON f.id = up.parent AND f.kind = 'model' WHERE up.depth < 1000)
SELECT id, depth AS "depth int" FROM up ORDER BY depth;

-- lineage_below(root int64_t, levels int64_t, n int64_t) many Descendant scan
WITH RECURSIVE down(id, depth) AS (
    SELECT f.id, 0 FROM casefile f WHERE f.id = :root
     UNION ALL
    SELECT f.id, down.depth + 1 FROM down JOIN casefile f ON f.parent = down.id AND f.parent > 0 AND f.kind = 'model'
     WHERE down.depth < :levels)
SELECT f.id, f.code, f.title, f.parent, f.state, f.public, m.adapted, u.name AS "unit_name Str", u.path AS "path Str"
  FROM down JOIN casefile f ON f.id = down.id JOIN model m ON m.id = f.id JOIN unit u ON u.id = f.unit LIMIT :n;

-- lineage_copies(parent int64_t) one CopyCount
SELECT count(*) AS "n int" FROM casefile WHERE parent = :parent AND parent > 0 AND kind = 'model' AND state IN ('recognised', 'ended');

-- model_adapted_set(id int64_t, adapted Str) run
UPDATE model SET adapted = :adapted WHERE id = :id;

-- model_spread_set(id int64_t, spread int64_t) run
UPDATE model SET spread = :spread WHERE id = :id;

-- model_campaign_copy(model int64_t, parent int64_t) run
INSERT INTO model_campaign (model, campaign) SELECT CAST(:model AS bigint), campaign FROM model_campaign WHERE model = :parent
ON CONFLICT (model, campaign) DO NOTHING;

-- article_by_slug(slug Str) one Article
SELECT a.id, f.code, f.title, f.unit, a.slug, a.section, a.lede, a.body, a.caption, a.alt, a.tags, a.campaigns, a.models,
       a.source_name, a.source_title, a.source_url, a.page_date, a.published_on, a.listed, a.posted_at, a.due_at, a.corrected_at,
       a.withdrawn_at, a.withdrawn_why
  FROM article_slug s JOIN article a ON a.id = s.article JOIN casefile f ON f.id = a.id WHERE s.slug = :slug;

-- article_of(id int64_t) one Article
SELECT a.id, f.code, f.title, f.unit, a.slug, a.section, a.lede, a.body, a.caption, a.alt, a.tags, a.campaigns, a.models,
       a.source_name, a.source_title, a.source_url, a.page_date, a.published_on, a.listed, a.posted_at, a.due_at, a.corrected_at,
       a.withdrawn_at, a.withdrawn_why
  FROM article a JOIN casefile f ON f.id = a.id WHERE a.id = :id;

-- article_newest(before Time, before_id int64_t, n int64_t) many Article
SELECT a.id, f.code, f.title, f.unit, a.slug, a.section, a.lede, a.body, a.caption, a.alt, a.tags, a.campaigns, a.models,
       a.source_name, a.source_title, a.source_url, a.page_date, a.published_on, a.listed, a.posted_at, a.due_at, a.corrected_at,
       a.withdrawn_at, a.withdrawn_why
  FROM article a JOIN casefile f ON f.id = a.id
 WHERE a.listed = 1 AND (a.posted_at, a.id) < (:before, :before_id) ORDER BY a.posted_at DESC, a.id DESC LIMIT :n;

-- article_of_month(month int64_t, n int64_t) many Article
SELECT a.id, f.code, f.title, f.unit, a.slug, a.section, a.lede, a.body, a.caption, a.alt, a.tags, a.campaigns, a.models,
       a.source_name, a.source_title, a.source_url, a.page_date, a.published_on, a.listed, a.posted_at, a.due_at, a.corrected_at,
       a.withdrawn_at, a.withdrawn_why
  FROM article a JOIN casefile f ON f.id = a.id
 WHERE a.listed = 1 AND a.month = :month ORDER BY a.posted_at DESC, a.id DESC LIMIT :n;

-- article_tagged(tag Str, n int64_t) many Article
SELECT a.id, f.code, f.title, f.unit, a.slug, a.section, a.lede, a.body, a.caption, a.alt, a.tags, a.campaigns, a.models,
       a.source_name, a.source_title, a.source_url, a.page_date, a.published_on, a.listed, a.posted_at, a.due_at, a.corrected_at,
       a.withdrawn_at, a.withdrawn_why
  FROM article_tag t JOIN article a ON a.id = t.article JOIN casefile f ON f.id = a.id
 WHERE t.tag = :tag AND a.listed = 1 ORDER BY a.posted_at DESC, a.id DESC LIMIT :n;

-- article_at_front() many Article scan
SELECT a.id, f.code, f.title, f.unit, a.slug, a.section, a.lede, a.body, a.caption, a.alt, a.tags, a.campaigns, a.models,
       a.source_name, a.source_title, a.source_url, a.page_date, a.published_on, a.listed, a.posted_at, a.due_at, a.corrected_at,
       a.withdrawn_at, a.withdrawn_why
  FROM front p JOIN article a ON a.id = p.article JOIN casefile f ON f.id = a.id ORDER BY p.place;

-- article_after(after int64_t, n int64_t) many Article
SELECT a.id, f.code, f.title, f.unit, a.slug, a.section, a.lede, a.body, a.caption, a.alt, a.tags, a.campaigns, a.models,
       a.source_name, a.source_title, a.source_url, a.page_date, a.published_on, a.listed, a.posted_at, a.due_at, a.corrected_at,
       a.withdrawn_at, a.withdrawn_why
  FROM article a JOIN casefile f ON f.id = a.id WHERE a.id > :after ORDER BY a.id LIMIT :n;

-- article_waiting(now Time, n int64_t) many ArticleWaiting
SELECT id FROM article WHERE due_at > 0 AND due_at <= :now ORDER BY due_at LIMIT :n;

-- article_places(n int64_t) many SitePlace scan
SELECT slug, posted_at, corrected_at FROM article WHERE listed = 1 ORDER BY posted_at DESC, id DESC LIMIT :n;

-- article_months() many ArticleMonth scan
SELECT month, count(*) AS "n int" FROM article WHERE listed = 1 GROUP BY month ORDER BY month DESC;

-- article_desk(above int64_t, state Str, before int64_t, n int64_t) many ArticleRow
SELECT f.code, f.state, f.title, f.demo, a.slug, a.section, a.posted_at, a.due_at, a.corrected_at, u.name AS "unit_name Str"
  FROM article a JOIN casefile f ON f.id = a.id JOIN unit u ON u.id = f.unit
 WHERE (:state = '' OR f.state = :state) AND a.id < :before
   AND EXISTS (SELECT 1 FROM unit_above x WHERE x.unit = f.unit AND x.above = :above)
 ORDER BY a.id DESC LIMIT :n;

-- article_add(id int64_t, slug Str) run
INSERT INTO article (id, slug, section, lede, body, caption, alt, tags, campaigns, models, source_name, source_title, source_url)
VALUES (:id, :slug, '', '', '', '', '', '', '', '', '', '', '');

-- article_write(id int64_t, slug Str, section Str, lede Str, body Str, caption Str, alt Str, tags Str, campaigns Str, models Str,
--     source_name Str, source_title Str, source_url Str, page_date Day, published_on Day) run
UPDATE article SET slug = :slug, section = :section, lede = :lede, body = :body, caption = :caption, alt = :alt, tags = :tags,
       campaigns = :campaigns, models = :models, source_name = :source_name, source_title = :source_title, source_url = :source_url,
       page_date = :page_date, published_on = :published_on WHERE id = :id;

-- article_list_set(id int64_t, posted_at Time, month int64_t) run
UPDATE article SET listed = 1, due_at = 0, posted_at = :posted_at, month = :month WHERE id = :id;

-- article_due_set(id int64_t, due_at Time) run
UPDATE article SET due_at = :due_at WHERE id = :id;

-- article_corrected_set(id int64_t, at Time) run
UPDATE article SET corrected_at = :at WHERE id = :id;

-- article_withdraw(id int64_t, at Time, why Str) run
UPDATE article SET listed = 0, due_at = 0, withdrawn_at = :at, withdrawn_why = :why WHERE id = :id;

-- slug_taken(slug Str) one SlugOf
SELECT article FROM article_slug WHERE slug = :slug;

-- slug_add(slug Str, article int64_t) run
INSERT INTO article_slug (slug, article) VALUES (:slug, :article) ON CONFLICT (slug) DO NOTHING;

-- slug_drop(slug Str, article int64_t) run
DELETE FROM article_slug WHERE slug = :slug AND article = :article;

-- tag_add(article int64_t, tag Str, name Str) run
INSERT INTO article_tag (article, tag, name) VALUES (:article, :tag, :name) ON CONFLICT (article, tag) DO NOTHING;

-- tag_drop_all(article int64_t) run
DELETE FROM article_tag WHERE article = :article;

-- tags_of(article int64_t) many ArticleTag
SELECT tag, name FROM article_tag WHERE article = :article ORDER BY tag;

-- tag_named(tag Str) one TagName
SELECT t.name FROM article_tag t JOIN article a ON a.id = t.article WHERE t.tag = :tag AND a.listed = 1 LIMIT 1;

-- version_add(article int64_t, n int64_t, at Time, change Str, title Str, lede Str, body Str, hash Str, source Str) run
INSERT INTO article_version (article, n, at, change, title, lede, body, hash, source)
VALUES (:article, :n, :at, :change, :title, :lede, :body, :hash, :source);

-- versions_of(article int64_t) many Version
SELECT n, at, change, title, lede, body, hash FROM article_version WHERE article = :article ORDER BY n;

-- version_last(article int64_t) one VersionN
SELECT coalesce(max(n), 0) AS "n int" FROM article_version WHERE article = :article;

-- article_models(article int64_t) many ArticleModel
SELECT code, name, field FROM article_named WHERE article = :article ORDER BY sort;

-- article_model_add(article int64_t, sort int64_t, code Str, name Str, field Str) run
INSERT INTO article_named (article, sort, code, name, field) VALUES (:article, :sort, :code, :name, :field);

-- front_drop() run scan
DELETE FROM front;

-- front_put(place int64_t, article int64_t) run
INSERT INTO front (place, article) VALUES (:place, :article);

-- figures_worded(words Str) many FigureWorded scan
SELECT code, quote FROM figure WHERE words = :words ORDER BY code LIMIT 20;

-- article_draw(id int64_t, alt Str) run
UPDATE article SET alt = :alt WHERE id = :id;

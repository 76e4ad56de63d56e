-- article_by_slug(slug Str) one Article
SELECT id, slug, section, title, lede, body, caption, alt, source_name, source_title, source_url, page_date,
       published_on, posted_at, demo
  FROM article WHERE slug = :slug;

-- article_list(n int64_t) many Article
SELECT id, slug, section, title, lede, body, caption, alt, source_name, source_title, source_url, page_date,
       published_on, posted_at, demo
  FROM article WHERE posted_at > 0 ORDER BY posted_at DESC, id DESC LIMIT :n;

-- article_add(slug Str, section Str, title Str, lede Str, body Str, caption Str, alt Str, source_name Str,
--     source_title Str, source_url Str, page_date Day, published_on Day, posted_at Time, demo bool) one ArticleId
INSERT INTO article (slug, section, title, lede, body, caption, alt, source_name, source_title, source_url, page_date,
                     published_on, posted_at, demo)
VALUES (:slug, :section, :title, :lede, :body, :caption, :alt, :source_name, :source_title, :source_url, :page_date,
        :published_on, :posted_at, :demo) RETURNING id;

-- article_models(article int64_t) many ArticleModel
SELECT code, name, field FROM article_model WHERE article = :article ORDER BY sort;

-- article_model_add(article int64_t, sort int64_t, code Str, name Str, field Str) run
INSERT INTO article_model (article, sort, code, name, field) VALUES (:article, :sort, :code, :name, :field);

-- article_change(id int64_t, section Str, title Str, lede Str, body Str, caption Str, alt Str, source_name Str,
--     source_title Str, source_url Str, page_date Day, published_on Day) run
UPDATE article SET section = :section, title = :title, lede = :lede, body = :body, caption = :caption, alt = :alt,
       source_name = :source_name, source_title = :source_title, source_url = :source_url, page_date = :page_date,
       published_on = :published_on WHERE id = :id;

-- article_after(after int64_t, n int64_t) many Article
SELECT id, slug, section, title, lede, body, caption, alt, source_name, source_title, source_url, page_date,
       published_on, posted_at, demo
  FROM article WHERE id > :after ORDER BY id LIMIT :n;

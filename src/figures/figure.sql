-- figure_source_list() many FigureSource scan
SELECT id, slug, name, title, url, page_date, published_on, period_text FROM figure_source
 ORDER BY page_date DESC, id;

-- figure_source_by_slug(slug Str) one FigureSource
SELECT id, slug, name, title, url, page_date, published_on, period_text FROM figure_source WHERE slug = :slug;

-- figure_source_by_id(id int64_t) one FigureSource
SELECT id, slug, name, title, url, page_date, published_on, period_text FROM figure_source WHERE id = :id;

-- figure_source_put(slug Str, name Str, title Str, url Str, page_date Day, published_on Day, period_text Str) one FigureId
INSERT INTO figure_source (slug, name, title, url, page_date, published_on, period_text)
VALUES (:slug, :name, :title, :url, :page_date, :published_on, :period_text)
ON CONFLICT (slug) DO UPDATE SET title = excluded.title, url = excluded.url, published_on = excluded.published_on,
   period_text = excluded.period_text
RETURNING id;

-- figure_of_source(source int64_t) many Figure
SELECT id, code, source, scope, field, subject, qualifier, value, words, as_of, quote FROM figure
 WHERE source = :source ORDER BY code;

-- figure_by_code(code Str) one Figure
SELECT id, code, source, scope, field, subject, qualifier, value, words, as_of, quote FROM figure WHERE code = :code;

-- figure_taken(source int64_t, scope Str, field Str, subject Str) one FigureCode
SELECT code FROM figure WHERE source = :source AND scope = :scope AND field = :field AND subject = :subject;

-- figure_add(code Str, source int64_t, scope Str, field Str, subject Str, qualifier Str, value int64_t, words Str, as_of Str, quote Str) run
INSERT INTO figure (code, source, scope, field, subject, qualifier, value, words, as_of, quote)
VALUES (:code, :source, :scope, :field, :subject, :qualifier, :value, :words, :as_of, :quote);

-- figure_change(id int64_t, source int64_t, scope Str, field Str, subject Str, qualifier Str, value int64_t, words Str, as_of Str, quote Str) run
UPDATE figure SET source = :source, scope = :scope, field = :field, subject = :subject, qualifier = :qualifier,
       value = :value, words = :words, as_of = :as_of, quote = :quote WHERE id = :id;

-- figure_to_export() many FigureLine scan
SELECT f.code, f.scope, f.field, f.subject, f.qualifier, f.value, f.words, f.as_of, f.quote, s.name AS "source Str",
       s.title AS "source_title Str", s.url AS "source_url Str", s.page_date, s.published_on, s.period_text
  FROM figure f JOIN figure_source s ON s.id = f.source ORDER BY f.code, f.id;

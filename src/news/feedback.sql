-- feedback_add(id int64_t, article int64_t, name Str, email Str, phone Str, address Str, content Str, at Time) run
INSERT INTO feedback (id, article, name, email, phone, address, content, at)
VALUES (:id, :article, :name, :email, :phone, :address, :content, :at);

-- feedback_of(id int64_t) one Feedback
SELECT b.name, b.email, b.phone, b.address, b.content, b.answer, b.shown,
       f.title AS "article_title Str", a.slug AS "article_slug Str", a.listed AS "article_listed bool"
  FROM feedback b JOIN casefile f ON f.id = b.article JOIN article a ON a.id = b.article WHERE b.id = :id;

-- feedback_decide(id int64_t, shown bool, answer Str, at Time) run
UPDATE feedback SET shown = :shown, answer = CASE WHEN :answer = '' THEN answer ELSE :answer END, decided_at = :at WHERE id = :id;

-- feedback_shown(article int64_t, n int64_t) many FeedbackShown
SELECT name, content, answer, at FROM feedback WHERE article = :article AND shown = 1 ORDER BY id LIMIT :n;

-- feedback_queue(state Str, above int64_t, before int64_t, n int64_t) many FeedbackRow
SELECT f.code, f.state, b.name, b.content, b.at, a.title AS "article_title Str"
  FROM casefile f JOIN feedback b ON b.id = f.id JOIN casefile a ON a.id = b.article
 WHERE f.kind = 'feedback' AND f.state = :state AND f.id < :before
   AND EXISTS (SELECT 1 FROM unit_above x WHERE x.unit = f.unit AND x.above = :above)
 ORDER BY f.id DESC LIMIT :n;

-- feedback_forget_before(before Time) run
UPDATE feedback SET email = '', phone = '', address = '' WHERE decided_at > 0 AND decided_at < :before AND email <> '';

-- sends_since(sender Str, since Time) one SendCount
SELECT coalesce(sum(n), 0) AS "n int" FROM friend_send WHERE sender = :sender AND at > :since;

-- sends_of_all(since Time) one SendCount
SELECT coalesce(sum(n), 0) AS "n int" FROM friend_send WHERE at > :since;

-- send_add(sender Str, at Time, n int64_t) run
INSERT INTO friend_send (sender, at, n) VALUES (:sender, :at, :n);

-- sends_forget(before Time) run
DELETE FROM friend_send WHERE at <= :before;

-- read_of(article int64_t) one ReadCount
SELECT n, score FROM article_read WHERE article = :article;

-- read_put(article int64_t, n int64_t, score int64_t) run
INSERT INTO article_read (article, n, score) VALUES (:article, :n, :score)
ON CONFLICT (article) DO UPDATE SET n = excluded.n, score = excluded.score;

-- most_read(n int64_t) many MostRead scan
SELECT r.article, r.n, r.score, a.slug, a.listed, f.title FROM article_read r JOIN article a ON a.id = r.article JOIN casefile f ON f.id = a.id
 ORDER BY r.score DESC LIMIT :n;

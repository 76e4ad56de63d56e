-- shelf_named(name Str) one Shelf
SELECT id, docs, length, last FROM search_shelf WHERE name = :name;

-- shelf_list() many ShelfName scan
SELECT id, name, docs, length FROM search_shelf ORDER BY id;

-- shelf_add(name Str) one ShelfId
INSERT INTO search_shelf (name) VALUES (:name) RETURNING id;

-- shelf_count(id int64_t, docs int64_t, length int64_t, last int64_t) run
UPDATE search_shelf SET docs = docs + :docs, length = length + :length, last = :last WHERE id = :id;

-- doc_of(shelf int64_t, key Str) one StoredDoc
SELECT id, key, unit, day, length, words, title, text FROM search_doc WHERE shelf = :shelf AND key = :key;

-- doc_by_id(id int64_t) one StoredDoc
SELECT id, key, unit, day, length, words, title, text FROM search_doc WHERE id = :id;

-- doc_words(id int64_t) one DocWords
SELECT day, length, words FROM search_doc WHERE id = :id;

-- docs_after(after int64_t, last int64_t, n int64_t) many StoredDoc
SELECT id, key, unit, day, length, words, title, text FROM search_doc WHERE id > :after AND id <= :last ORDER BY id LIMIT :n;

-- doc_add(id int64_t, shelf int64_t, key Str, unit int64_t, day Day, length int64_t, words Blob, title Str, text Str) run
INSERT INTO search_doc (id, shelf, key, unit, day, length, words, title, text)
VALUES (:id, :shelf, :key, :unit, :day, :length, :words, :title, :text);

-- doc_change(id int64_t, unit int64_t, day Day, length int64_t, words Blob, title Str, text Str) run
UPDATE search_doc SET unit = :unit, day = :day, length = :length, words = :words, title = :title, text = :text WHERE id = :id;

-- doc_drop(id int64_t) run
DELETE FROM search_doc WHERE id = :id;

-- term_of(term Str, shelf int64_t) one Term
SELECT id, docs FROM search_term WHERE term = :term AND shelf = :shelf;

-- term_everywhere(term Str) many TermOnShelf
SELECT id, shelf, docs FROM search_term WHERE term = :term;

-- terms_between(first Str, last Str, shelf int64_t, n int64_t) many Term
SELECT id, docs FROM search_term WHERE term >= :first AND term <= :last AND shelf = :shelf ORDER BY term LIMIT :n;

-- terms_all(after int64_t, n int64_t) many TermRow
SELECT id, shelf, term, docs FROM search_term WHERE id > :after ORDER BY id LIMIT :n;

-- term_add(shelf int64_t, term Str) one TermId
INSERT INTO search_term (shelf, term) VALUES (:shelf, :term) RETURNING id;

-- term_count(id int64_t, docs int64_t) run
UPDATE search_term SET docs = docs + :docs WHERE id = :id;

-- term_drop(id int64_t) run
DELETE FROM search_term WHERE id = :id AND docs = 0;

-- word_of(term int64_t, exact Str) one WordId
SELECT id FROM search_word WHERE term = :term AND exact = :exact;

-- word_by_id(id int64_t) one WordParts
SELECT t.term, w.exact FROM search_word w JOIN search_term t ON t.id = w.term WHERE w.id = :id;

-- words_of(term int64_t) many Word
SELECT id, exact, docs FROM search_word WHERE term = :term ORDER BY docs DESC, id;

-- words_all(after int64_t, n int64_t) many WordRow
SELECT id, term, exact, docs FROM search_word WHERE id > :after ORDER BY id LIMIT :n;

-- word_add(term int64_t, exact Str) one WordId
INSERT INTO search_word (term, exact) VALUES (:term, :exact) RETURNING id;

-- word_count(id int64_t, docs int64_t) run
UPDATE search_word SET docs = docs + :docs WHERE id = :id;

-- word_drop(id int64_t) run
DELETE FROM search_word WHERE id = :id AND docs = 0;

-- list_of(id int64_t) one List
SELECT id, docs FROM search_list WHERE id = :id;

-- lists_between(first int64_t, last int64_t) many List
SELECT id, docs FROM search_list WHERE id >= :first AND id <= :last ORDER BY id;

-- lists_after(after int64_t, n int64_t) many List
SELECT id, docs FROM search_list WHERE id > :after ORDER BY id LIMIT :n;

-- list_put(id int64_t, docs Blob) run
INSERT INTO search_list (id, docs) VALUES (:id, :docs) ON CONFLICT (id) DO UPDATE SET docs = excluded.docs;

-- list_drop(id int64_t) run
DELETE FROM search_list WHERE id = :id;

-- search_clear_lists() run scan
DELETE FROM search_list;

-- search_clear_words() run scan
DELETE FROM search_word;

-- search_clear_terms() run scan
DELETE FROM search_term;

-- search_clear_docs() run scan
DELETE FROM search_doc;

-- search_clear_shelves() run scan
DELETE FROM search_shelf;

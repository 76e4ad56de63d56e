-- book_find(unit int64_t, kind Str, year int64_t) one Book
SELECT id, unit, kind, last, last_on FROM book WHERE unit = :unit AND kind = :kind AND year = :year;

-- book_next(unit int64_t, kind Str, year int64_t, signed_on Day) one Book
INSERT INTO book (unit, kind, year, last, last_on) VALUES (:unit, :kind, :year, 1, :signed_on)
ON CONFLICT (unit, kind, year) DO UPDATE SET last = book.last + 1, last_on = excluded.last_on
RETURNING id, unit, kind, last, last_on;

-- book_enter(book int64_t, number int64_t, symbol Str, signed_on Day, signer Str, casefile int64_t, seq int64_t) run
INSERT INTO book_entry (book, number, symbol, signed_on, signer, casefile, seq)
VALUES (:book, :number, :symbol, :signed_on, :signer, :casefile, :seq);

-- book_leave_empty(casefile int64_t, kind Str, gap Str, gap_on Day) run
UPDATE book_entry SET gap = :gap, gap_on = :gap_on
 WHERE casefile = :casefile AND gap_on = 0
   AND EXISTS (SELECT 1 FROM book b WHERE b.id = book_entry.book AND b.kind = :kind);

-- The books of a year, with their units: of whom they are shown to is asked of the path.
-- books_of_year(year int64_t) many BookOf
SELECT b.id, CAST(b.id AS TEXT) AS "place Str", b.kind, b.last, u.code AS "unit_code Str", u.name AS "unit_name Str", u.path AS "path Str"
  FROM book b JOIN unit u ON u.id = b.unit WHERE b.year = :year ORDER BY u.sort_key, u.id, b.kind;

-- book_entries(book int64_t, before int64_t, n int64_t) many BookEntry
SELECT e.number, e.symbol, e.signed_on, e.signer, f.code, f.kind, f.title, u.path AS "path Str", e.gap, e.gap_on
  FROM book_entry e JOIN casefile f ON f.id = e.casefile JOIN unit u ON u.id = f.unit
 WHERE e.book = :book AND e.number < :before ORDER BY e.number DESC LIMIT :n;

-- verify_books(n int64_t) many BookFault scan
SELECT b.id, b.kind, b.year, b.last, u.code AS "unit_code Str", count(e.number) AS "entries int",
       coalesce(max(e.number), 0) AS "most int", count(DISTINCT e.symbol) AS "symbols int"
  FROM book b JOIN unit u ON u.id = b.unit LEFT JOIN book_entry e ON e.book = b.id
 GROUP BY b.id, b.kind, b.year, b.last, u.code
HAVING count(e.number) <> b.last OR coalesce(max(e.number), 0) <> b.last OR count(DISTINCT e.symbol) <> b.last
 ORDER BY b.id LIMIT :n;

-- verify_book_days(n int64_t) many EntryFault scan
SELECT e.symbol, f.code FROM book_entry e JOIN book_entry p ON p.book = e.book AND p.number = e.number - 1
  JOIN casefile f ON f.id = e.casefile WHERE e.signed_on < p.signed_on ORDER BY e.book, e.number LIMIT :n;

-- verify_book_acts(n int64_t) many EntryFault scan
SELECT e.symbol, f.code FROM book_entry e JOIN casefile f ON f.id = e.casefile
  LEFT JOIN act t ON t.casefile = e.casefile AND t.seq = e.seq
 WHERE t.id IS NULL OR t.document <> e.symbol
    OR (e.gap_on > 0) <> EXISTS (SELECT 1 FROM act v WHERE v.voids = t.id AND v.voids > 0 AND v.measure = '')
 ORDER BY e.book, e.number LIMIT :n;

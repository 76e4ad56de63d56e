-- What is found by words: postings of our own in plain tables, so that both databases find the same in the same order.
-- A shelf holds the records of one kind for one circle of readers, with counts of its own: what stands on one shelf is
-- never seen from another. Its documents are numbered from 1 in the order in which they came.
CREATE TABLE search_shelf (
    id     INTEGER PRIMARY KEY,
    name   TEXT NOT NULL UNIQUE,       -- "article"; "dossier/staff"
    docs   INTEGER NOT NULL DEFAULT 0,
    length INTEGER NOT NULL DEFAULT 0, -- of all its documents, in syllables
    last   INTEGER NOT NULL DEFAULT 0  -- the number given last; never given again
);
CREATE TABLE search_doc (
    id     INTEGER PRIMARY KEY,        -- shelf * 2^40 + number
    shelf  INTEGER NOT NULL REFERENCES search_shelf (id),
    key    TEXT NOT NULL,              -- by which the service knows it: a code, a slug
    unit   INTEGER NOT NULL,           -- 0: of no unit
    day    DAY NOT NULL,
    length INTEGER NOT NULL,           -- in syllables; those of the title count three times
    words  BLOB NOT NULL,              -- title, 0, text as ids of search_word, in 7-bit groups
    title  TEXT NOT NULL,
    text   TEXT NOT NULL,
    UNIQUE (shelf, key)
);
CREATE TABLE search_term ( -- a syllable without marks; '#UNIT' and '@YYYYMM' are what documents are narrowed by
    id     INTEGER PRIMARY KEY,
    shelf  INTEGER NOT NULL REFERENCES search_shelf (id),
    term   TEXT NOT NULL,
    docs   INTEGER NOT NULL DEFAULT 0, -- that have it
    UNIQUE (term, shelf)
);
CREATE TABLE search_word ( -- a form of a syllable, with its marks
    id     INTEGER PRIMARY KEY,
    term   INTEGER NOT NULL REFERENCES search_term (id),
    exact  TEXT NOT NULL,
    docs   INTEGER NOT NULL DEFAULT 0,
    UNIQUE (term, exact)
);
CREATE TABLE search_list ( -- which documents have a term, 4,096 numbers a row (src/search/list.h)
    id     INTEGER PRIMARY KEY,        -- term * 2^24 + block
    docs   BLOB NOT NULL
);

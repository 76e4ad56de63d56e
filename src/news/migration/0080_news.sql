-- Articles. What a source says about itself is kept apart from what we know.
CREATE TABLE article (
    id           INTEGER PRIMARY KEY,
    slug         TEXT NOT NULL UNIQUE,
    section      TEXT NOT NULL,
    title        TEXT NOT NULL,
    lede         TEXT NOT NULL,
    body         TEXT NOT NULL,              -- paragraphs, "## " headings, "- " lists
    caption      TEXT NOT NULL,              -- of the drawing; '': there is none
    alt          TEXT NOT NULL,
    source_name  TEXT NOT NULL,
    source_title TEXT NOT NULL,
    source_url   TEXT NOT NULL,
    page_date    DAY NOT NULL DEFAULT 0,     -- on the source's page; need not be its day of publication
    published_on DAY NOT NULL DEFAULT 0,     -- by the source; 0: it does not say
    posted_at    TIME NOT NULL,              -- here
    demo         BOOL NOT NULL DEFAULT 0
);
CREATE INDEX article_newest ON article (posted_at, id);
CREATE TABLE article_model ( -- models that an article names
    article      INTEGER NOT NULL REFERENCES article (id),
    sort         INTEGER NOT NULL,
    code         TEXT NOT NULL,
    name         TEXT NOT NULL,
    field        TEXT NOT NULL,
    PRIMARY KEY (article, code)
);

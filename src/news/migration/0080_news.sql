-- Articles: casefiles with a text. What a source says about itself is kept apart from what we know.
CREATE TABLE article (
    id           INTEGER PRIMARY KEY REFERENCES casefile (id),
    slug         TEXT NOT NULL,              -- its address now; all it ever had are in article_slug
    section      TEXT NOT NULL,
    lede         TEXT NOT NULL,
    body         TEXT NOT NULL,              -- Markdown
    caption      TEXT NOT NULL,              -- of the picture, until one is there; of the drawing
    alt          TEXT NOT NULL,              -- of our own drawing; '': there is none
    tags         TEXT NOT NULL,              -- "một, hai"
    campaigns    TEXT NOT NULL,              -- codes, joined by ';'
    models       TEXT NOT NULL,              -- codes of models, joined by ' '
    source_name  TEXT NOT NULL,
    source_title TEXT NOT NULL,
    source_url   TEXT NOT NULL,
    page_date    DAY NOT NULL DEFAULT 0,     -- on the source's page; need not be its day of publication
    published_on DAY NOT NULL DEFAULT 0,     -- by the source; 0: it does not say
    listed       BOOL NOT NULL DEFAULT 0,    -- it is published now
    posted_at    TIME NOT NULL DEFAULT 0,    -- here, for the first time
    month        INTEGER NOT NULL DEFAULT 0, -- of that, yyyymm
    due_at       TIME NOT NULL DEFAULT 0,    -- when it is to be published by itself
    corrected_at TIME NOT NULL DEFAULT 0,    -- for the last time
    withdrawn_at TIME NOT NULL DEFAULT 0,
    withdrawn_why TEXT NOT NULL DEFAULT ''   -- for everybody
);
CREATE INDEX article_newest ON article (posted_at, id) WHERE listed = 1;
CREATE INDEX article_month ON article (month, posted_at) WHERE listed = 1;
CREATE INDEX article_due ON article (due_at) WHERE due_at > 0;
CREATE TABLE article_slug ( -- every address an article has or had while it was published
    slug         TEXT PRIMARY KEY,
    article      INTEGER NOT NULL REFERENCES article (id)
);
CREATE INDEX article_slug_of ON article_slug (article);
CREATE TABLE article_version ( -- what everybody could read, from when on
    article      INTEGER NOT NULL REFERENCES article (id),
    n            INTEGER NOT NULL,           -- from 1
    at           TIME NOT NULL,
    change       TEXT NOT NULL,              -- what was corrected; '' for the first
    title        TEXT NOT NULL,
    lede         TEXT NOT NULL,
    body         TEXT NOT NULL,
    hash         TEXT NOT NULL,              -- SHA-256 of title, lede, body and source, a line each: what the ledger has
    source       TEXT NOT NULL,
    PRIMARY KEY (article, n)
);
CREATE TABLE article_tag (
    article      INTEGER NOT NULL REFERENCES article (id),
    tag          TEXT NOT NULL,              -- folded, as in an address
    name         TEXT NOT NULL,
    PRIMARY KEY (article, tag)
);
CREATE INDEX article_tag_tag ON article_tag (tag, article);
CREATE TABLE article_named ( -- the models that the first article names, by what this program does for each
    article      INTEGER NOT NULL REFERENCES article (id),
    sort         INTEGER NOT NULL,
    code         TEXT NOT NULL,
    name         TEXT NOT NULL,
    field        TEXT NOT NULL,
    PRIMARY KEY (article, code)
);
CREATE TABLE front ( -- what editors put on the front page; a place that is empty takes the newest
    place        INTEGER PRIMARY KEY,        -- 1: the main story
    article      INTEGER NOT NULL UNIQUE REFERENCES article (id)
);

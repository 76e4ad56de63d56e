-- Numbers that somebody else stated, each with its words and its sentence; never added to what is counted here.
CREATE TABLE figure_source (
    id           INTEGER PRIMARY KEY,
    slug         TEXT NOT NULL UNIQUE,
    name         TEXT NOT NULL,              -- who states it; '': not written down
    title        TEXT NOT NULL DEFAULT '',
    url          TEXT NOT NULL DEFAULT '',
    page_date    DAY NOT NULL DEFAULT 0,     -- the date on the page, which need not be the day of publication
    published_on DAY NOT NULL DEFAULT 0,     -- 0: the source does not say
    period_text  TEXT NOT NULL DEFAULT ''    -- in the source's words
);
CREATE TABLE figure (
    id        INTEGER PRIMARY KEY,
    code      TEXT NOT NULL UNIQUE,
    source    INTEGER NOT NULL REFERENCES figure_source (id),
    scope     TEXT NOT NULL,                 -- toan_tinh, or the code of a unit
    field     TEXT NOT NULL,                 -- '': all fields together, as stated
    subject   TEXT NOT NULL,
    qualifier TEXT NOT NULL,
    value     INTEGER NOT NULL,              -- the number in the words; no meaning where nothing is stated
    words     TEXT NOT NULL,                 -- the source's own: what is shown
    as_of     TEXT NOT NULL,
    quote     TEXT NOT NULL,
    UNIQUE (source, scope, field, subject)
);

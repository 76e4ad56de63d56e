-- Lists of models that an office kept elsewhere, brought in by one person and confirmed by another.
CREATE TABLE intake_draft ( -- what somebody is about to bring in: one list a person
    person  TEXT PRIMARY KEY,
    name    TEXT NOT NULL,             -- of the file; '': pasted
    text    TEXT NOT NULL,
    choices TEXT NOT NULL DEFAULT '',  -- what was decided about its lines, by their content
    code    TEXT NOT NULL DEFAULT '',  -- of the file it was handed in as; the text is gone then
    at      TIME NOT NULL
);
CREATE INDEX intake_draft_old ON intake_draft (at);
CREATE TABLE intake ( -- a list handed in
    id   INTEGER PRIMARY KEY REFERENCES casefile (id),
    name TEXT NOT NULL,
    own  BOOL NOT NULL                 -- nothing in it that whoever brought it may not do alone
);
CREATE TABLE intake_line (
    intake     INTEGER NOT NULL REFERENCES casefile (id),
    line       INTEGER NOT NULL,
    unit       INTEGER NOT NULL,
    name       TEXT NOT NULL,
    name_fold  TEXT NOT NULL,
    recognised DAY NOT NULL,           -- 0: it is registered only
    decision   TEXT NOT NULL,
    cells      TEXT NOT NULL,          -- the whole line; '' once it is in, or given up: it may name people
    code       TEXT NOT NULL DEFAULT '', -- of the model that came of it
    refused    TEXT NOT NULL DEFAULT '', -- why it did not come in, though it was confirmed
    PRIMARY KEY (intake, line)
);
CREATE INDEX intake_line_left ON intake_line (intake, line) WHERE cells <> '';
CREATE INDEX intake_line_name ON intake_line (name_fold, unit);

-- Tables that were sent through the browser and wait to be taken in, with what a trial said of them.
CREATE TABLE exchange_draft (
    kind        TEXT NOT NULL,
    person      TEXT NOT NULL,
    person_name TEXT NOT NULL,
    file        TEXT NOT NULL,            -- its name
    text        TEXT NOT NULL,            -- '': it was taken in
    rows        INTEGER NOT NULL,
    added       INTEGER NOT NULL,
    changed     INTEGER NOT NULL,
    faults      TEXT NOT NULL,            -- a line each; '': it can be taken in
    notes       TEXT NOT NULL,
    at          TIME NOT NULL,
    taken_by    TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (kind, person)
);
CREATE INDEX exchange_draft_at ON exchange_draft (at);

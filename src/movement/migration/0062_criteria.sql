-- What appraisers score: no law sets it, so each unit may, for a year, for one field or all.
CREATE TABLE criteria_set (
    id        INTEGER PRIMARY KEY,
    unit      INTEGER NOT NULL REFERENCES unit (id), -- for the models of all units below it
    year      INTEGER NOT NULL,                      -- in which those were opened
    field     TEXT NOT NULL,                         -- '': of all fields
    name      TEXT NOT NULL,
    pass_mark INTEGER NOT NULL,
    UNIQUE (unit, year, field)
);
CREATE TABLE criterion (
    criteria_set INTEGER NOT NULL REFERENCES criteria_set (id),
    seq          INTEGER NOT NULL,
    text         TEXT NOT NULL,
    most         INTEGER NOT NULL,
    PRIMARY KEY (criteria_set, seq)
);
CREATE TABLE model_score ( -- as it was scored, whatever becomes of the set
    model INTEGER NOT NULL REFERENCES casefile (id),
    seq   INTEGER NOT NULL,
    text  TEXT NOT NULL,
    most  INTEGER NOT NULL,
    score INTEGER NOT NULL,
    PRIMARY KEY (model, seq)
);

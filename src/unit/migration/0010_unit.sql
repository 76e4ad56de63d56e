-- Units through time (domain: codes are reused, units merge and split): the key is (code, valid_from).
CREATE TABLE unit (
    id           INTEGER PRIMARY KEY,
    code         TEXT NOT NULL,
    valid_from   DAY NOT NULL DEFAULT 0, -- 0: before any record here
    valid_to     DAY NOT NULL DEFAULT 0, -- last day; 0: open
    name         TEXT NOT NULL,
    name_fold    TEXT NOT NULL DEFAULT '',
    sort_key     TEXT NOT NULL DEFAULT '', -- Vietnamese order
    kind         TEXT NOT NULL,
    parent       INTEGER NOT NULL DEFAULT 0,
    parent_code  TEXT NOT NULL DEFAULT '',
    code_source  TEXT NOT NULL DEFAULT 'local',
    source       TEXT NOT NULL DEFAULT '',
    note         TEXT NOT NULL DEFAULT '',
    -- today's tree: ids from the top; a closed unit lies under its successor (several: under what
    -- all successors share), so that whoever is responsible today reaches the old records
    path         TEXT NOT NULL DEFAULT '',
    wide         BOOL NOT NULL DEFAULT 0, -- has units below it today: lists walk by time, not by unit
    UNIQUE (code, valid_from)
);
CREATE INDEX unit_parent ON unit (parent);
CREATE INDEX unit_open ON unit (valid_to, sort_key);
CREATE TABLE unit_link ( -- what became of a unit
    predecessor_code TEXT NOT NULL,
    predecessor  INTEGER NOT NULL DEFAULT 0, -- 0: a code without a row here, kept as text
    successor    INTEGER NOT NULL REFERENCES unit (id),
    partial      BOOL NOT NULL DEFAULT 0,    -- only a part of it went there
    PRIMARY KEY (successor, predecessor_code)
);
CREATE INDEX unit_link_back ON unit_link (predecessor) WHERE predecessor > 0;
CREATE TABLE unit_above ( -- the unit itself and every unit over it in today's tree: where a tally is added
    unit  INTEGER NOT NULL REFERENCES unit (id),
    above INTEGER NOT NULL REFERENCES unit (id),
    PRIMARY KEY (unit, above)
);
CREATE INDEX unit_below ON unit_above (above, unit);

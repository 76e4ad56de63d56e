-- Units through time (domain: codes are reused, units merge and split): the key is (code, valid_from).
CREATE TABLE unit (
    id           INTEGER PRIMARY KEY,
    -- as the list of units has it
    code         TEXT NOT NULL,
    valid_from   DAY NOT NULL DEFAULT 0, -- 0: not stated
    valid_to     DAY NOT NULL DEFAULT 0, -- last day; 0: open
    name         TEXT NOT NULL,
    kind         TEXT NOT NULL,
    parent_code  TEXT NOT NULL DEFAULT '',
    predecessor_codes    TEXT NOT NULL DEFAULT '', -- joined by ;
    partial_predecessors TEXT NOT NULL DEFAULT '', -- those of them of which only a part came
    code_source  TEXT NOT NULL DEFAULT 'local',
    source       TEXT NOT NULL DEFAULT '',
    note         TEXT NOT NULL DEFAULT '',
    -- worked out of that by unit_rebuild()
    begins       DAY NOT NULL DEFAULT 0, -- valid_from, or where it is not stated the parent's
    parent       INTEGER NOT NULL DEFAULT 0,
    in_force     BOOL NOT NULL DEFAULT 0, -- today
    heir         INTEGER NOT NULL DEFAULT 0, -- the unit that stands for it today: itself, or its one successor; 0: several
    -- today's tree: ids from the top, "/3/25/24/"; a closed unit lies under its successor (several: under
    -- what all successors share; none: under its parent), so that whoever is responsible today reaches
    -- the old records
    path         TEXT NOT NULL DEFAULT '',
    wide         BOOL NOT NULL DEFAULT 0, -- has units in force below it: lists walk by time, not by unit
    name_fold    TEXT NOT NULL DEFAULT '',
    sort_key     TEXT NOT NULL DEFAULT '', -- Vietnamese order
    UNIQUE (code, valid_from)
);
CREATE INDEX unit_parent ON unit (parent, sort_key);
CREATE INDEX unit_open ON unit (in_force, sort_key);
CREATE INDEX unit_top ON unit (in_force, sort_key) WHERE parent = 0; -- else the top is looked for among all
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

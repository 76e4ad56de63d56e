-- Periodic reports: what a unit reports for a period, frozen when it is handed in.
CREATE TABLE report (
    id         INTEGER PRIMARY KEY REFERENCES casefile (id),
    unit       INTEGER NOT NULL REFERENCES unit (id),
    period     TEXT NOT NULL,    -- quy_1 to quy_4, nua_nam_1, nua_nam_2, nam, nhiem_ky
    from_month INTEGER NOT NULL, -- yyyymm
    to_month   INTEGER NOT NULL,
    borders    DAY NOT NULL,     -- whose borders are asked for; 0: those of the day it is frozen
    result     TEXT NOT NULL,
    difficulty TEXT NOT NULL,
    plan       TEXT NOT NULL,
    reason     TEXT NOT NULL,    -- of the correction under way; '': none
    issued     INTEGER NOT NULL DEFAULT 0, -- number of the last version issued; 0: none
    sent       DAY NOT NULL DEFAULT 0,     -- that version, to the unit above
    dropped    BOOL NOT NULL DEFAULT 0     -- withdrawn: another may take its place
);
CREATE UNIQUE INDEX report_of_period ON report (unit, from_month, to_month) WHERE dropped = 0;
CREATE INDEX report_month ON report (to_month, from_month);
CREATE TABLE report_version ( -- never changed once it is issued
    id         INTEGER PRIMARY KEY,
    report     INTEGER NOT NULL REFERENCES report (id),
    version    INTEGER NOT NULL,
    borders    DAY NOT NULL,
    frozen     TIME NOT NULL,
    unit_name  TEXT NOT NULL,
    result     TEXT NOT NULL,
    difficulty TEXT NOT NULL,
    plan       TEXT NOT NULL,
    reason     TEXT NOT NULL,
    previous   TEXT NOT NULL, -- SHA-256 of the version before; '': it is the first
    sha256     TEXT NOT NULL, -- of the canonical JSON of all this and its cells
    issued     DAY NOT NULL DEFAULT 0, -- 0: not yet
    document   TEXT NOT NULL DEFAULT '', -- number of the paper
    UNIQUE (report, version)
);
CREATE TABLE report_cell ( -- one number or one word of a version
    version    INTEGER NOT NULL REFERENCES report_version (id),
    place      INTEGER NOT NULL,
    part       TEXT NOT NULL, -- field unit campaign stated onestop missing
    item       TEXT NOT NULL, -- code of the row
    name       TEXT NOT NULL,
    measure    TEXT NOT NULL, -- of the column: cong_nhan/tap_the
    n          INTEGER NOT NULL,
    words      TEXT NOT NULL, -- what is no number of ours; '': n counts
    PRIMARY KEY (version, place)
);
CREATE TABLE report_due ( -- days after the end of a period; a row of a unit or a year goes before the general one
    period     TEXT NOT NULL,
    unit       INTEGER NOT NULL, -- 0: any
    year       INTEGER NOT NULL, -- 0: any
    days       INTEGER NOT NULL,
    PRIMARY KEY (period, unit, year)
);
INSERT INTO report_due (period, unit, year, days) VALUES
    ('quy', 0, 0, 10), ('nua_nam', 0, 0, 15), ('nam', 0, 0, 20), ('nhiem_ky', 0, 0, 60);

-- Procedures (thủ tục hành chính) by version, with what they ask for and who works on them.
CREATE TABLE procedure ( -- a dossier keeps the version of its reception day
    id          INTEGER PRIMARY KEY,
    code        TEXT NOT NULL,            -- of the national catalogue: 1.004873
    suffix      TEXT NOT NULL DEFAULT '', -- what a province adds to it: H36
    valid_from  DAY NOT NULL DEFAULT 0,   -- 0: before any record here
    valid_to    DAY NOT NULL DEFAULT 0,   -- last day; 0: in force
    name        TEXT NOT NULL,
    found_by    TEXT NOT NULL,            -- code, name and domain, folded
    sort_key    TEXT NOT NULL,
    domain      TEXT NOT NULL,
    level       TEXT NOT NULL,            -- tinh xa
    limit_value INTEGER NOT NULL,         -- -1: not entered, so nothing may be received
    limit_unit  TEXT NOT NULL,            -- ngay_lam_viec ngay thang
    next_day    BOOL NOT NULL,            -- limit 0: what comes after the cut-off is due the next working day
    fee         MONEY NOT NULL,           -- -1: not entered
    fee_note    TEXT NOT NULL,
    verified    TEXT NOT NULL,            -- yes no demo
    note        TEXT NOT NULL,
    result_name TEXT NOT NULL DEFAULT '', -- what comes of it: "Giấy khai sinh"
    decision    TEXT NOT NULL DEFAULT '', -- by which it was published
    used        DAY NOT NULL DEFAULT 0,   -- the last day on which something came in under it
    UNIQUE (code, valid_from)
);
CREATE TABLE procedure_step ( -- who works on it, in this order, with which share of the limit
    procedure   INTEGER NOT NULL REFERENCES procedure (id),
    sort        INTEGER NOT NULL,
    name        TEXT NOT NULL,
    role        TEXT NOT NULL,            -- onestop_clerk officer unit_head
    unit        TEXT NOT NULL DEFAULT '', -- code of another unit that does it; '': the one that received
    share       INTEGER NOT NULL,         -- per cent; all of one procedure together 100
    PRIMARY KEY (procedure, sort)
);
CREATE TABLE paper ( -- what a procedure asks for
    procedure   INTEGER NOT NULL REFERENCES procedure (id),
    sort        INTEGER NOT NULL,
    name        TEXT NOT NULL,
    copies      INTEGER NOT NULL,
    form        TEXT NOT NULL,            -- ban_chinh ban_sao xuat_trinh
    required    BOOL NOT NULL,
    verified    TEXT NOT NULL,
    PRIMARY KEY (procedure, sort)
);

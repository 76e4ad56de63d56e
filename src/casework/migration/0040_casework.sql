-- Casefiles moved from state to state by dated acts.
CREATE TABLE casefile (
    id        INTEGER PRIMARY KEY,
    kind      TEXT NOT NULL,
    code      TEXT NOT NULL UNIQUE,
    secret    TEXT NOT NULL DEFAULT '',   -- hash of the private link; '': it has none
    unit      INTEGER NOT NULL REFERENCES unit (id),
    state     TEXT NOT NULL,
    title     TEXT NOT NULL,
    facet     TEXT NOT NULL,              -- what its tallies are split by: field/subject, procedure
    parent    INTEGER NOT NULL DEFAULT 0,
    version   INTEGER NOT NULL DEFAULT 0, -- number of acts; a form says which one it saw
    ruleset   INTEGER NOT NULL DEFAULT 0, -- in force on its first day; it keeps it
    opened    DAY NOT NULL,
    year      INTEGER NOT NULL,           -- it was opened in: what stock is split by
    closed    DAY NOT NULL DEFAULT 0,     -- 0: somebody still has work with it
    clock     INTEGER NOT NULL DEFAULT 0, -- 0 none, 1 runs, 2 stands still, 3 done
    days      INTEGER NOT NULL DEFAULT 0, -- the limit ...
    day_unit  INTEGER NOT NULL DEFAULT 0, -- ... in working days, days, months (LimitUnit), or to a day that was given
    counted_from DAY NOT NULL DEFAULT 0,  -- the day that is not counted
    due       DAY NOT NULL DEFAULT 0,     -- ends with office hours; no meaning while the clock stands still
    first_due DAY NOT NULL DEFAULT 0,     -- what lateness is judged by: an apology never improves it
    paused    DAY NOT NULL DEFAULT 0,
    stood     INTEGER NOT NULL DEFAULT 0, -- working days for which the clock stood since it was started, or since ...
    promised  DAY NOT NULL DEFAULT 0,     -- ... a further day was given outright; 0: none was
    late      INTEGER NOT NULL DEFAULT 0, -- the breach of `due` has been recorded
    warn      DAY NOT NULL DEFAULT 0,     -- those who work on it are next told that the deadline is near; 0: they were
    wake      DAY NOT NULL DEFAULT 0,     -- the day a time-out of its state falls due
    public    BOOL NOT NULL DEFAULT 0,    -- shown in public lists
    demo      BOOL NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX casefile_secret ON casefile (secret) WHERE secret <> '';
CREATE INDEX casefile_parent ON casefile (parent) WHERE parent > 0;
CREATE INDEX casefile_wake ON casefile (wake) WHERE wake > 0;
CREATE INDEX casefile_breach ON casefile (due) WHERE clock = 1 AND late = 0;
CREATE INDEX casefile_warn ON casefile (warn) WHERE clock = 1 AND warn > 0;
CREATE INDEX casefile_work ON casefile (unit, kind, state, due) WHERE closed = 0;
CREATE INDEX casefile_work_wide ON casefile (kind, state, due) WHERE closed = 0;
CREATE INDEX casefile_due ON casefile (unit, kind, due) WHERE clock = 1;
CREATE INDEX casefile_over ON casefile (unit, kind, state) WHERE closed > 0;
CREATE INDEX casefile_unit ON casefile (unit, kind, id);
CREATE INDEX casefile_kind ON casefile (kind, state, id);
CREATE INDEX casefile_newest ON casefile (kind, id);
CREATE INDEX casefile_public ON casefile (kind, public, id);
CREATE TABLE act ( -- append-only: nothing here is ever changed
    id        INTEGER PRIMARY KEY,
    casefile  INTEGER NOT NULL REFERENCES casefile (id),
    seq       INTEGER NOT NULL,
    kind      TEXT NOT NULL,
    event     TEXT NOT NULL,
    measure   TEXT NOT NULL, -- the event it is counted as; a correction counts as what it corrects
    before    TEXT NOT NULL,
    after     TEXT NOT NULL,
    actor     TEXT NOT NULL,
    actor_name TEXT NOT NULL,
    proposer  TEXT NOT NULL, -- the first of two persons
    proposer_name TEXT NOT NULL,
    unit      INTEGER NOT NULL, -- of the file, on that day
    acting_unit INTEGER NOT NULL, -- of the person
    facet     TEXT NOT NULL,
    at        TIME NOT NULL, -- when it was entered
    done      DAY NOT NULL,  -- the day it counts for
    month     INTEGER NOT NULL, -- of that day, yyyymm
    document  TEXT NOT NULL, -- number of the paper that did it: public
    note      TEXT NOT NULL, -- reason, for those who may read the file
    undo      TEXT NOT NULL, -- the clock before: what a voided act gives back
    counts    TEXT NOT NULL, -- what it added to the tallies, a line each
    due       DAY NOT NULL,  -- after the act
    voids     INTEGER NOT NULL DEFAULT 0, -- the act that it takes back or corrects
    leaf      TEXT NOT NULL DEFAULT '',   -- kind of its ledger leaf; '': it has none
    content   TEXT NOT NULL DEFAULT '',   -- hash of what its form held, where it has a leaf
    UNIQUE (casefile, seq)
);
CREATE INDEX act_measure ON act (kind, measure, done, id, unit, facet, casefile, month); -- days are counted in it alone
CREATE INDEX act_voids ON act (voids) WHERE voids > 0;
CREATE TABLE pending ( -- an act that waits for its second person
    id        INTEGER PRIMARY KEY,
    casefile  INTEGER NOT NULL REFERENCES casefile (id),
    event     TEXT NOT NULL,
    input     TEXT NOT NULL,
    proposer  TEXT NOT NULL,
    proposer_name TEXT NOT NULL,
    at        TIME NOT NULL,
    UNIQUE (casefile, event)
);
-- Stock (where things stand: measure '=state', month = year opened) and flow (which acts happened:
-- measure = event, month = yyyymm). n is the unit with all below it, own the unit alone.
CREATE TABLE tally (
    unit      INTEGER NOT NULL,
    kind      TEXT NOT NULL,
    measure   TEXT NOT NULL,
    month     INTEGER NOT NULL,
    facet     TEXT NOT NULL,
    shard     INTEGER NOT NULL DEFAULT 0, -- a writer's own: several nodes do not wait for each other
    n         INTEGER NOT NULL,
    own       INTEGER NOT NULL,
    PRIMARY KEY (unit, kind, measure, month, facet, shard)
);
CREATE TABLE outbox (
    id        INTEGER PRIMARY KEY,
    topic     TEXT NOT NULL, -- KIND.EVENT
    audience  TEXT NOT NULL, -- 'staff': those who work on it are told; 'event': other services are
    casefile  INTEGER NOT NULL REFERENCES casefile (id),
    payload   TEXT NOT NULL, -- of an event the code of a file, for staff the account that acted
    at        TIME NOT NULL,
    done      TIME NOT NULL DEFAULT 0
);
CREATE INDEX outbox_open ON outbox (audience, id) WHERE done = 0;
CREATE INDEX outbox_casefile ON outbox (casefile);
CREATE TABLE answered ( -- idempotency: what a form's token was answered with
    token     TEXT PRIMARY KEY,
    actor     TEXT NOT NULL,
    digest    TEXT NOT NULL,
    code      TEXT NOT NULL,
    seq       INTEGER NOT NULL, -- of the act
    at        TIME NOT NULL
);
CREATE INDEX answered_old ON answered (at);
CREATE TABLE holiday (
    off       DAY PRIMARY KEY,
    name      TEXT NOT NULL,
    kind      TEXT NOT NULL, -- holiday comp swap_off swap_work
    status    TEXT NOT NULL, -- chinh_thuc tam_tinh
    source    TEXT NOT NULL DEFAULT ''
);
CREATE TABLE ruleset (
    id         INTEGER PRIMARY KEY,
    area       TEXT NOT NULL,
    valid_from DAY NOT NULL,
    name       TEXT NOT NULL,
    source     TEXT NOT NULL,
    UNIQUE (area, valid_from)
);
CREATE TABLE rule (
    ruleset    INTEGER NOT NULL REFERENCES ruleset (id),
    name       TEXT NOT NULL,
    value      INTEGER NOT NULL,
    source     TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (ruleset, name)
);
CREATE TABLE house ( -- a few values of the whole installation
    name       TEXT PRIMARY KEY,
    value      TEXT NOT NULL
);

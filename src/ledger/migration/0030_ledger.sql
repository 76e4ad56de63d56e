-- The public ledger: a leaf for every act that has a kind there, in a hash tree that only grows.
CREATE TABLE log (
    id        INTEGER PRIMARY KEY,  -- 1; another is opened only after a restore that fell behind
    origin    TEXT NOT NULL,        -- HOST/log/1: also the name of its key
    seed      BLOB NOT NULL,        -- the private key
    start     INTEGER NOT NULL,     -- id of the leaf before its first one
    size      INTEGER NOT NULL,     -- leaves in the tree: all that are committed
    edge      BLOB NOT NULL,        -- whole subtrees at the right edge, the smallest first
    note      TEXT NOT NULL,        -- the checkpoint of that size, signed
    known     TEXT NOT NULL DEFAULT '' -- its last checkpoint, where a restore has less: the next log commits to that one
);
CREATE TABLE leaf (                 -- append-only, ids without gaps
    id        INTEGER PRIMARY KEY,
    act       INTEGER NOT NULL,     -- 0: none ("log.opened")
    kind      TEXT NOT NULL,
    day       DAY NOT NULL,         -- it was entered
    unit      TEXT NOT NULL,        -- as leaves spell it
    commitment BLOB NOT NULL,
    salt      BLOB NOT NULL         -- never shown; a field's own salt opens that field
);
CREATE UNIQUE INDEX leaf_act ON leaf (act) WHERE act > 0;
CREATE TABLE tile (
    log       INTEGER NOT NULL,
    level     INTEGER NOT NULL,
    n         INTEGER NOT NULL,
    hashes    BLOB NOT NULL,        -- 32 bytes each, up to 256
    PRIMARY KEY (log, level, n)
);
CREATE TABLE leaf_count (           -- for the page that shows the growth
    log       INTEGER NOT NULL,
    kind      TEXT NOT NULL,
    month     INTEGER NOT NULL,     -- yyyymm
    n         INTEGER NOT NULL,
    PRIMARY KEY (log, kind, month)
);

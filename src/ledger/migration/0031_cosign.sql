-- Witnesses: who is asked to sign that the ledger only grew, and what they signed.
CREATE TABLE witness (
    vkey      TEXT PRIMARY KEY,     -- public key; its name is the witness's
    place     INTEGER NOT NULL,     -- in the list of the operator
    url       TEXT NOT NULL,        -- add-checkpoint lies below
    log       INTEGER NOT NULL DEFAULT 0, -- what it signed last: of which log,
    size      INTEGER NOT NULL DEFAULT 0, -- with how many leaves,
    attested  TIME NOT NULL DEFAULT 0,    -- and when, by its own clock; 0: nothing yet
    fault     TEXT NOT NULL DEFAULT ''    -- why the last question was in vain
);
CREATE TABLE cosigned (             -- checkpoints with signatures of witnesses; none that a larger one outdoes
    log       INTEGER NOT NULL,
    size      INTEGER NOT NULL,
    note      TEXT NOT NULL,
    witnesses INTEGER NOT NULL,     -- how many signed it
    attested  TIME NOT NULL,        -- the last of them
    PRIMARY KEY (log, size)
);

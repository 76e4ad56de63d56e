-- Numbers of papers, in books (NĐ 30/2020/NĐ-CP, art. 15): one for each unit, kind and calendar year, from 01.
CREATE TABLE book (
    id        INTEGER PRIMARY KEY,
    unit      INTEGER NOT NULL REFERENCES unit (id),
    kind      TEXT NOT NULL,             -- TXL: as it stands in the number
    year      INTEGER NOT NULL,
    last      INTEGER NOT NULL,          -- the number given last: it only grows
    last_on   DAY NOT NULL,              -- and its day: no later number has an earlier one
    UNIQUE (unit, kind, year)
);
CREATE INDEX book_year ON book (year, unit);
CREATE TABLE book_entry ( -- append-only, but for a number that is left empty
    book      INTEGER NOT NULL REFERENCES book (id),
    number    INTEGER NOT NULL,
    symbol    TEXT NOT NULL,             -- as printed: 12/TXL-UBND
    signed_on DAY NOT NULL,
    signer    TEXT NOT NULL,             -- the person's name; '': the system gave it, somebody signs by hand
    casefile  INTEGER NOT NULL REFERENCES casefile (id),
    seq       INTEGER NOT NULL,          -- the act that took it
    gap       TEXT NOT NULL DEFAULT '',  -- why it is left empty
    gap_on    DAY NOT NULL DEFAULT 0,    -- since when; 0: it stands
    PRIMARY KEY (book, number)
);
CREATE INDEX book_entry_file ON book_entry (casefile);
-- How a number is written: {so} {loai} {co_quan}. A kind may have a line of its own: State letters bear no kind.
INSERT INTO house (name, value) VALUES
    ('document.number.state', '{so}/{loai}-{co_quan}'),
    ('document.number.state.CV', '{so}/{co_quan}'),
    ('document.number.party', '{so}-{loai}/{co_quan}');
-- Many papers printed into one file, for one person, for a day.
CREATE TABLE batch (
    id        INTEGER PRIMARY KEY,
    place     TEXT NOT NULL UNIQUE,      -- in its address: by chance
    actor     TEXT NOT NULL,             -- who asked; nobody else opens it
    form      TEXT NOT NULL,
    host      TEXT NOT NULL,             -- as whoever asked reached us: links on the papers lead there
    total     INTEGER NOT NULL,
    settled   INTEGER NOT NULL DEFAULT 0, -- printed or named as not printed: the first so many
    asked     TIME NOT NULL,
    done      TIME NOT NULL DEFAULT 0    -- 0: it goes on
);
CREATE INDEX batch_going ON batch (done, id);
CREATE INDEX batch_actor ON batch (actor, id);
CREATE INDEX batch_old ON batch (asked);
CREATE TABLE batch_item (
    batch     INTEGER NOT NULL REFERENCES batch (id),
    place     INTEGER NOT NULL,          -- from 1, in the order of the list
    casefile  INTEGER NOT NULL REFERENCES casefile (id),
    fault     TEXT NOT NULL DEFAULT '',  -- none broken; '': printed, or still to come
    PRIMARY KEY (batch, place)
);
CREATE TABLE batch_part ( -- what was printed, in the order of its first paper
    batch     INTEGER NOT NULL REFERENCES batch (id),
    place     INTEGER NOT NULL,
    pdf       BLOB NOT NULL,
    PRIMARY KEY (batch, place)
);

-- Files that came with acts. Their bytes lie in the data file, so that one copy of it has everything.
CREATE TABLE media (
    hash  TEXT NOT NULL,    -- SHA-256 of a document, or of the widest size of a photo
    size  INTEGER NOT NULL, -- width of a photo as JPEG, the same below zero: as WebP; 0: a document
    type  TEXT NOT NULL,
    sum   TEXT NOT NULL,    -- SHA-256 of these bytes: of the widest size and of a document the same as hash
    loose TIME NOT NULL DEFAULT 0, -- when an act let go of it; swept a day later, if nobody refers to it then
    bytes BLOB NOT NULL,
    PRIMARY KEY (hash, size)
);
CREATE INDEX media_loose ON media (loose) WHERE loose > 0;
-- What an act made of a photo: the row with the highest seq counts, voiding takes the rows of its act away.
CREATE TABLE photo (
    casefile INTEGER NOT NULL REFERENCES casefile (id),
    hash     TEXT NOT NULL,
    seq      INTEGER NOT NULL, -- of the act in its file
    place    INTEGER NOT NULL, -- from 1
    width    INTEGER NOT NULL,
    height   INTEGER NOT NULL,
    caption  TEXT NOT NULL,
    credit   TEXT NOT NULL,
    alt      TEXT NOT NULL,
    consent  BOOL NOT NULL,    -- of the persons in it: without, only the office sees it
    focus_x  INTEGER NOT NULL DEFAULT 50, -- what matters in it, in hundredths of width and height: 1 to 100
    focus_y  INTEGER NOT NULL DEFAULT 50,
    removed  BOOL NOT NULL DEFAULT 0,
    PRIMARY KEY (casefile, hash, seq)
);
CREATE INDEX photo_hash ON photo (hash);
CREATE TABLE attachment (
    casefile INTEGER NOT NULL REFERENCES casefile (id),
    hash     TEXT NOT NULL,
    seq      INTEGER NOT NULL,
    name     TEXT NOT NULL,
    size     INTEGER NOT NULL,
    PRIMARY KEY (casefile, hash)
);
CREATE INDEX attachment_hash ON attachment (hash);

-- A unit went to several others: to which of them a file of its time belongs. It keeps its unit; figures go by this.
CREATE TABLE belongs (
    casefile INTEGER PRIMARY KEY REFERENCES casefile (id),
    unit     INTEGER NOT NULL REFERENCES unit (id),
    rule     TEXT NOT NULL DEFAULT '', -- by which words of the title many were told apart at once; '': said for this one
    given_by TEXT NOT NULL,
    given_at TIME NOT NULL
);
CREATE INDEX belongs_unit ON belongs (unit);

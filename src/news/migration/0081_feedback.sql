-- What readers answer, what they send on, and what they read most.
CREATE TABLE feedback (
    id         INTEGER PRIMARY KEY REFERENCES casefile (id),
    article    INTEGER NOT NULL REFERENCES article (id),
    name       TEXT NOT NULL,              -- shown with what is approved
    email      TEXT NOT NULL,              -- never shown; erased a year after it was decided
    phone      TEXT NOT NULL,
    address    TEXT NOT NULL,
    content    TEXT NOT NULL,
    answer     TEXT NOT NULL DEFAULT '',
    shown      BOOL NOT NULL DEFAULT 0,
    at         TIME NOT NULL,
    decided_at TIME NOT NULL DEFAULT 0
);
CREATE INDEX feedback_public ON feedback (article, id) WHERE shown = 1;
CREATE INDEX feedback_old ON feedback (decided_at) WHERE decided_at > 0;
CREATE TABLE friend_send ( -- how many mails left for friends, and when; not to whom. Rows live for a day
    sender TEXT NOT NULL,                  -- keyed hash of the address that asked
    at     TIME NOT NULL,
    n      INTEGER NOT NULL
);
CREATE INDEX friend_send_of ON friend_send (sender, at);
CREATE INDEX friend_send_at ON friend_send (at);
CREATE TABLE article_read ( -- an estimate: see news/views.h
    article INTEGER PRIMARY KEY REFERENCES article (id),
    n       INTEGER NOT NULL,
    score   INTEGER NOT NULL               -- in billionths
);
CREATE INDEX article_read_score ON article_read (score);

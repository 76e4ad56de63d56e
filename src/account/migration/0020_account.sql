-- People who work here, what they may do, their sessions, and what they did.
CREATE TABLE account (
    id           INTEGER PRIMARY KEY,
    name         TEXT NOT NULL,              -- motcua@22945
    name_key     TEXT NOT NULL UNIQUE,       -- the same in small letters
    person       TEXT NOT NULL,
    unit         INTEGER NOT NULL DEFAULT 0, -- where they work; 0: for the whole house
    password     TEXT NOT NULL DEFAULT '',   -- Argon2id; '': none yet
    state        TEXT NOT NULL,              -- invited active locked suspended
    must_change  BOOL NOT NULL DEFAULT 0,    -- somebody else knows the password
    failures     INTEGER NOT NULL DEFAULT 0,
    locked_until TIME NOT NULL DEFAULT 0,
    created      TIME NOT NULL
);
CREATE INDEX account_unit ON account (unit, name_key);
CREATE TABLE account_role (
    id           INTEGER PRIMARY KEY,
    account      INTEGER NOT NULL REFERENCES account (id),
    role         INTEGER NOT NULL,
    unit         INTEGER NOT NULL DEFAULT 0, -- held over it and all below; 0: the whole house
    since        DAY NOT NULL,               -- 0: not stated, always
    until        DAY NOT NULL DEFAULT 0,     -- last day; 0: open
    given_by     TEXT NOT NULL,
    given_at     TIME NOT NULL,
    ended        TIME NOT NULL DEFAULT 0,    -- taken away
    ended_by     TEXT NOT NULL DEFAULT ''
);
CREATE INDEX account_role_of ON account_role (account, ended);
CREATE TABLE session (
    id           INTEGER PRIMARY KEY,
    hash         TEXT NOT NULL UNIQUE,       -- of the secret that the browser or the program keeps
    account      INTEGER NOT NULL REFERENCES account (id),
    token        BOOL NOT NULL,              -- a program's: it has no idle time
    label        TEXT NOT NULL,
    created      TIME NOT NULL,
    seen         TIME NOT NULL,              -- written now and then
    expires      TIME NOT NULL,
    address      TEXT NOT NULL               -- the net it came from, not the machine
);
CREATE INDEX session_account ON session (account, id);
CREATE INDEX session_expires ON session (expires);
CREATE TABLE audit ( -- append-only: nothing here is ever changed; no personal data but the account's name
    id           INTEGER PRIMARY KEY,
    at           TIME NOT NULL,
    actor        TEXT NOT NULL, -- '': nobody signed in
    what         TEXT NOT NULL,
    object       TEXT NOT NULL,
    unit         INTEGER NOT NULL, -- of the object where it has one, else the actor's; 0: none
    ok           BOOL NOT NULL,
    note         TEXT NOT NULL
);
CREATE INDEX audit_unit ON audit (unit, id);

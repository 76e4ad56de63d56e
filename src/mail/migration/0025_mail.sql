-- Letters to people: each to one recipient, by mail, SMS or on paper.
CREATE TABLE mail (
    id        INTEGER PRIMARY KEY,
    uid       TEXT NOT NULL UNIQUE,        -- of its Message-ID: the same at every try, so that a double is recognisable
    channel   TEXT NOT NULL,               -- mail sms print
    kind      TEXT NOT NULL,               -- dossier.apologise
    cause     TEXT NOT NULL,               -- what it follows from: one letter of a cause to a recipient
    who       TEXT NOT NULL,               -- the recipient, as a keyed hash: stays when the address is erased
    about     TEXT NOT NULL,               -- code of the casefile; '': none
    unit      INTEGER NOT NULL DEFAULT 0,  -- whose letter it is; 0: of the whole house
    lang      TEXT NOT NULL,               -- vi en
    recipient TEXT NOT NULL,               -- address or phone number; '': erased
    subject   TEXT NOT NULL,               -- without personal data
    text      TEXT NOT NULL,               -- a line a paragraph; '': erased
    path      TEXT NOT NULL,               -- own page it leads to; '': none
    action    TEXT NOT NULL,               -- the words of that link
    at_once   BOOL NOT NULL,               -- asked for now: at night, too
    state     TEXT NOT NULL,               -- waiting failed sent given_up
    tries     INTEGER NOT NULL DEFAULT 0,
    next      TIME NOT NULL DEFAULT 0,     -- when it is tried; 0: not any more
    at        TIME NOT NULL,
    ended     TIME NOT NULL DEFAULT 0,
    ended_by  TEXT NOT NULL DEFAULT '',    -- the account that marked it as sent, or gave it up
    said      TEXT NOT NULL DEFAULT '',    -- the other server's last words, without addresses
    UNIQUE (cause, who)
);
CREATE INDEX mail_next ON mail (channel, at_once, next) WHERE next > 0;
CREATE INDEX mail_state ON mail (state, id);
CREATE INDEX mail_by_hand ON mail (unit, channel, id) WHERE state = 'waiting';
CREATE INDEX mail_about ON mail (about, id) WHERE about <> '';
CREATE INDEX mail_at ON mail (at);
CREATE INDEX mail_who ON mail (who, at);
CREATE TABLE mail_count ( -- how many letters stand where, without counting them
    channel   TEXT NOT NULL,
    state     TEXT NOT NULL,
    n         INTEGER NOT NULL,
    PRIMARY KEY (channel, state)
);
CREATE TABLE mail_stop ( -- who wants none any more; the address itself is not kept
    who       TEXT PRIMARY KEY,
    at        TIME NOT NULL
);
CREATE TABLE mail_staff ( -- what those who work here want by mail
    account   INTEGER PRIMARY KEY REFERENCES account (id),
    address   TEXT NOT NULL,
    mode      TEXT NOT NULL,               -- moi_ngay ngay: one a day, each at once
    lang      TEXT NOT NULL,
    told      DAY NOT NULL DEFAULT 0       -- the day of the last digest
);
CREATE INDEX mail_staff_untold ON mail_staff (mode, told);
CREATE TABLE mail_setting ( -- one row
    id        INTEGER PRIMARY KEY,
    active    BOOL NOT NULL,               -- the one switch: no letter is put nor leaves
    site      TEXT NOT NULL,               -- https://... : where links lead to
    host      TEXT NOT NULL,               -- of the mail server; '': none is set
    port      INTEGER NOT NULL,
    safety    TEXT NOT NULL,               -- starttls tls none
    user_name TEXT NOT NULL,
    password  TEXT NOT NULL,
    ca        TEXT NOT NULL,               -- PEM; '': whom the system trusts
    sender    TEXT NOT NULL,
    sender_name TEXT NOT NULL,
    per_second INTEGER NOT NULL,
    sms       TEXT NOT NULL,               -- list gateway none
    sms_url   TEXT NOT NULL,
    sms_token TEXT NOT NULL,
    sms_marks BOOL NOT NULL,               -- SMS with Vietnamese marks: 70 characters a part
    secret    TEXT NOT NULL                -- key of the hashes of recipients
);
INSERT INTO mail_setting (id, active, site, host, port, safety, user_name, password, ca, sender, sender_name, per_second,
                          sms, sms_url, sms_token, sms_marks, secret)
VALUES (1, 1, '', '', 587, 'starttls', '', '', '', '', '', 5, 'list', '', '', 0, '');

-- The dossiers (hồ sơ) of the one-stop desk, its letters, ratings and rules.
CREATE TABLE dossier (
    id          INTEGER PRIMARY KEY REFERENCES casefile (id),
    number      TEXT NOT NULL UNIQUE,     -- the official one, beside the public code
    procedure   INTEGER NOT NULL REFERENCES procedure (id),
    received    TIME NOT NULL,
    reception   DAY NOT NULL,             -- the day of it
    forwarded   DAY NOT NULL DEFAULT 0,
    channel     TEXT NOT NULL,            -- truc_tiep buu_chinh cong_quoc_gia
    delivery    TEXT NOT NULL,            -- tai_quay buu_chinh dien_tu
    backdated   TEXT NOT NULL DEFAULT '', -- why it was entered on a later day; '': it was not
    result      TEXT NOT NULL DEFAULT '', -- number of the paper
    result_on   DAY NOT NULL DEFAULT 0,
    returned_on DAY NOT NULL DEFAULT 0
);
CREATE INDEX dossier_reception ON dossier (procedure, reception);
CREATE INDEX dossier_result ON dossier (result_on) WHERE result_on > 0;
CREATE TABLE applicant ( -- personal data, apart: law may ask to erase it, the dossier stays
    id          INTEGER PRIMARY KEY REFERENCES dossier (id),
    kind        TEXT NOT NULL,            -- ca_nhan to_chuc
    name        TEXT NOT NULL,
    name_fold   TEXT NOT NULL,
    phone       TEXT NOT NULL,
    email       TEXT NOT NULL DEFAULT '', -- where letters go; '': none
    address     TEXT NOT NULL,
    id_number   TEXT NOT NULL,
    tax_code    TEXT NOT NULL
);
CREATE INDEX applicant_id_number ON applicant (id_number);
CREATE INDEX applicant_name ON applicant (name_fold, phone);
CREATE TABLE dossier_paper ( -- what was handed in, in the words of that day
    dossier     INTEGER NOT NULL REFERENCES dossier (id),
    sort        INTEGER NOT NULL,
    name        TEXT NOT NULL,
    copies      INTEGER NOT NULL,
    form        TEXT NOT NULL,
    PRIMARY KEY (dossier, sort)
);
CREATE TABLE dossier_step ( -- the way it is to go, in the words of the day it came in; without any it has no legs
    dossier     INTEGER NOT NULL REFERENCES dossier (id),
    sort        INTEGER NOT NULL,
    name        TEXT NOT NULL,
    unit        TEXT NOT NULL,            -- code of the unit that does it; '': the one that received
    share       INTEGER NOT NULL,         -- of the limit, per cent
    PRIMARY KEY (dossier, sort)
);
CREATE TABLE dossier_leg ( -- a step under way or gone through: a casefile of the unit that has it
    id          INTEGER PRIMARY KEY REFERENCES casefile (id),
    sort        INTEGER NOT NULL          -- of its step
);
CREATE TABLE wait_ground ( -- what a dossier may have to wait for outside: configuration
    code        TEXT PRIMARY KEY,
    name_vi     TEXT NOT NULL,
    name_en     TEXT NOT NULL,
    basis       TEXT NOT NULL,            -- the rule that says so; '': none is entered
    pauses      BOOL NOT NULL,            -- the clock of the dossier stands meanwhile
    valid_from  DAY NOT NULL DEFAULT 0,
    valid_to    DAY NOT NULL DEFAULT 0    -- last day; 0: in force
);
INSERT INTO wait_ground (code, name_vi, name_en, basis, pauses) VALUES
    ('giam_dinh', 'Chờ giám định', 'Waits for an expert examination', '', 1),
    ('khac', 'Lý do khác', 'Other reason', '', 0),
    ('lay_y_kien', 'Chờ ý kiến cơ quan khác', 'Waits for the opinion of another body', '', 0),
    ('nghia_vu_tai_chinh', 'Chờ người nộp thực hiện nghĩa vụ tài chính', 'Waits for the applicant to pay what is due', '', 1),
    ('xac_minh', 'Chờ xác minh', 'Waits for a verification', '', 1);
CREATE TABLE supplement ( -- one at most: the key says so
    dossier     INTEGER PRIMARY KEY REFERENCES dossier (id),
    asked       DAY NOT NULL,
    items       TEXT NOT NULL,
    late_reason TEXT NOT NULL             -- why not within the days of the rule; '': it was
);
CREATE TABLE apology ( -- one at most
    dossier     INTEGER PRIMARY KEY REFERENCES dossier (id),
    number      TEXT NOT NULL,
    unit        INTEGER NOT NULL REFERENCES unit (id),
    signed_on   DAY NOT NULL,
    signer      TEXT NOT NULL,            -- the person's name, printed under the letter
    cause       TEXT NOT NULL DEFAULT 'khac', -- one of a list: what everybody may read of the reason
    reason      TEXT NOT NULL,            -- in words, for whoever gets the letter
    promised    DAY NOT NULL,             -- the first appointment ...
    promised_anew DAY NOT NULL,           -- ... and the one that replaces it
    late        BOOL NOT NULL             -- written after the last day for it
);
CREATE INDEX apology_newest ON apology (signed_on, dossier);
CREATE TABLE rating ( -- the last word of whoever brought the dossier; earlier ones stay in its acts
    dossier     INTEGER PRIMARY KEY REFERENCES dossier (id),
    overall     TEXT NOT NULL,            -- rat_hai_long hai_long binh_thuong khong_hai_long
    manner      TEXT NOT NULL,            -- of the staff: tot binh_thuong chua_tot; '': not said
    comment     TEXT NOT NULL,
    done        DAY NOT NULL,
    month       INTEGER NOT NULL,         -- of that day: where it is counted
    unit        INTEGER NOT NULL REFERENCES unit (id),
    facet       TEXT NOT NULL             -- the procedure
);
CREATE INDEX rating_done ON rating (done);
CREATE TABLE running_number (
    scope       TEXT PRIMARY KEY,         -- dossier/22945/2026-11-19
    last        INTEGER NOT NULL
);

-- Rules with their days of effect. 17703 is 2018-06-21, 20270 is 2025-07-01, 20346 is 2025-09-15.
INSERT INTO ruleset (area, valid_from, name, source) VALUES
    ('onestop', 17703, 'Nghị định 61/2018/NĐ-CP', 'Nghị định 61/2018/NĐ-CP, sửa đổi bởi Nghị định 107/2021/NĐ-CP'),
    ('onestop', 20270, 'Nghị định 118/2025/NĐ-CP', 'Nghị định 118/2025/NĐ-CP ngày 9/6/2025'),
    ('onestop_form', 17703, 'Thông tư 01/2018/TT-VPCP', 'Thông tư 01/2018/TT-VPCP'),
    ('onestop_form', 20346, 'Thông tư 03/2025/TT-VPCP', 'Thông tư 03/2025/TT-VPCP ngày 15/9/2025');
INSERT INTO rule (ruleset, name, value, source)
SELECT s.id, r.name, r.value, r.source
  FROM ruleset s
 CROSS JOIN (SELECT 'supplement_within' AS name, 3 AS value, 'ngày làm việc kể từ khi tiếp nhận' AS source
             UNION ALL SELECT 'supplement_lapse', 30, 'ngày không bổ sung; cấu hình'
             UNION ALL SELECT 'apology_before', 1, 'ngày làm việc trước ngày hết hạn'
             UNION ALL SELECT 'rating_days', 30, 'ngày được đánh giá kể từ khi nhận kết quả; cấu hình'
             UNION ALL SELECT 'cut_off', 900, 'phút trong ngày: từ 15 giờ tính sang ngày làm việc tiếp theo'
             UNION ALL SELECT 'backdate_max', 7, 'ngày được nhập lùi, có lý do; cấu hình') r
 WHERE s.area = 'onestop';
INSERT INTO house (name, value) VALUES
    ('onestop.province_code', 'H36'),
    ('onestop.number_template', '{ma_tinh}.{co_quan}-{ymd}-{seq4}');

-- What a share must reach for two points and for one, in percent: configuration, by day of effect. 17703 is 2018-06-21.
INSERT INTO ruleset (area, valid_from, name, source) VALUES
    ('onestop_score', 17703, 'Nghị định 61/2018/NĐ-CP, điều 31 đến 33', 'Ngưỡng của từng chỉ số: cấu hình, tỉnh quy định');
INSERT INTO rule (ruleset, name, value, source)
SELECT s.id, r.name, r.value, 'cấu hình: phần trăm'
  FROM ruleset s
 CROSS JOIN (SELECT 'time_full' AS name, 95 AS value UNION ALL SELECT 'time_half', 80
             UNION ALL SELECT 'legs_full', 95 UNION ALL SELECT 'legs_half', 80
             UNION ALL SELECT 'contacts_full', 95 UNION ALL SELECT 'contacts_half', 80
             UNION ALL SELECT 'one_door_full', 95 UNION ALL SELECT 'one_door_half', 80
             UNION ALL SELECT 'manner_full', 90 UNION ALL SELECT 'manner_half', 70
             UNION ALL SELECT 'open_full', 100 UNION ALL SELECT 'open_half', 80
             UNION ALL SELECT 'online_full', 50 UNION ALL SELECT 'online_half', 20) r
 WHERE s.area = 'onestop_score';

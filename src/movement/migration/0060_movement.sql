-- The movement: its fields and campaigns, models and exemplars, and whom people think worth praising.
CREATE TABLE field ( -- of the movement here; other services add domains of their own
    domain  TEXT NOT NULL,
    code    TEXT NOT NULL,
    name_vi TEXT NOT NULL,
    name_en TEXT NOT NULL,
    sort    INTEGER NOT NULL,
    note    TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (domain, code)
);
INSERT INTO field (domain, code, name_vi, name_en, sort, note) VALUES
    ('movement', 'kinh_te', 'Kinh tế', 'Economy', 1, 'bài nêu: phát triển kinh tế'),
    ('movement', 'van_hoa_xa_hoi', 'Văn hóa - xã hội', 'Culture and society', 2, ''),
    ('movement', 'quoc_phong_an_ninh', 'Quốc phòng, an ninh', 'Defence and security', 3,
     'lĩnh vực thứ tư của phong trào; bài không nêu số liệu'),
    ('movement', 'xay_dung_htct', 'Xây dựng hệ thống chính trị', 'Building the political system', 4, '');
CREATE TABLE campaign (
    code      TEXT PRIMARY KEY,
    name_vi   TEXT NOT NULL,
    kind      TEXT NOT NULL, -- phong_trao_thi_dua cuoc_van_dong
    in_seed   BOOL NOT NULL,
    seed_role TEXT NOT NULL,
    note      TEXT NOT NULL,
    sort      INTEGER NOT NULL
);
INSERT INTO campaign (code, name_vi, kind, in_seed, seed_role, note, sort) VALUES
    ('DVK', 'Dân vận khéo', 'phong_trao_thi_dua', 1, 'phong trào chính',
     'bài: Kế hoạch số 70 của Ban Dân vận Trung ương; bắt đầu từ năm 2009; Chỉ thị số 44 của Ban Thường vụ Tỉnh ủy', 1),
    ('TDDKXDDSVH', 'Toàn dân đoàn kết xây dựng đời sống văn hóa', 'phong_trao_thi_dua', 1,
     'cuộc vận động/phong trào gắn với mô hình', '', 2),
    ('TDBVANTQ', 'Toàn dân bảo vệ an ninh Tổ quốc', 'phong_trao_thi_dua', 1, 'cuộc vận động/phong trào gắn với mô hình', '', 3),
    ('DODN', 'Đền ơn đáp nghĩa', 'phong_trao_thi_dua', 1, 'cuộc vận động/phong trào gắn với mô hình', '', 4),
    ('CSCLXDNTM', 'Chung sức, chung lòng xây dựng nông thôn mới', 'phong_trao_thi_dua', 1,
     'cuộc vận động/phong trào gắn với mô hình',
     'tên ghi đúng như bài; tên chính thức toàn quốc là "Cả nước chung sức xây dựng nông thôn mới" (chưa đối chiếu)', 5),
    ('HTLTHCM', 'Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh', 'cuoc_van_dong', 1,
     'gắn xây dựng điển hình', '', 6),
    ('NTMDTVM', 'Nông thôn mới, đô thị văn minh', 'cuoc_van_dong', 1, 'gắn phong trào', '', 7);
CREATE TABLE model ( -- the 13 items of a registration; name, unit, state and days are the casefile's
    id              INTEGER PRIMARY KEY REFERENCES casefile (id),
    subject_kind    TEXT NOT NULL, -- tap_the: a model; ca_nhan: an exemplar
    field           TEXT NOT NULL,
    name_fold       TEXT NOT NULL,
    another_reason  TEXT NOT NULL, -- why it is not the one of the same name; '': there is none
    partners        TEXT NOT NULL,
    place           INTEGER NOT NULL, -- unit; 0: not yet said
    start_on        DAY NOT NULL,  -- 0: not yet said
    end_on          DAY NOT NULL,
    goal            TEXT NOT NULL,
    method          TEXT NOT NULL,
    participants    INTEGER NOT NULL, -- -1: not said
    beneficiaries   INTEGER NOT NULL, -- -1: not said
    resources       TEXT NOT NULL,
    cost_vnd        INTEGER NOT NULL, -- -1: not said
    expected_result TEXT NOT NULL,
    actual_result   TEXT NOT NULL,
    lead_name       TEXT NOT NULL,
    lead_phone      TEXT NOT NULL,
    person_name     TEXT NOT NULL,
    person_birth_year INTEGER NOT NULL, -- 0: not said
    person_job      TEXT NOT NULL,
    adapted         TEXT NOT NULL DEFAULT '',   -- what a copy does in another way than its parent (casefile.parent)
    spread          INTEGER NOT NULL DEFAULT 0, -- of a copy: seq of the act nhan_rong that it caused on its parent
    kept            INTEGER NOT NULL DEFAULT 0, -- recognised: the last year confirmed, or the one before recognition; else 0
    listed          DAY NOT NULL DEFAULT 0,     -- the day of recognition, while it is public; else 0
    listed_in       INTEGER NOT NULL DEFAULT 0  -- its unit, while it is public; else 0
);
CREATE INDEX model_same_name ON model (name_fold);
CREATE INDEX model_kept ON model (kept, id) WHERE kept > 0;
CREATE INDEX model_listed ON model (listed, id, listed_in) WHERE listed > 0; -- the catalogue, by what it is filtered
CREATE INDEX model_listed_field ON model (field, listed, id, listed_in) WHERE listed > 0;
CREATE INDEX model_listed_subject ON model (subject_kind, listed, id, listed_in) WHERE listed > 0;
CREATE INDEX model_listed_both ON model (field, subject_kind, listed, id, listed_in) WHERE listed > 0;
CREATE INDEX model_listed_unit ON model (listed_in, listed, id, field, subject_kind) WHERE listed > 0;
CREATE INDEX model_listed_kept ON model (kept, listed, id, field, subject_kind, listed_in) WHERE listed > 0;
CREATE TABLE model_word ( -- what a model is found by while it is public: folded words of name and goal, campaigns as @CODE
    word   TEXT NOT NULL,
    listed DAY NOT NULL,
    model  INTEGER NOT NULL REFERENCES model (id),
    PRIMARY KEY (word, listed, model)
);
-- No law sets a day by which a model's year is to be confirmed, nor when one counts as asleep: rules of this house, to be
-- changed by a new rule set.
INSERT INTO ruleset (area, valid_from, name, source) VALUES ('movement', 14245, 'Phong trào', 'cấu hình');
INSERT INTO rule (ruleset, name, value, source)
SELECT id, 'kept_up_by', 131, 'tháng và ngày của năm sau, đến hết ngày ấy: 131 là ngày 31/01; cấu hình' FROM ruleset WHERE area = 'movement';
INSERT INTO rule (ruleset, name, value, source)
SELECT id, 'dormant_after', 12, 'tháng không có bước nào; cấu hình' FROM ruleset WHERE area = 'movement';
CREATE TABLE model_campaign (
    model    INTEGER NOT NULL REFERENCES casefile (id),
    campaign TEXT NOT NULL REFERENCES campaign (code),
    PRIMARY KEY (model, campaign)
);
CREATE INDEX model_campaign_of ON model_campaign (campaign, model);
CREATE TABLE proposal (
    id             INTEGER PRIMARY KEY REFERENCES casefile (id),
    name           TEXT NOT NULL,
    what           TEXT NOT NULL,
    proposer_name  TEXT NOT NULL, -- private
    proposer_phone TEXT NOT NULL, -- private
    name_fold      TEXT NOT NULL,
    model          INTEGER NOT NULL DEFAULT 0 -- what became of it
);
CREATE INDEX proposal_same_name ON proposal (name_fold);
CREATE INDEX proposal_model ON proposal (model) WHERE model > 0;

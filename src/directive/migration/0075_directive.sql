-- Directives (chỉ thị, kế hoạch) and the tasks that units were given by them. Unit, title, state and days are the casefile's.
CREATE TABLE directive (
    id        INTEGER PRIMARY KEY REFERENCES casefile (id),
    number    TEXT NOT NULL, -- as on the paper: 44-CT/TU
    number_fold TEXT NOT NULL,
    issuer    TEXT NOT NULL, -- who signed the paper; the unit that follows it up is the casefile's
    issued_on DAY NOT NULL,
    summary   TEXT NOT NULL,
    url       TEXT NOT NULL  -- where it can be read; '': not said
);
CREATE INDEX directive_number ON directive (number_fold);
CREATE TABLE directive_task (
    id        INTEGER PRIMARY KEY REFERENCES casefile (id),
    detail    TEXT NOT NULL
);
INSERT INTO ruleset (area, valid_from, name, source) VALUES
    ('directive', 0, 'Theo dõi thực hiện chỉ thị', 'cấu hình của đơn vị; không có quy định chung');
INSERT INTO rule (ruleset, name, value, source)
SELECT s.id, r.name, r.value, r.source
  FROM ruleset s
 CROSS JOIN (SELECT 'remind_first' AS name, 5 AS value, 'ngày làm việc trước hạn; cấu hình' AS source
             UNION ALL SELECT 'remind_last', 1, 'ngày làm việc trước hạn; cấu hình') r
 WHERE s.area = 'directive';

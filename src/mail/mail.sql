-- mail_setting_of() one MailSetting
SELECT active, site, host, port, safety, user_name, password, ca, sender, sender_name, per_second, sms, sms_url, sms_token,
       sms_marks, secret FROM mail_setting WHERE id = 1;

-- mail_setting_put(active bool, site Str, host Str, port int64_t, safety Str, user_name Str, password Str, ca Str, sender Str, sender_name Str, per_second int64_t, sms Str, sms_url Str, sms_token Str, sms_marks bool) run
UPDATE mail_setting SET active = :active, site = :site, host = :host, port = :port, safety = :safety, user_name = :user_name,
       password = :password, ca = :ca, sender = :sender, sender_name = :sender_name, per_second = :per_second, sms = :sms,
       sms_url = :sms_url, sms_token = :sms_token, sms_marks = :sms_marks
 WHERE id = 1;

-- mail_secret_put(secret Str) run
UPDATE mail_setting SET secret = :secret WHERE id = 1;

-- mail_add(uid Str, channel Str, kind Str, cause Str, who Str, about Str, unit int64_t, lang Str, recipient Str, subject Str, text Str, path Str, action Str, at_once bool, next Time, at Time) run
INSERT INTO mail (uid, channel, kind, cause, who, about, unit, lang, recipient, subject, text, path, action, at_once, state, next, at)
VALUES (:uid, :channel, :kind, :cause, :who, :about, :unit, :lang, :recipient, :subject, :text, :path, :action, :at_once,
        'waiting', :next, :at)
ON CONFLICT (cause, who) DO NOTHING;

-- mail_due(channel Str, at_once bool, now Time, n int64_t) many MailRow
SELECT id, uid, channel, lang, who, recipient, subject, text, path, action, at_once, tries, at FROM mail
 WHERE channel = :channel AND at_once = :at_once AND next > 0 AND next <= :now ORDER BY next LIMIT :n;

-- mail_by_id(id int64_t) one MailLine
SELECT m.id, m.uid, m.channel, m.kind, m.about, m.unit, m.recipient, m.text, m.state, m.tries, m.next, m.at, m.ended,
       m.said, coalesce(u.code, '') AS "unit_code Str", coalesce(u.path, '/') AS "unit_path Str"
  FROM mail m LEFT JOIN unit u ON u.id = m.unit WHERE m.id = :id;

-- mail_in_state(state Str, before int64_t, n int64_t) many MailLine
SELECT m.id, m.uid, m.channel, m.kind, m.about, m.unit, m.recipient, m.text, m.state, m.tries, m.next, m.at, m.ended,
       m.said, coalesce(u.code, '') AS "unit_code Str", coalesce(u.path, '/') AS "unit_path Str"
  FROM mail m LEFT JOIN unit u ON u.id = m.unit
 WHERE m.state = :state AND m.id < :before ORDER BY m.id DESC LIMIT :n;

-- mail_of_file(about Str, n int64_t) many MailOfFile
SELECT channel, kind, state, at FROM mail WHERE about = :about AND about <> '' ORDER BY id DESC LIMIT :n;

-- mail_hand_list(unit int64_t, channel Str, after int64_t, n int64_t) many MailLine
SELECT m.id, m.uid, m.channel, m.kind, m.about, m.unit, m.recipient, m.text, m.state, m.tries, m.next, m.at, m.ended,
       m.said, coalesce(u.code, '') AS "unit_code Str", coalesce(u.path, '/') AS "unit_path Str"
  FROM mail m JOIN unit u ON u.id = m.unit
 WHERE m.state = 'waiting' AND m.next = 0 AND m.channel = :channel AND m.id > :after AND m.unit IN (SELECT x.unit FROM unit_above x WHERE x.above = :unit)
 ORDER BY m.id LIMIT :n;

-- mail_try_later(id int64_t, next Time, said Str) run
UPDATE mail SET state = 'failed', tries = tries + 1, next = :next, said = :said WHERE id = :id AND next > 0;

-- mail_sent(id int64_t, ended Time, ended_by Str, said Str) run
UPDATE mail SET state = 'sent', tries = tries + 1, next = 0, ended = :ended, ended_by = :ended_by, said = :said, recipient = '', text = '',
       path = '', action = ''
 WHERE id = :id AND state IN ('waiting', 'failed');

-- mail_give_up(id int64_t, ended Time, ended_by Str, said Str) run
UPDATE mail SET state = 'given_up', next = 0, ended = :ended, ended_by = :ended_by, said = :said
 WHERE id = :id AND state IN ('waiting', 'failed');

-- mail_hand_over(id int64_t, uid Str, at Time) run
INSERT INTO mail (uid, channel, kind, cause, who, about, unit, lang, recipient, subject, text, path, action, at_once, state, at)
SELECT :uid, 'print', kind, cause, '', about, unit, lang, '', subject, '', '', '', at_once, 'waiting', :at FROM mail WHERE id = :id
ON CONFLICT (cause, who) DO NOTHING;

-- mail_again(id int64_t, next Time) run
UPDATE mail SET state = 'waiting', next = :next, tries = 0, ended = 0, ended_by = ''
 WHERE id = :id AND state IN ('failed', 'given_up') AND recipient <> '';

-- mail_given_up(n int64_t) many MailId
SELECT id, channel FROM mail WHERE state = 'given_up' AND recipient <> '' ORDER BY id LIMIT :n;

-- mail_too_old(state Str, before Time, n int64_t) many MailId
SELECT id, channel FROM mail WHERE state = :state AND at < :before AND (:state = 'waiting' OR recipient <> '') ORDER BY at LIMIT :n;

-- mail_erase(id int64_t) run
UPDATE mail SET recipient = '', text = '', path = '', action = '' WHERE id = :id;

-- mail_past(before Time, n int64_t) many MailPast
SELECT id, channel, state FROM mail WHERE at < :before ORDER BY at LIMIT :n;

-- mail_drop(id int64_t) run
DELETE FROM mail WHERE id = :id;

-- mail_count_add(channel Str, state Str, n int64_t) run
INSERT INTO mail_count (channel, state, n) VALUES (:channel, :state, :n)
ON CONFLICT (channel, state) DO UPDATE SET n = mail_count.n + excluded.n;

-- mail_counts() many MailCount scan
SELECT channel, state, n FROM mail_count ORDER BY channel, state;

-- mail_recount() many MailCount scan
SELECT channel, state, count(*) AS "n int" FROM mail GROUP BY channel, state ORDER BY channel, state;

-- mail_stop_put(who Str, at Time) run
INSERT INTO mail_stop (who, at) VALUES (:who, :at) ON CONFLICT (who) DO NOTHING;

-- mail_stop_drop(who Str) run
DELETE FROM mail_stop WHERE who = :who;

-- mail_stop_of(who Str) one MailStop
SELECT who, at FROM mail_stop WHERE who = :who;

-- mail_staff_of(account int64_t) one MailStaff
SELECT s.account, s.address, s.mode, s.lang, a.name,
       CASE WHEN u.heir > 0 THEN u.heir ELSE a.unit END AS "unit int"
  FROM mail_staff s JOIN account a ON a.id = s.account LEFT JOIN unit u ON u.id = a.unit
 WHERE s.account = :account;

-- mail_staff_put(account int64_t, address Str, mode Str, lang Str) run
INSERT INTO mail_staff (account, address, mode, lang) VALUES (:account, :address, :mode, :lang)
ON CONFLICT (account) DO UPDATE SET address = excluded.address, mode = excluded.mode, lang = excluded.lang;

-- mail_staff_drop(account int64_t) run
DELETE FROM mail_staff WHERE account = :account;

-- mail_staff_untold(mode Str, today Day, n int64_t) many MailStaff
SELECT s.account, s.address, s.mode, s.lang, a.name,
       CASE WHEN u.heir > 0 THEN u.heir ELSE a.unit END AS "unit int"
  FROM mail_staff s JOIN account a ON a.id = s.account LEFT JOIN unit u ON u.id = a.unit
 WHERE s.mode = :mode AND s.told < :today AND a.state = 'active' ORDER BY s.account LIMIT :n;

-- mail_staff_in(mode Str, n int64_t) many MailStaff
SELECT s.account, s.address, s.mode, s.lang, a.name,
       CASE WHEN u.heir > 0 THEN u.heir ELSE a.unit END AS "unit int"
  FROM mail_staff s JOIN account a ON a.id = s.account LEFT JOIN unit u ON u.id = a.unit
 WHERE s.mode = :mode AND a.state = 'active' ORDER BY s.account LIMIT :n;

-- mail_staff_told(account int64_t, today Day) run
UPDATE mail_staff SET told = :today WHERE account = :account;

-- mail_since(who Str, since Time) one MailCountOf
SELECT count(*) AS "n int" FROM mail WHERE who = :who AND at > :since;

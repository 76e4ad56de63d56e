-- account_by_key(key Str) one Account
SELECT a.id, a.name, a.person, a.unit, a.password, a.state, a.must_change, a.failures, a.locked_until,
       coalesce(u.code, '') AS "unit_code Str", coalesce(u.name, '') AS "unit_name Str",
       CASE WHEN a.unit = 0 THEN '/' ELSE coalesce(h.path, u.path, '') END AS "path Str"
  FROM account a LEFT JOIN unit u ON u.id = a.unit LEFT JOIN unit h ON h.id = u.heir AND u.heir > 0
 WHERE a.name_key = :key;

-- account_total() one AccountCount scan
SELECT count(*) AS "n int" FROM account;

-- account_insert(name Str, name_key Str, person Str, unit int64_t, password Str, state Str, must_change bool, created Time) one AccountId
INSERT INTO account (name, name_key, person, unit, password, state, must_change, created)
VALUES (:name, :name_key, :person, :unit, :password, :state, :must_change, :created)
ON CONFLICT (name_key) DO NOTHING RETURNING id;

-- account_set_person(id int64_t, person Str, unit int64_t) run
UPDATE account SET person = :person, unit = :unit WHERE id = :id;

-- account_set_password(id int64_t, password Str, must_change bool) run
UPDATE account SET password = :password, must_change = :must_change, failures = 0, locked_until = 0,
       state = CASE WHEN state = 'invited' THEN 'active' ELSE state END
 WHERE id = :id;

-- account_set_state(id int64_t, state Str) run
UPDATE account SET state = :state, failures = 0, locked_until = 0 WHERE id = :id;

-- account_set_failures(id int64_t, failures int64_t, locked_until Time) run
UPDATE account SET failures = :failures, locked_until = :locked_until WHERE id = :id;

-- account_list(unit int64_t, after Str, n int64_t) many AccountLine
SELECT a.name, a.name_key, a.person, a.state, a.locked_until, coalesce(h.code, u.code, '') AS "unit_code Str",
       coalesce(h.name, u.name, '') AS "unit_name Str", '' AS "roles Str"
  FROM account a LEFT JOIN unit u ON u.id = a.unit LEFT JOIN unit h ON h.id = u.heir AND u.heir > 0
 WHERE a.name_key > :after
   AND (:unit = 0 OR EXISTS (SELECT 1 FROM unit_above x WHERE x.unit = a.unit AND x.above = :unit))
 ORDER BY a.name_key LIMIT :n;

-- account_list_roles(after Str, last Str, today Day) many AccountLineRole
SELECT a.name_key, r.role, coalesce(h.code, u.code, '') AS "unit_code Str", CASE WHEN r.unit = a.unit THEN 1 ELSE 0 END AS "own bool"
  FROM account a JOIN account_role r ON r.account = a.id LEFT JOIN unit u ON u.id = r.unit
  LEFT JOIN unit h ON h.id = u.heir AND u.heir > 0
 WHERE a.name_key > :after AND a.name_key <= :last AND r.ended = 0 AND (r.until = 0 OR r.until >= :today)
 ORDER BY a.name_key, r.role, r.id;

-- account_grants(account int64_t, today Day) many AccountGrant
SELECT r.role, CASE WHEN r.unit = 0 THEN '/' ELSE coalesce(h.path, u.path, '') END AS "path Str"
  FROM account_role r LEFT JOIN unit u ON u.id = r.unit LEFT JOIN unit h ON h.id = u.heir AND u.heir > 0
 WHERE r.account = :account AND r.ended = 0 AND r.since <= :today AND (r.until = 0 OR r.until >= :today)
 ORDER BY r.id;

-- The roles that an account held on an earlier day; `night`: its end.
-- account_grants_then(name_key Str, then_on Day, night Time) many AccountGrant
SELECT r.role, CASE WHEN r.unit = 0 THEN '/' ELSE coalesce(h.path, u.path, '') END AS "path Str"
  FROM account a JOIN account_role r ON r.account = a.id LEFT JOIN unit u ON u.id = r.unit
  LEFT JOIN unit h ON h.id = u.heir AND u.heir > 0
 WHERE a.name_key = :name_key AND r.since <= :then_on AND (r.until = 0 OR r.until >= :then_on) AND (r.ended = 0 OR r.ended > :night)
 ORDER BY r.id;

-- role_list(account int64_t, today Day) many RoleRow
SELECT r.id, r.role, r.unit, r.since, r.until, coalesce(u.code, '') AS "unit_code Str",
       coalesce(u.name, '') AS "unit_name Str",
       CASE WHEN r.unit = 0 THEN '/' ELSE coalesce(h.path, u.path, '') END AS "path Str"
  FROM account_role r LEFT JOIN unit u ON u.id = r.unit LEFT JOIN unit h ON h.id = u.heir AND u.heir > 0
 WHERE r.account = :account AND r.ended = 0 AND (r.until = 0 OR r.until >= :today)
 ORDER BY r.role, r.id;

-- role_add(account int64_t, role int64_t, unit int64_t, since Day, until Day, given_by Str, given_at Time) run
INSERT INTO account_role (account, role, unit, since, until, given_by, given_at)
VALUES (:account, :role, :unit, :since, :until, :given_by, :given_at);

-- role_end(id int64_t, ended Time, ended_by Str) run
UPDATE account_role SET ended = :ended, ended_by = :ended_by WHERE id = :id AND ended = 0;

-- session_insert(hash Str, account int64_t, token bool, label Str, created Time, seen Time, expires Time, address Str) one SessionId
INSERT INTO session (hash, account, token, label, created, seen, expires, address)
VALUES (:hash, :account, :token, :label, :created, :seen, :expires, :address) RETURNING id;

-- session_by_hash(hash Str) one SessionOf
SELECT s.id, s.token, s.seen, s.expires, a.id AS "account int", a.name, a.person, a.state, a.must_change,
       CASE WHEN u.heir > 0 THEN u.heir ELSE a.unit END AS "unit int"
  FROM session s JOIN account a ON a.id = s.account LEFT JOIN unit u ON u.id = a.unit
 WHERE s.hash = :hash;

-- session_list(account int64_t) many SessionRow
SELECT id, hash, token, label, created, seen, expires, address FROM session WHERE account = :account ORDER BY id DESC;

-- session_saw(id int64_t, seen Time) run
UPDATE session SET seen = :seen WHERE id = :id AND seen < :seen;

-- session_drop(account int64_t, id int64_t) run
DELETE FROM session WHERE account = :account AND id = :id;

-- session_drop_hash(hash Str) run
DELETE FROM session WHERE hash = :hash;

-- session_drop_all(account int64_t, but int64_t) run
DELETE FROM session WHERE account = :account AND id <> :but;

-- session_drop_old(before Time) run
DELETE FROM session WHERE expires < :before;

-- audit_insert(at Time, actor Str, what Str, object Str, unit int64_t, ok bool, note Str) run
INSERT INTO audit (at, actor, what, object, unit, ok, note)
VALUES (:at, :actor, :what, :object, :unit, :ok, :note);

-- audit_list(unit int64_t, before int64_t, n int64_t) many AuditRow
SELECT a.id, a.at, a.actor, a.what, a.object, coalesce(u.code, '') AS "unit_code Str", a.ok, a.note
  FROM audit a LEFT JOIN unit u ON u.id = a.unit
 WHERE a.id < :before
   AND (:unit = 0 OR EXISTS (SELECT 1 FROM unit_above x WHERE x.unit = a.unit AND x.above = :unit))
 ORDER BY a.id DESC LIMIT :n;

-- account_people_of(unit int64_t) one AccountCount scan
SELECT count(*) AS "n int" FROM account a
 WHERE a.unit = :unit OR EXISTS (SELECT 1 FROM account_role r WHERE r.account = a.id AND r.unit = :unit AND r.ended = 0);

-- casefile_by_code(code Str) one Casefile
SELECT f.id, f.kind, f.code, f.unit, f.state, f.title, f.facet, f.parent, f.version, f.ruleset, f.opened, f.year, f.closed, f.clock,
       f.days, f.day_unit, f.counted_from, f.due, f.first_due, f.paused, f.stood, f.promised, f.late, f.warn, f.wake, f.public, f.demo,
       u.code AS "unit_code Str", u.name AS "unit_name Str", u.path AS "path Str",
       coalesce((SELECT w.path FROM casefile k JOIN unit w ON w.id = k.unit
                  WHERE k.parent = f.id AND k.lends = 1 AND k.closed = 0 LIMIT 1), '') AS "held_path Str"
  FROM casefile f JOIN unit u ON u.id = f.unit WHERE f.code = :code;

-- casefile_coded(code Str) one CasefileId
SELECT id FROM casefile WHERE code = :code;

-- casefile_by_id(id int64_t) one Casefile
SELECT f.id, f.kind, f.code, f.unit, f.state, f.title, f.facet, f.parent, f.version, f.ruleset, f.opened, f.year, f.closed, f.clock,
       f.days, f.day_unit, f.counted_from, f.due, f.first_due, f.paused, f.stood, f.promised, f.late, f.warn, f.wake, f.public, f.demo,
       u.code AS "unit_code Str", u.name AS "unit_name Str", u.path AS "path Str",
       coalesce((SELECT w.path FROM casefile k JOIN unit w ON w.id = k.unit
                  WHERE k.parent = f.id AND k.lends = 1 AND k.closed = 0 LIMIT 1), '') AS "held_path Str"
  FROM casefile f JOIN unit u ON u.id = f.unit WHERE f.id = :id;

-- casefile_by_secret(secret Str) one Casefile
SELECT f.id, f.kind, f.code, f.unit, f.state, f.title, f.facet, f.parent, f.version, f.ruleset, f.opened, f.year, f.closed, f.clock,
       f.days, f.day_unit, f.counted_from, f.due, f.first_due, f.paused, f.stood, f.promised, f.late, f.warn, f.wake, f.public, f.demo,
       u.code AS "unit_code Str", u.name AS "unit_name Str", u.path AS "path Str",
       coalesce((SELECT w.path FROM casefile k JOIN unit w ON w.id = k.unit
                  WHERE k.parent = f.id AND k.lends = 1 AND k.closed = 0 LIMIT 1), '') AS "held_path Str"
  FROM casefile f JOIN unit u ON u.id = f.unit WHERE f.secret = :secret AND f.secret <> '';

-- casefile_of_kind(kind Str, after int64_t, n int64_t) many Casefile
SELECT f.id, f.kind, f.code, f.unit, f.state, f.title, f.facet, f.parent, f.version, f.ruleset, f.opened, f.year, f.closed, f.clock,
       f.days, f.day_unit, f.counted_from, f.due, f.first_due, f.paused, f.stood, f.promised, f.late, f.warn, f.wake, f.public, f.demo,
       u.code AS "unit_code Str", u.name AS "unit_name Str", u.path AS "path Str", '' AS "held_path Str"
  FROM casefile f JOIN unit u ON u.id = f.unit WHERE f.kind = :kind AND f.id > :after ORDER BY f.id LIMIT :n;

-- casefile_children(parent int64_t) many Casefile
SELECT f.id, f.kind, f.code, f.unit, f.state, f.title, f.facet, f.parent, f.version, f.ruleset, f.opened, f.year, f.closed, f.clock,
       f.days, f.day_unit, f.counted_from, f.due, f.first_due, f.paused, f.stood, f.promised, f.late, f.warn, f.wake, f.public, f.demo,
       u.code AS "unit_code Str", u.name AS "unit_name Str", u.path AS "path Str", '' AS "held_path Str"
  FROM casefile f JOIN unit u ON u.id = f.unit WHERE f.parent = :parent AND f.parent > 0 ORDER BY f.id;

-- casefile_waking(today Day, n int64_t) many Casefile
SELECT f.id, f.kind, f.code, f.unit, f.state, f.title, f.facet, f.parent, f.version, f.ruleset, f.opened, f.year, f.closed, f.clock,
       f.days, f.day_unit, f.counted_from, f.due, f.first_due, f.paused, f.stood, f.promised, f.late, f.warn, f.wake, f.public, f.demo,
       u.code AS "unit_code Str", u.name AS "unit_name Str", u.path AS "path Str", '' AS "held_path Str"
  FROM casefile f JOIN unit u ON u.id = f.unit WHERE f.wake > 0 AND f.wake <= :today ORDER BY f.wake LIMIT :n;

-- casefile_breached(last Day, n int64_t) many Casefile
SELECT f.id, f.kind, f.code, f.unit, f.state, f.title, f.facet, f.parent, f.version, f.ruleset, f.opened, f.year, f.closed, f.clock,
       f.days, f.day_unit, f.counted_from, f.due, f.first_due, f.paused, f.stood, f.promised, f.late, f.warn, f.wake, f.public, f.demo,
       u.code AS "unit_code Str", u.name AS "unit_name Str", u.path AS "path Str", '' AS "held_path Str"
  FROM casefile f JOIN unit u ON u.id = f.unit WHERE f.clock = 1 AND f.late = 0 AND f.due <= :last ORDER BY f.due LIMIT :n;

-- casefile_due_soon(today Day, n int64_t) many Casefile
SELECT f.id, f.kind, f.code, f.unit, f.state, f.title, f.facet, f.parent, f.version, f.ruleset, f.opened, f.year, f.closed, f.clock,
       f.days, f.day_unit, f.counted_from, f.due, f.first_due, f.paused, f.stood, f.promised, f.late, f.warn, f.wake, f.public, f.demo,
       u.code AS "unit_code Str", u.name AS "unit_name Str", u.path AS "path Str", '' AS "held_path Str"
  FROM casefile f JOIN unit u ON u.id = f.unit WHERE f.clock = 1 AND f.warn > 0 AND f.warn <= :today ORDER BY f.warn LIMIT :n;

-- casefile_counting(after int64_t, today Day, n int64_t) many DueFile scan
SELECT id, clock, days, day_unit, counted_from, due, first_due, stood, promised FROM casefile
 WHERE clock IN (1, 2) AND (clock = 2 OR due >= :today) AND id > :after ORDER BY id LIMIT :n;

-- casefile_warned(id int64_t, warn Day) run
UPDATE casefile SET warn = :warn WHERE id = :id;

-- casefile_add(kind Str, code Str, secret Str, unit int64_t, title Str, facet Str, parent int64_t, ruleset int64_t, opened Day, year int64_t, lends bool, demo bool) one NewId
INSERT INTO casefile (kind, code, secret, unit, state, title, facet, parent, ruleset, opened, year, lends, demo)
VALUES (:kind, :code, :secret, :unit, '', :title, :facet, :parent, :ruleset, :opened, :year, :lends, :demo) RETURNING id;

-- casefile_move(id int64_t, version int64_t, unit int64_t, state Str, title Str, facet Str, parent int64_t, closed Day, clock int64_t, days int64_t, day_unit int64_t, counted_from Day, due Day, first_due Day, paused Day, stood int64_t, promised Day, late int64_t, warn Day, wake Day, public bool) run
UPDATE casefile SET unit = :unit, state = :state, title = :title, facet = :facet, parent = :parent, closed = :closed,
       clock = :clock, days = :days, day_unit = :day_unit, counted_from = :counted_from, due = :due,
       first_due = :first_due, paused = :paused, stood = :stood, promised = :promised, late = :late, warn = :warn, wake = :wake, public = :public,
       version = version + 1
 WHERE id = :id AND version = :version;

-- act_add(casefile int64_t, seq int64_t, kind Str, event Str, measure Str, before Str, after Str, actor Str, actor_name Str, proposer Str, proposer_name Str, unit int64_t, acting_unit int64_t, facet Str, at Time, done Day, month int64_t, document Str, note Str, undo Str, counts Str, due Day, voids int64_t, cause int64_t, leaf Str, content Str) one NewId
INSERT INTO act (casefile, seq, kind, event, measure, before, after, actor, actor_name, proposer, proposer_name, unit, acting_unit,
                 facet, at, done, month, document, note, undo, counts, due, voids, cause, leaf, content)
VALUES (:casefile, :seq, :kind, :event, :measure, :before, :after, :actor, :actor_name, :proposer, :proposer_name, :unit, :acting_unit,
        :facet, :at, :done, :month, :document, :note, :undo, :counts, :due, :voids, :cause, :leaf, :content) RETURNING id;

-- leaf_act(id int64_t) one LeafAct
SELECT t.id, f.code, t.content, t.document, t.done, t.due, t.event, t.seq, t.after, u.code AS "unit_code Str", t.at, t.leaf,
       coalesce((SELECT v.seq FROM act v WHERE v.id = t.voids), 0) AS "voids int"
  FROM act t JOIN casefile f ON f.id = t.casefile JOIN unit u ON u.id = t.unit WHERE t.id = :id;

-- leaf_acts(after int64_t, n int64_t) many LeafAct
SELECT t.id, f.code, t.content, t.document, t.done, t.due, t.event, t.seq, t.after, u.code AS "unit_code Str", t.at, t.leaf,
       coalesce((SELECT v.seq FROM act v WHERE v.id = t.voids), 0) AS "voids int"
  FROM act t JOIN casefile f ON f.id = t.casefile JOIN unit u ON u.id = t.unit
 WHERE t.id > :after AND t.leaf <> '' ORDER BY t.id LIMIT :n;

-- leaf_strays(n int64_t) many LeafStray scan
SELECT l.id, l.act, l.kind FROM leaf l
 WHERE l.act > 0 AND NOT EXISTS (SELECT 1 FROM act t WHERE t.id = l.act AND t.leaf <> '') ORDER BY l.id LIMIT :n;

-- act_list(casefile int64_t) many ActRow
SELECT id, seq, event, measure, before, after, actor, actor_name, proposer, proposer_name, unit, acting_unit, at, done, document, note,
       undo, counts, due, voids, leaf, facet
  FROM act WHERE casefile = :casefile ORDER BY seq;

-- act_last(casefile int64_t) one ActRow
SELECT id, seq, event, measure, before, after, actor, actor_name, proposer, proposer_name, unit, acting_unit, at, done, document, note,
       undo, counts, due, voids, leaf, facet
  FROM act WHERE casefile = :casefile ORDER BY seq DESC LIMIT 1;

-- act_by_seq(casefile int64_t, seq int64_t) one ActRow
SELECT id, seq, event, measure, before, after, actor, actor_name, proposer, proposer_name, unit, acting_unit, at, done, document, note,
       undo, counts, due, voids, leaf, facet
  FROM act WHERE casefile = :casefile AND seq = :seq;

-- act_last_of(casefile int64_t, event Str) one ActBy
SELECT actor, proposer FROM act WHERE casefile = :casefile AND event = :event ORDER BY seq DESC LIMIT 1;

-- act_standing(casefile int64_t, event Str) one Sum
SELECT count(*) AS "n int" FROM act t
 WHERE t.casefile = :casefile AND t.event = :event
   AND NOT EXISTS (SELECT 1 FROM act v WHERE v.voids = t.id AND v.voids > 0 AND v.event = 'void');

-- What an act of the parent caused in its children and still stands, the last first.
-- acts_caused(parent int64_t, seq int64_t) many CausedAct
SELECT t.casefile, t.seq FROM casefile f JOIN act t ON t.casefile = f.id
 WHERE f.parent = :parent AND f.parent > 0 AND t.cause = :seq AND t.voids = 0
   AND NOT EXISTS (SELECT 1 FROM act v WHERE v.voids = t.id AND v.voids > 0)
 ORDER BY t.id DESC;

-- The open children, without those that the act `seq` of the parent has just opened.
-- children_open(parent int64_t, seq int64_t) many OpenChild
SELECT f.code, f.kind, f.state, f.clock FROM casefile f
 WHERE f.parent = :parent AND f.parent > 0 AND f.closed = 0
   AND NOT EXISTS (SELECT 1 FROM act t WHERE t.casefile = f.id AND t.seq = 1 AND t.cause = :seq)
 ORDER BY f.id;

-- act_voided(id int64_t) one Sum
SELECT count(*) AS "n int" FROM act WHERE voids = :id AND voids > 0;

-- pending_add(casefile int64_t, event Str, input Str, proposer Str, proposer_name Str, at Time) run
INSERT INTO pending (casefile, event, input, proposer, proposer_name, at)
VALUES (:casefile, :event, :input, :proposer, :proposer_name, :at);

-- pending_of(casefile int64_t, event Str) one Pending
SELECT id, casefile, event, input, proposer, proposer_name, at FROM pending WHERE casefile = :casefile AND event = :event;

-- pending_list(casefile int64_t) many Pending
SELECT id, casefile, event, input, proposer, proposer_name, at FROM pending WHERE casefile = :casefile ORDER BY id;

-- pending_drop(id int64_t) run
DELETE FROM pending WHERE id = :id;

-- pending_drop_all(casefile int64_t) run
DELETE FROM pending WHERE casefile = :casefile;

-- tally_add(unit int64_t, kind Str, measure Str, month int64_t, facet Str, n int64_t) run
INSERT INTO tally (unit, kind, measure, month, facet, shard, n, own)
SELECT above, :kind, :measure, :month, :facet, 0, CAST(:n AS bigint), CASE WHEN above = unit THEN CAST(:n AS bigint) ELSE 0 END
  FROM unit_above WHERE unit = :unit
ON CONFLICT (unit, kind, measure, month, facet, shard) DO UPDATE SET n = tally.n + excluded.n, own = tally.own + excluded.own;

-- tally_sum(unit int64_t, kind Str, measure Str, from_month int64_t, to_month int64_t) one Sum
SELECT coalesce(sum(n), 0) AS "n int" FROM tally
 WHERE unit = :unit AND kind = :kind AND measure = :measure AND month BETWEEN :from_month AND :to_month;

-- tally_cells(unit int64_t, kind Str, measure Str, from_month int64_t, to_month int64_t) many Cell
SELECT measure, month, facet, sum(n) AS "n int" FROM tally
 WHERE unit = :unit AND kind = :kind AND measure = :measure AND month BETWEEN :from_month AND :to_month
 GROUP BY measure, month, facet HAVING sum(n) <> 0 ORDER BY month, facet;

-- outbox_add(topic Str, audience Str, casefile int64_t, payload Str, at Time) run
INSERT INTO outbox (topic, audience, casefile, payload, at) VALUES (:topic, :audience, :casefile, :payload, :at);

-- outbox_events(n int64_t) many Message
SELECT id, topic, casefile, payload, at FROM outbox WHERE audience = 'event' AND done = 0 ORDER BY id LIMIT :n;

-- outbox_staff(n int64_t) many Message
SELECT id, topic, casefile, payload, at FROM outbox WHERE audience = 'staff' AND done = 0 ORDER BY id LIMIT :n;

-- outbox_drop(id int64_t) run
DELETE FROM outbox WHERE id = :id;

-- outbox_done(id int64_t, at Time) run
UPDATE outbox SET done = :at WHERE id = :id;

-- answered_of(token Str) one Answered
SELECT actor, digest, code, seq FROM answered WHERE token = :token;

-- answered_add(token Str, actor Str, digest Str, code Str, seq int64_t, at Time) run
INSERT INTO answered (token, actor, digest, code, seq, at) VALUES (:token, :actor, :digest, :code, :seq, :at);

-- answered_forget(before Time) run
DELETE FROM answered WHERE at < :before;

-- holiday_drop(off Day) run
DELETE FROM holiday WHERE off = :off;

-- holiday_all() many Holiday scan
SELECT off, name, kind, status, source FROM holiday ORDER BY off;

-- ruleset_of(area Str, day Day) one Ruleset
SELECT id, name, source FROM ruleset WHERE area = :area AND valid_from <= :day ORDER BY valid_from DESC LIMIT 1;

-- rule_of(ruleset int64_t, name Str) one Rule
SELECT value FROM rule WHERE ruleset = :ruleset AND name = :name;

-- house_of(name Str) one HouseValue
SELECT value FROM house WHERE name = :name;

-- house_put(name Str, value Str) run
INSERT INTO house (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- Lists of a small unit: of it and of each that went into it the first n by an index of its own, and of those together
-- the first n, so that a page costs its rows. Those of a wide one walk an index of the whole house in their order.
-- files_in_hand(above int64_t, kind Str, state Str, n int64_t) many FileRow
SELECT f.id, f.code, f.kind, f.state, f.title, f.facet, f.opened, f.due, f.clock, f.late, u.code AS "unit_code Str", u.name AS "unit_name Str"
  FROM unit_above a CROSS JOIN casefile f JOIN unit u ON u.id = f.unit
 WHERE a.above = :above AND f.id IN (SELECT g.id FROM casefile g
        WHERE g.unit = a.unit AND g.kind = :kind AND g.state = :state AND g.closed = 0 ORDER BY g.due, g.id LIMIT :n)
 ORDER BY f.due, f.id LIMIT :n;

-- files_in_hand_wide(above int64_t, kind Str, state Str, n int64_t) many FileRow
SELECT f.id, f.code, f.kind, f.state, f.title, f.facet, f.opened, f.due, f.clock, f.late, u.code AS "unit_code Str", u.name AS "unit_name Str"
  FROM casefile f JOIN unit u ON u.id = f.unit
 WHERE f.kind = :kind AND f.state = :state AND f.closed = 0
   AND EXISTS (SELECT 1 FROM unit_above a WHERE a.unit = f.unit AND a.above = :above)
 ORDER BY f.due, f.id LIMIT :n;

-- files_to_sign(above int64_t, n int64_t) many SignRow scan
SELECT f.code, f.kind, f.state, f.title, f.due, p.event, p.proposer, p.proposer_name, p.at, u.path AS "path Str",
       coalesce((SELECT w.path FROM casefile k JOIN unit w ON w.id = k.unit
                  WHERE k.parent = f.id AND k.lends = 1 AND k.closed = 0 LIMIT 1), '') AS "held_path Str"
  FROM pending p JOIN casefile f ON f.id = p.casefile JOIN unit u ON u.id = f.unit
 WHERE EXISTS (SELECT 1 FROM unit_above a WHERE a.unit = f.unit AND a.above = :above)
    OR EXISTS (SELECT 1 FROM casefile k JOIN unit_above b ON b.unit = k.unit
                WHERE k.parent = f.id AND k.lends = 1 AND k.closed = 0 AND b.above = :above)
 ORDER BY p.id LIMIT :n;

-- files_of_wide(kind Str, above int64_t, before int64_t, n int64_t) many FileRow
SELECT f.id, f.code, f.kind, f.state, f.title, f.facet, f.opened, f.due, f.clock, f.late, u.code AS "unit_code Str", u.name AS "unit_name Str"
  FROM casefile f JOIN unit u ON u.id = f.unit
 WHERE f.kind = :kind AND f.id < :before
   AND EXISTS (SELECT 1 FROM unit_above a WHERE a.unit = f.unit AND a.above = :above)
 ORDER BY f.id DESC LIMIT :n;

-- files_of_wide_in(kind Str, state Str, above int64_t, before int64_t, n int64_t) many FileRow
SELECT f.id, f.code, f.kind, f.state, f.title, f.facet, f.opened, f.due, f.clock, f.late, u.code AS "unit_code Str", u.name AS "unit_name Str"
  FROM casefile f JOIN unit u ON u.id = f.unit
 WHERE f.kind = :kind AND f.state = :state AND f.id < :before
   AND EXISTS (SELECT 1 FROM unit_above a WHERE a.unit = f.unit AND a.above = :above)
 ORDER BY f.id DESC LIMIT :n;

-- files_of_unit(kind Str, above int64_t, before int64_t, n int64_t) many FileRow
SELECT f.id, f.code, f.kind, f.state, f.title, f.facet, f.opened, f.due, f.clock, f.late, u.code AS "unit_code Str", u.name AS "unit_name Str"
  FROM unit_above a CROSS JOIN casefile f JOIN unit u ON u.id = f.unit
 WHERE a.above = :above AND f.id IN (SELECT g.id FROM casefile g
        WHERE g.unit = a.unit AND g.kind = :kind AND g.id < :before ORDER BY g.id DESC LIMIT :n)
 ORDER BY f.id DESC LIMIT :n;

-- files_of_unit_in(kind Str, state Str, above int64_t, before int64_t, n int64_t) many FileRow
SELECT f.id, f.code, f.kind, f.state, f.title, f.facet, f.opened, f.due, f.clock, f.late, u.code AS "unit_code Str", u.name AS "unit_name Str"
  FROM unit_above a CROSS JOIN casefile f JOIN unit u ON u.id = f.unit
 WHERE a.above = :above AND f.id IN (SELECT g.id FROM casefile g
        WHERE g.unit = a.unit AND g.kind = :kind AND g.state = :state AND g.id < :before ORDER BY g.id DESC LIMIT :n)
 ORDER BY f.id DESC LIMIT :n;

-- verify_versions(n int64_t) many FileFault scan
SELECT f.code FROM casefile f WHERE f.version <> (SELECT count(*) FROM act t WHERE t.casefile = f.id) LIMIT :n;

-- verify_chain(n int64_t) many ChainFault scan
SELECT f.code, b.seq FROM act b JOIN act a ON a.casefile = b.casefile AND a.seq = b.seq - 1 JOIN casefile f ON f.id = b.casefile
 WHERE a.after <> b.before LIMIT :n;

-- verify_state(n int64_t) many FileFault scan
SELECT f.code FROM casefile f JOIN act a ON a.casefile = f.id AND a.seq = f.version WHERE a.after <> f.state LIMIT :n;

-- verify_stock(n int64_t) many CellFault scan
SELECT r.unit, r.kind, r.measure AS "measure Str", r.month, r.facet, r.n AS "want int", coalesce(t.n, 0) AS "have int"
  FROM (SELECT a.above AS unit, f.kind AS kind, '=' || f.state AS measure, f.year AS month, f.facet AS facet, count(*) AS n
          FROM casefile f JOIN unit_above a ON a.unit = f.unit WHERE f.state <> '' GROUP BY 1, 2, 3, 4, 5) r
  LEFT JOIN (SELECT unit, kind, measure, month, facet, sum(n) AS n FROM tally GROUP BY 1, 2, 3, 4, 5) t
    ON t.unit = r.unit AND t.kind = r.kind AND t.measure = r.measure AND t.month = r.month AND t.facet = r.facet
 WHERE coalesce(t.n, 0) <> r.n LIMIT :n;

-- verify_flow(n int64_t) many CellFault scan
SELECT r.unit, r.kind, r.measure AS "measure Str", r.month, r.facet, r.n AS "want int", coalesce(t.n, 0) AS "have int"
  FROM (SELECT a.above AS unit, x.kind AS kind, x.measure AS measure, x.month AS month, x.facet AS facet, count(*) AS n
          FROM act x JOIN unit_above a ON a.unit = x.unit
         WHERE x.measure <> '' AND NOT EXISTS (SELECT 1 FROM act v WHERE v.voids = x.id AND v.voids > 0) GROUP BY 1, 2, 3, 4, 5) r
  LEFT JOIN (SELECT unit, kind, measure, month, facet, sum(n) AS n FROM tally GROUP BY 1, 2, 3, 4, 5) t
    ON t.unit = r.unit AND t.kind = r.kind AND t.measure = r.measure AND t.month = r.month AND t.facet = r.facet
 WHERE coalesce(t.n, 0) <> r.n LIMIT :n;

-- verify_roll_up(n int64_t) many CellFault scan
SELECT t.unit, t.kind, t.measure AS "measure Str", t.month, t.facet, coalesce(r.n, 0) AS "want int", t.n AS "have int"
  FROM (SELECT unit, kind, measure, month, facet, sum(n) AS n FROM tally GROUP BY 1, 2, 3, 4, 5) t
  LEFT JOIN (SELECT a.above AS unit, x.kind AS kind, x.measure AS measure, x.month AS month, x.facet AS facet, sum(x.own) AS n
          FROM tally x JOIN unit_above a ON a.unit = x.unit GROUP BY 1, 2, 3, 4, 5) r
    ON t.unit = r.unit AND t.kind = r.kind AND t.measure = r.measure AND t.month = r.month AND t.facet = r.facet
 WHERE coalesce(r.n, 0) <> t.n LIMIT :n;

-- verify_own() many OwnCell scan
SELECT unit, kind, measure, month, facet, sum(own) AS "n int" FROM tally GROUP BY unit, kind, measure, month, facet HAVING sum(own) <> 0;

-- verify_counts(after int64_t, n int64_t) many CountsRow
SELECT id, kind, counts FROM act WHERE id > :after ORDER BY id LIMIT :n;

-- tally_forget_roll_up() run scan
DELETE FROM tally WHERE own = 0;

-- tally_to_own() run scan
UPDATE tally SET n = own;

-- tally_roll_up() run scan
INSERT INTO tally (unit, kind, measure, month, facet, shard, n, own)
SELECT a.above, t.kind, t.measure, t.month, t.facet, 0, sum(t.own), 0
  FROM tally t JOIN unit_above a ON a.unit = t.unit AND a.above <> a.unit WHERE t.own <> 0
 GROUP BY a.above, t.kind, t.measure, t.month, t.facet
ON CONFLICT (unit, kind, measure, month, facet, shard) DO UPDATE SET n = tally.n + excluded.n;

-- holiday_put(off Day, name Str, kind Str, status Str, source Str) run
INSERT INTO holiday (off, name, kind, status, source) VALUES (:off, :name, :kind, :status, :source)
ON CONFLICT (off) DO UPDATE SET name = excluded.name, kind = excluded.kind, status = excluded.status, source = excluded.source;

-- holiday_at(off Day) one Holiday
SELECT off, name, kind, status, source FROM holiday WHERE off = :off;

-- casefile_open_children_of(parent int64_t) one Sum
SELECT count(*) AS "n int" FROM casefile WHERE parent = :parent AND parent > 0 AND closed = 0;

-- files_left_behind(n int64_t) many LeftBehind
SELECT f.code, f.kind, u.name AS "unit_name Str", u.heir FROM unit u JOIN casefile f ON f.unit = u.id AND f.closed = 0
 WHERE u.in_force = 0 AND u.heir > 0 LIMIT :n;

-- files_open_in(unit int64_t, n int64_t) many OpenFile
SELECT code, kind, state FROM casefile WHERE unit = :unit AND closed = 0 ORDER BY kind, state, due, id LIMIT :n;

-- files_open_by_kind(unit int64_t) many OpenKind
SELECT kind, count(*) AS "n int" FROM casefile WHERE unit = :unit AND closed = 0 GROUP BY kind ORDER BY kind;

-- files_told_apart(n int64_t) many LeftBehind scan
SELECT f.code, f.kind, u.name AS "unit_name Str", b.unit AS "heir int" FROM belongs b JOIN casefile f ON f.id = b.casefile JOIN unit u ON u.id = f.unit
 WHERE f.closed = 0 AND f.unit <> b.unit AND u.in_force = 0 AND u.heir = 0 LIMIT :n;

-- belongs_of(casefile int64_t) one Belongs
SELECT unit, rule FROM belongs WHERE casefile = :casefile;

-- belongs_put(casefile int64_t, unit int64_t, rule Str, given_by Str, given_at Time) run
INSERT INTO belongs (casefile, unit, rule, given_by, given_at) VALUES (:casefile, :unit, :rule, :given_by, :given_at)
ON CONFLICT (casefile) DO UPDATE SET unit = excluded.unit, rule = excluded.rule, given_by = excluded.given_by, given_at = excluded.given_at;

-- belongs_all() many BelongsLine scan
SELECT f.code AS "casefile Str", u.code AS "unit Str", b.rule FROM belongs b JOIN casefile f ON f.id = b.casefile JOIN unit u ON u.id = b.unit
 ORDER BY f.id;

-- split_units() many SplitLine scan
SELECT u.id, CAST(u.id AS text) AS "key Str", u.code, u.name, u.valid_to, u.path, (SELECT count(*) FROM casefile f WHERE f.unit = u.id) AS "files int",
       (SELECT count(*) FROM casefile f WHERE f.unit = u.id AND NOT EXISTS (SELECT 1 FROM belongs b WHERE b.casefile = f.id)) AS "left int"
  FROM unit u WHERE u.in_force = 0 AND u.heir = 0 AND EXISTS (SELECT 1 FROM unit_link l WHERE l.predecessor = u.id AND l.predecessor > 0)
 ORDER BY u.sort_key, u.id;

-- files_untold(unit int64_t, n int64_t) many UntoldFile
SELECT f.id, f.code, f.kind, f.title FROM casefile f
 WHERE f.unit = :unit AND NOT EXISTS (SELECT 1 FROM belongs b WHERE b.casefile = f.id) ORDER BY f.id LIMIT :n;

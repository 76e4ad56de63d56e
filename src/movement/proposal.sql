-- proposal_of(id int64_t) one Proposal
SELECT name, what, proposer_name, proposer_phone, model FROM proposal WHERE id = :id;

-- proposal_add(id int64_t, name Str, what Str, proposer_name Str, proposer_phone Str, name_fold Str) run
INSERT INTO proposal (id, name, what, proposer_name, proposer_phone, name_fold)
VALUES (:id, :name, :what, :proposer_name, :proposer_phone, :name_fold);

-- proposal_same(id int64_t, n int64_t) many ProposalSame
SELECT f.id, f.code, f.state, f.opened FROM proposal own JOIN casefile o ON o.id = own.id
  JOIN proposal p ON p.name_fold = own.name_fold JOIN casefile f ON f.id = p.id
 WHERE own.id = :id AND p.id <> own.id AND f.unit = o.unit ORDER BY f.id DESC LIMIT :n;

-- proposal_turned_set(id int64_t, model int64_t) run
UPDATE proposal SET model = :model WHERE id = :id;

-- proposal_of_model(model int64_t) one ProposalCode
SELECT f.id, f.code FROM proposal p JOIN casefile f ON f.id = p.id WHERE p.model = :model AND p.model > 0;

-- proposal_list() many ProposalLine
SELECT f.id, f.code, u.code AS "unit Str", f.state, f.opened, p.name, p.what
  FROM casefile f JOIN proposal p ON p.id = f.id JOIN unit u ON u.id = f.unit
 WHERE f.kind = 'proposal' ORDER BY f.id;

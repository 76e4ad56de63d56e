-- proposal_of(id int64_t) one Proposal
SELECT name, what, proposer_name, proposer_phone FROM proposal WHERE id = :id;

-- proposal_add(id int64_t, name Str, what Str, proposer_name Str, proposer_phone Str) run
INSERT INTO proposal (id, name, what, proposer_name, proposer_phone)
VALUES (:id, :name, :what, :proposer_name, :proposer_phone);

-- proposal_list() many ProposalLine
SELECT f.id, f.code, u.code AS "unit Str", f.state, f.opened, p.name, p.what
  FROM casefile f JOIN proposal p ON p.id = f.id JOIN unit u ON u.id = f.unit
 WHERE f.kind = 'proposal' ORDER BY f.id;

-- What a list of a unit, or of the whole house, is read from: each costs its rows.
DROP INDEX casefile_over;
CREATE INDEX casefile_state ON casefile (unit, kind, state);
CREATE INDEX casefile_due_wide ON casefile (kind, due) WHERE clock = 1;
CREATE INDEX act_unit ON act (unit, kind, measure, done, id);

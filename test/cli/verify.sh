#!/usr/bin/env bash
# Without these a data file that was tampered with is called sound, or nobody learns where it was.
# shellcheck source=test/cli/lib/check.sh
. "$(dirname "$0")/lib/check.sh"

runs 0 demo --data whole.db
runs 0 verify --data whole.db
prints "whole.db: sound"
value() { sqlite3 whole.db "$1"; }
names() { # PLACE: what verify says of x.db names it
    runs 1 verify --data x.db
    prints "$1"
    complains "is not sound"
}
damaged() { # SQL PLACE
    rm -f x.db* && cp whole.db x.db
    sqlite3 x.db "$1"
    ! cmp -s x.db whole.db
    verdict $? "nothing was changed by $1"
    names "$2"
}

# acts: an act in the middle of a model's life, in the ledger
id=$(value "SELECT id FROM act WHERE leaf = 'model.recognised' ORDER BY id LIMIT 1")
read -r code seq leaf < <(sqlite3 -separator ' ' whole.db \
    "SELECT c.code, a.seq, l.id FROM act a JOIN casefile c ON c.id = a.casefile JOIN leaf l ON l.act = a.id WHERE a.id = $id")
commits="casefile $code: act $seq is not what its leaf in the ledger commits to"
damaged "UPDATE act SET document = '99/QĐ-UBND' WHERE id = $id" "$commits"
damaged "UPDATE act SET content = replace(content, substr(content, 1, 1), 'x') WHERE id = $id" "$commits"
damaged "UPDATE act SET at = at - 86400000 WHERE id = $id" "$commits" # entered a day earlier
damaged "UPDATE act SET done = done - 1 WHERE id = $id" "$commits"      # done a day earlier
damaged "UPDATE act SET leaf = '' WHERE id = $id" "ledger: leaf $leaf (model.recognised) belongs to act $id, which is not there"
damaged "DELETE FROM act WHERE id = $id" "ledger: leaf $leaf (model.recognised) belongs to act $id, which is not there"
damaged "DELETE FROM act WHERE id = $id" "casefile $code: the number of its acts is not its version"
damaged "UPDATE act SET before = 'elsewhere' WHERE id = $id" "casefile $code: act $seq does not begin where the one before it ended"
damaged "UPDATE casefile SET state = 'draft' WHERE code = '$code'" "casefile $code: its state is not where its last act ended"
damaged "INSERT INTO act SELECT (SELECT max(id) + 1 FROM act), casefile, max(seq) + 1, kind, event, measure, after, after, actor, actor_name, proposer, proposer_name,
    unit, acting_unit, facet, at, done, month, document, note, undo, '', due, 0, 0, leaf, content
    FROM act WHERE casefile = (SELECT casefile FROM act WHERE id = $id)" "casefile $code: the number of its acts is not its version"

# a result: the list behind a figure is read from what stands beside it
read -r result dossier < <(sqlite3 -separator ' ' whole.db "SELECT d.id, f.code FROM dossier d JOIN casefile f ON f.id = d.id WHERE d.result_on > 0 LIMIT 1")
for change in "late_first = 1 - late_first" "late = 1 - late" "result_unit = 1" "result_on = result_on - 1" "result_on = 0"; do
    damaged "UPDATE dossier SET $change WHERE id = $result" "casefile $dossier: its result is not listed as its acts say"
done

# the ledger: place counts from 0, leaves from 1
place="(0, $((leaf - 1)))"
damaged "UPDATE leaf SET day = day - 1 WHERE id = $leaf" "$commits"
damaged "UPDATE leaf SET day = day - 1 WHERE id = $leaf" "a hash of a tile is not that of the leaves: level, place $place"
damaged "UPDATE leaf SET commitment = zeroblob(32) WHERE id = $leaf" "level, place $place"
damaged "UPDATE leaf SET unit = '-' WHERE id = $leaf" "level, place $place"
damaged "UPDATE leaf SET salt = zeroblob(32) WHERE id = $leaf" "$commits"
damaged "DELETE FROM leaf WHERE id = $leaf" "ledger 1: leaves are missing between ($((leaf - 1)), $((leaf + 1)))"
damaged "DELETE FROM leaf WHERE id = $leaf" "casefile $code: act $seq has no leaf in the ledger"
last=$(value "SELECT max(id) FROM leaf")
damaged "DELETE FROM leaf WHERE id = $last" "its size is not the number of its leaves: size, leaves ($last, $((last - 1)))"
damaged "UPDATE tile SET hashes = substr(hashes, 1, 32 * ($leaf - 1)) || zeroblob(32) || substr(hashes, 32 * $leaf + 1) WHERE level = 0" \
    "a hash of a tile is not that of the leaves: level, place $place"
damaged "DELETE FROM tile" "a hash of a tile is not that of the leaves: level, place (0, 0)"
damaged "UPDATE log SET edge = zeroblob(32) || substr(edge, 33)" "ledger 1: its edge is not that of the leaves"
damaged "UPDATE log SET note = substr(note, 1, length(note) - 12) || 'AAAAAAAAAA=' || char(10)" "ledger 1: the signature of its checkpoint is not good"
damaged "UPDATE log SET seed = zeroblob(32)" "ledger 1: the signature of its checkpoint is not good"
damaged "UPDATE log SET note = replace(note, char(10) || size || char(10), char(10) || (size - 1) || char(10))" \
    "ledger 1: the signature of its checkpoint is not good"

# tallies
read -r unit kind measure month facet n < <(sqlite3 -separator ' ' whole.db "SELECT unit, kind, measure, month, facet, n FROM tally
    WHERE kind = 'model' AND measure = 'create' AND facet <> '' AND n > 0 ORDER BY unit, measure, month LIMIT 1")
damaged "UPDATE tally SET n = n + 1 WHERE unit = $unit AND kind = '$kind' AND measure = '$measure' AND month = $month AND facet = '$facet'" \
    "tally unit $unit $kind $measure $month $facet: is $((n + 1)), the acts counted give $n"
damaged "UPDATE act SET counts = '' WHERE id = $id" "more than it holds"

# media, frozen reports
read -r hash size < <(sqlite3 -separator ' ' whole.db "SELECT hash, size FROM media WHERE size > 0 ORDER BY hash, size LIMIT 1")
damaged "UPDATE media SET bytes = CAST(substr(bytes, 1, 100) || x'00' || substr(bytes, 102) AS BLOB) WHERE hash = '$hash' AND size = $size" \
    "media $hash $size: its bytes are not those that were stored"
damaged "DELETE FROM media WHERE hash = '$hash'" "the bytes of its photo $hash are not there"
read -r report version row < <(sqlite3 -separator ' ' whole.db \
    "SELECT c.code, v.version, v.id FROM report_version v JOIN casefile c ON c.id = v.report ORDER BY v.id LIMIT 1")
frozen="report $report version $version: its contents are not those of its SHA-256"
damaged "UPDATE report_cell SET n = n + 1 WHERE rowid = (SELECT min(rowid) FROM report_cell WHERE version = $row AND words = '')" "$frozen"
damaged "UPDATE report_version SET result = result || '.' WHERE id = $row" "$frozen"
damaged "UPDATE report_version SET sha256 = replace(sha256, substr(sha256, 1, 1), 'x') WHERE id = $row" "$frozen"

runs 1 verify --data x.db --json
prints '"ok":false'

# the file itself
damaged "PRAGMA foreign_keys = OFF; UPDATE photo SET casefile = 99999 WHERE rowid = 1" \
    "file: table photo, row 1 refers to a missing row of casefile"
spoil() { # PAGE BYTE: of that page
    rm -f x.db* && cp whole.db x.db
    printf '\377\377\377\377' | dd of=x.db bs=1 seek=$((($1 - 1) * $(value "PRAGMA page_size") + $2)) conv=notrunc 2>/dev/null
}
page=$(value "SELECT pageno FROM dbstat WHERE name = 'act' AND aggregate = 0 AND pagetype = 'leaf' ORDER BY pageno LIMIT 1 OFFSET 1")
spoil "$page" 1 # the head of a page of acts
names "Page $page"
spoil "$(value "SELECT pageno FROM dbstat WHERE name = 'leaf_act' AND aggregate = 0 AND pagetype = 'leaf' LIMIT 1")" 4090 # a cell of an index
names "tree page $(value "SELECT rootpage FROM sqlite_schema WHERE name = 'leaf_act'")"
rm -f x.db* && cp whole.db x.db
truncate -s -8192 x.db
runs 1 verify --data x.db
[[ $out$err == *damaged* || $out$err == *malformed* || $out$err == *"not sound"* ]]
verdict $? "a file that was cut off: $out $err"
closing

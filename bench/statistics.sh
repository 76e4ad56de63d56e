#!/usr/bin/env bash
# statistics: figures of a province of 3,000 units, with 10,000 and 200,000 files, against counting the records
# shellcheck source=bench/lib.sh
. "$(dirname "$0")/lib.sh"

"$kheo" import units <(python3 bench/fill.py units 3000) --data "$tmp/empty.db" >"$tmp/nothing"
"$kheo" user add bench sys_admin --data "$tmp/empty.db" >"$tmp/nothing"
for n in 10000 200000; do
    cp "$tmp/empty.db" "$tmp/$n.db"
    python3 bench/fill.py casefiles "$tmp/$n.db" "$n"
    "$kheo" reindex --data "$tmp/$n.db" >"$tmp/nothing"
done
"$kheo" verify --data "$tmp/10000.db" >"$tmp/verify" || {
    cat "$tmp/verify" >&2
    die "the data made for this is not sound"
}

python3 bench/tallies.py "$tmp/10000.db" "$tmp/200000.db" "$rounds" >"$tmp/us"
us() { awk -v name="$1" '$1 == name { print $2 }' "$tmp/us"; }
heading "the statement of the page" 200,000 10,000 ratio ""
row "tallies, us" "$(printf %.1f "$(us tally.large)")" "$(printf %.1f "$(us tally.small)")" \
    "$(ratio "$(us tally.large)" "$(us tally.small)")" "<= 1.20"
echo
heading "200,000 files, the same answer" tallies records ratio ""
row "GROUP BY over the acts of any unit, us" "$(rate "$(us tally.large)")" "$(rate "$(us records.any)")" \
    "$(ratio "$(us records.any)" "$(us tally.large)")" ">= 50"
row "GROUP BY without the tree of units, us" "$(rate "$(us tally.large)")" "$(rate "$(us records.top)")" \
    "$(ratio "$(us records.top)" "$(us tally.large)")" ">= 50"

# The whole page, asked of a server for each file.
serve "$tmp/10000.db"
small=$url small_pid=$pid
serve "$tmp/200000.db"
large=$url large_pid=$pid
path="/phong-trao/thong-ke.json?tu=2025-01&den=2025-12"
in_turn small "$small_pid" "$small$path" large "$large_pid" "$large$path"
echo
heading "the page as JSON, 64 connections" 200,000 10,000 ratio ""
row "processor time, us a page" "$(rate "$(median_of large.cpu)")" "$(rate "$(median_of small.cpu)")" \
    "$(ratio "$(median_of large.cpu)" "$(median_of small.cpu)")" "<= 1.20"
row "pages/s" "$(rate "$(median_of large)")" "$(rate "$(median_of small)")"
row "p99, ms" "$(median_of large.p99)" "$(median_of small.p99)"
verdict

#!/usr/bin/env bash
# acts: acts a second with all that belongs to one, many a commit against one a commit
# shellcheck source=bench/lib.sh
. "$(dirname "$0")/lib.sh"

# An act here is POST /phong-trao/gioi-thieu.json by 64 connections: form, file, private link, counts for the unit
# and all above it, record and message; each is answered 201 after its commit is on the disk.
units=test/data/units.csv
PLACES=$(python3 -c 'import csv, sys
print(*[u["code"] for u in csv.DictReader(open(sys.argv[1], encoding="utf-8")) if not u["valid_to"] and u["parent_code"]][:60])' "$units")
export PLACES SLOWSYNC_COUNT=$tmp/syncs
cc -shared -fPIC -O2 -o "$tmp/slowsync.so" bench/slowsync.c

make_data() {
    rm -f "$1"*
    "$kheo" import units "$units" --data "$1" >"$tmp/nothing" 2>&1
    "$kheo" user add bench sys_admin --data "$1" >"$tmp/nothing" # an office that is set up
}

# Each server keeps its file over the rounds.
series() { # NAME GOAL
    local name=$1 goal=$2 kind
    local -A at pids
    for kind in many one; do
        make_data "$tmp/$name.$kind.db"
        if [ "$kind" = many ]; then serve "$tmp/$name.$kind.db"; else serve "$tmp/$name.$kind.db" --batch 1; fi
        at[$kind]=$url pids[$kind]=$pid
    done
    for ((round = 0; round < rounds; round++)); do
        for kind in many one; do load "$name.$kind" "${pids[$kind]}" "${at[$kind]}/phong-trao/gioi-thieu.json" -s bench/acts.lua; done
    done
    rows "$name.many" "$name.one" "$name: acts/s" "$goal"
    row "  acts a commit" "$(per_commit "${at[many]}")" "$(per_commit "${at[one]}")"
    for kind in many one; do stop "${pids[$kind]}"; done
    "$kheo" verify --data "$tmp/$name.many.db" >"$tmp/verify" || {
        cat "$tmp/verify" >&2
        die "the data file does not agree with itself after $name"
    }
}
per_commit() {
    curl -s "$1/metrics" | awk '/^kheo_acts_total/ { a = $2 } /^kheo_batches_total/ { b = $2 } END { printf "%.1f", b ? a / b : 0 }'
}

heading "64 connections" "many/commit" "one/commit" ratio ""
series "disk as it is" ">= 3.00"
preload=(env "LD_PRELOAD=$tmp/slowsync.so")
series "every sync 2 ms slower" ">= 10.00"
[ "$(cat "$SLOWSYNC_COUNT")" -gt 100 ] || die "the slow sync was not seen"
verdict

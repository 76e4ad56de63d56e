#!/usr/bin/env bash
# ledger: acts with and without it, proofs and appends at 10,000,000 leaves, and a restart after kill -9 with 1 GiB
# shellcheck source=bench/lib.sh
. "$(dirname "$0")/lib.sh"

# LEAVES=100000 asks for less; 10,000,000 take some minutes and 2.5 GB to make (FILLED=FILE keeps them for another time).
leaves=${LEAVES:-10000000} small=10000 times=2000
units=test/data/units.csv
PLACES=$(python3 -c 'import csv, sys
print(*[u["code"] for u in csv.DictReader(open(sys.argv[1], encoding="utf-8")) if not u["valid_to"] and u["parent_code"]][:60])' "$units")
export PLACES

# ---- acts with all that belongs to one, against the same without leaf, tree, signature and receipt ----
# The same objects linked once more, with an act that enters nothing: it never had a kind in the ledger.
mkdir "$tmp/plain"
cat >"$tmp/none.c" <<'END'
#include "casework/engine.h"
Err __wrap_act_enter(Ctx *c, int64_t act);
Err __wrap_act_enter(Ctx *c, int64_t act)
{
    (void)c, (void)act;
    return OK;
}
END
house src/app/main.c "$tmp/plain/kheo" "$tmp/none.c" -Wl,--wrap=act_enter
declare -A at pids program=([with]=$kheo [without]=$tmp/plain/kheo)
for kind in with without; do
    "$kheo" import units "$units" --data "$tmp/$kind.db" >"$tmp/nothing" 2>&1
    "$kheo" user add bench sys_admin --data "$tmp/$kind.db" >"$tmp/nothing" # an office that is set up
    kheo=${program[$kind]} serve "$tmp/$kind.db"
    at[$kind]=$url pids[$kind]=$pid
done
for ((round = 0; round < rounds; round++)); do
    for kind in with without; do load "$kind" "${pids[$kind]}" "${at[$kind]}/phong-trao/gioi-thieu.json" -s bench/acts.lua; done
done
heading "acts, 64 connections" "with ledger" without ratio ""
rows with without "acts/s, each with a receipt" ">= 0.70"
size() { curl -s "${at[$1]}/log/1/checkpoint" | sed -n 2p | grep -x '[0-9]*' || echo 0; }
if [ "$(size with)" -le 100 ] || [ "$(size without)" != 0 ]; then die "the ledgers have $(size with) and $(size without) leaves"; fi
for kind in with without; do stop "${pids[$kind]}"; done
"$kheo" verify --data "$tmp/with.db" >"$tmp/verify" || {
    cat "$tmp/verify" >&2
    die "the data file does not agree with itself"
}

# ---- at a size ----
# shellcheck disable=SC2046
house bench/ledger.c "$tmp/ledger" $(wraps crypto_hash_sha256 crypto_hash_sha256_init tile_of tile_put leaf_after)
big=${FILLED:-$tmp/big.db}
"$tmp/ledger" fill "$tmp/small.db" "$small"
"$tmp/ledger" fill "$big" "$leaves"
for ((round = 0; round < rounds; round++)); do
    for of in big small; do
        file=$big
        [ $of = big ] || file=$tmp/small.db
        read -r p50 p99 < <("$tmp/ledger" prove "$file" $times)
        echo "$p50" >>"$tmp/p50.$of"
        echo "$p99" >>"$tmp/p99.$of"
        read -r hashes read written old near us < <("$tmp/ledger" append "$file" 256)
        echo "$hashes" >>"$tmp/hashes.$of"
        echo "$read" >>"$tmp/read.$of"
        echo "$written" >>"$tmp/written.$of"
        echo "$old" >>"$tmp/old.$of"
        echo "$near" >>"$tmp/near.$of"
        echo "$us" >>"$tmp/us.$of"
    done
done
of_both() { # SERIES LABEL [GOAL]: what is judged is the larger one's figure itself
    local a b
    a=$(median_of "$1.big") b=$(median_of "$1.small")
    row "$2" "$a" "$b" "$a" ${3:+"$3"}
}
heading "leaves" "$leaves" "$small" "" ""
of_both p50 "a proof, p50, us" "<= 1000"
of_both p99 "  p99, us"
of_both hashes "an append: SHA-256, ten claims among them" "<= 80"
of_both read "  tiles read" "<= 4"
of_both old "  tiles read that are not at the edge" "<= 0"
of_both near "  leaves read" "<= 1"
of_both written "  tiles written" "<= 4"
of_both us "  with its commit, us"

# ---- proofs and a restart as people see them ----
first_answer() { # FILE: ms from the start to the first proof
    local began log i
    log=$(mktemp "$tmp/log.XXXXXX")
    began=$(now_ms)
    "$kheo" serve --data "$1" --listen 127.0.0.1:0 --test --no-limits --quiet >"$log" 2>"$log.err" &
    pid=$!
    started+=("$pid")
    for ((i = 0; i < 5000; i++)); do
        url=$(sed -n 's|.* on \(http://[^ ]*[0-9]\)/$|\1|p' "$log")
        if [ -n "$url" ] && curl -sf -o "$tmp/nothing" "$url/log/1/checkpoint"; then break; fi
        sleep 0.002
    done
    took=$(($(now_ms) - began))
}
# Killed while it writes, so that a log is left to be read again.
restart() { # FILE SERIES
    for ((round = 0; round < rounds; round++)); do
        first_answer "$1"
        wrk -t1 -c16 -d1s -s bench/acts.lua "$url/phong-trao/gioi-thieu.json" >"$tmp/nothing" 2>&1 &
        load=$!
        sleep 0.7
        kill -9 "$pid"
        wait "$pid" 2>/dev/null || true
        wait "$load" || true
        [ -s "$1-wal" ] || die "nothing was left to be read again"
        first_answer "$1"
        echo "$took" >>"$tmp/$2"
        kill -9 "$pid"
        wait "$pid" 2>/dev/null || true
    done
}
for of in big small; do
    file=$big
    [ $of = big ] || file=$tmp/small.db
    "$kheo" import units "$units" --data "$file" >"$tmp/nothing" 2>&1
    "$kheo" user add bench sys_admin --data "$file" >"$tmp/nothing" 2>&1 || [ -n "${FILLED-}" ] # there from the last time
    restart "$file" "restart.$of"
done
heading "restart after kill -9, under load" "$(du -h "$big" | cut -f1)" "$(du -h "$tmp/small.db" | cut -f1)" "" ""
a=$(median_of restart.big)
row "start to first answer, ms" "$a" "$(median_of restart.small)" "$a" "<= 1000"
verdict

#!/usr/bin/env bash
# search: three syllables among 1,000,000 short texts, against PostgreSQL's own full-text query on the same data
# shellcheck source=bench/lib.sh
. "$(dirname "$0")/lib.sh"

# TEXTS=50000 asks for less; QUERIES=N (600). Both rank and give the best 20 of what has all three syllables. The peer has the folded text as a
# tsvector of its own column (configuration simple, GIN), its pages in memory, and plans each query once.
texts=${TEXTS:-1000000} queries=${QUERIES:-600}
house bench/search.c "$tmp/search"

bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || die "PostgreSQL is not installed: script/setup bench"
pg=$(mktemp -d /tmp/kheo-pg-XXXXXX)
as=()
if [ "$(id -u)" = 0 ]; then # the server refuses to run as root
    chown postgres "$pg"
    as=(runuser -u postgres --)
fi
run() { (cd "$pg" && "${as[@]}" "$@"); }
pg_finish() {
    [ ! -f "$pg/data/postmaster.pid" ] || run "$bin/pg_ctl" -D "$pg/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$pg"
    finish
}
trap pg_finish EXIT
sql() { run "$bin/psql" -X -q -At -v ON_ERROR_STOP=1 -h "$pg" -U postgres -d postgres "$@"; }
run "$bin/initdb" -D "$pg/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$tmp/nothing" 2>&1
run "$bin/pg_ctl" -D "$pg/data" -w -l "$pg/log" -o "-c listen_addresses='' -c unix_socket_directories='$pg' -c shared_buffers=1GB -c maintenance_work_mem=512MB -c max_wal_size=8GB -c jit=off" start >"$tmp/nothing"

# ---- the same texts into both ----
"$tmp/search" texts "$texts" >"$tmp/texts"
"$tmp/search" queries "$queries" "$texts" >"$tmp/queries"
made=$("$tmp/search" fill "$tmp/bench.db" "$texts")
from=$(date +%s.%N)
sql -c "CREATE TABLE doc (id bigint PRIMARY KEY, text text, folded text, words tsvector GENERATED ALWAYS AS (to_tsvector('simple', folded)) STORED)" \
    -c "\\copy doc (id, text, folded) FROM pstdin" <"$tmp/texts"
sql -c "CREATE INDEX doc_words ON doc USING gin (words)" -c "VACUUM ANALYZE doc"
pg_made=$(awk -v a="$from" -v b="$(date +%s.%N)" 'BEGIN { printf "%.1f", b - a }')

# ---- asked in turn ----
{
    echo "PREPARE ask (text) AS SELECT id FROM doc, plainto_tsquery('simple', \$1) q WHERE words @@ q ORDER BY ts_rank(words, q) DESC, id DESC LIMIT 20;"
    printf '%s\n' '\timing on'
    sed "s/.*/EXECUTE ask ('&');/" "$tmp/queries"
} >"$tmp/ask.sql"
chmod 755 "$tmp" && chmod 644 "$tmp/ask.sql" "$tmp/queries"
for ((round = 0; round <= rounds; round++)); do
    read -r p50 p99 worst found < <("$tmp/search" ask "$tmp/bench.db" "$texts" "$queries")
    sql -f "$tmp/ask.sql" | sed -n 's/^Time: \([0-9.]*\) ms.*/\1/p' | tail -n "$queries" | sort -g >"$tmp/times"
    [ "$round" != 0 ] || continue # the first only warms up
    echo "$p50" >>"$tmp/p50" && echo "$p99" >>"$tmp/p99" && echo "$worst" >>"$tmp/worst"
    for share in 50 99 100; do sed -n "$((($(wc -l <"$tmp/times") - 1) * share / 100 + 1))p" "$tmp/times" >>"$tmp/pg$share"; done
done
want=$(sql -c "SELECT sum((SELECT count(*) FROM doc WHERE words @@ plainto_tsquery('simple', t.q))) FROM unnest(string_to_array(pg_read_file('$tmp/queries'), E'\n')) t (q) WHERE t.q <> ''")
[ "$want" = "$found" ] || die "they do not find the same: $found, PostgreSQL $want"
read -r add add99 < <("$tmp/search" add "$tmp/bench.db" "$texts" 2000)

heading "$texts texts, three syllables" kheo PostgreSQL ratio ""
row "p50, ms" "$(median_of p50)" "$(median_of pg50)" "$(ratio "$(median_of p50)" "$(median_of pg50)")" "<= 1.00"
row "p99, ms" "$(median_of p99)" "$(median_of pg99)" "$(ratio "$(median_of p99)" "$(median_of pg99)")" "<= 1.00"
row "the slowest, ms" "$(median_of worst)" "$(median_of pg100)"
row_free "  p50 alone" "$(median_of p50)" "" "$(median_of p50)" "<= 20"
row_free "  p99 alone" "$(median_of p99)" "" "$(median_of p99)" "<= 100"
row "making it, s" "$made" "$pg_made" "$(ratio "$made" "$pg_made")"
size=$(value "$tmp/bench.db" "SELECT sum(pgsize) / 1048576 FROM dbstat WHERE name LIKE '%search_list%' OR name LIKE '%search_term%' OR name LIKE '%search_word%'")
whole=$(value "$tmp/bench.db" "SELECT sum(pgsize) / 1048576 FROM dbstat WHERE name LIKE '%search%'")
pg_size=$(sql -c "SELECT pg_relation_size('doc_words') / 1048576")
pg_whole=$(sql -c "SELECT pg_total_relation_size('doc') / 1048576")
row "index, MiB" "$size" "$pg_size" "$(ratio "$size" "$pg_size")"
row "index and texts, MiB" "$whole" "$pg_whole" "$(ratio "$whole" "$pg_whole")"
row "one text more and its commit, p50 ms" "$add" ""
row "  p99" "$add99" ""
verdict

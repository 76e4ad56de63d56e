#!/usr/bin/env bash
# test/postgres.sh PROGRAM - the schema and every statement hold on PostgreSQL too.
#
# Starts a server of its own in a temporary folder, on a socket only, runs what PROGRAM (the
# `statements` of a tests build) prints, and removes it. Prints what it could not prepare, and the count.
# shellcheck source=script/part/common.sh
. "$(dirname "$0")/../script/part/common.sh"
help_first "$@"
program=$(realpath "${1:-build/debug/statements}")
[ -x "$program" ] || die "$program is not built"
bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || die "PostgreSQL is not installed: script/setup test"

dir=$(mktemp -d /tmp/kheo-pg-XXXXXX)
as=()
if [ "$(id -u)" = 0 ]; then # the server refuses to run as root
    chown postgres "$dir"
    as=(runuser -u postgres --)
fi
run() { (cd "$dir" && "${as[@]}" "$@"); }
finish() {
    [ ! -f "$dir/data/postmaster.pid" ] || run "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$dir"
}
trap finish EXIT

"$program" >"$dir/all.sql"
chmod 755 "$dir"
run "$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$dir/log" 2>&1 ||
    die "initdb: $(tail -n 3 "$dir/log")"
run "$bin/pg_ctl" -D "$dir/data" -w -l "$dir/server.log" \
    -o "-c listen_addresses='' -c unix_socket_directories='$dir' -c fsync=off -c shared_buffers=16MB" start >/dev/null ||
    die "start: $(tail -n 3 "$dir/server.log")"

# a migration that fails ends everything; a statement that fails is counted
sql() { run "$bin/psql" -X -q -h "$dir" -U postgres -d postgres "$@" 2>&1; }
awk -v dir="$dir" '/^\\echo statement / { out = 1 } { print > (dir (out ? "/statements.sql" : "/schema.sql")) }' "$dir/all.sql"
touch "$dir/statements.sql"
chmod 644 "$dir"/*.sql
if ! out=$(sql -v ON_ERROR_STOP=1 -f "$dir/schema.sql"); then
    printf '%s\n' "$out" | tail -n 8
    echo "0 passed, 1 failed"
    exit 1
fi
migrations=$(grep -c '^\\echo migration ' "$dir/schema.sql" || true)
out=$(sql -f "$dir/statements.sql" || true)
failed=$(printf '%s\n' "$out" | grep -cE 'ERROR|FATAL' || true)
total=$(grep -c '^\\echo statement ' "$dir/statements.sql" || true)
prepared=$(sql -At -f "$dir/statements.sql" -c 'SELECT count(*) FROM pg_prepared_statements' | tail -n 1)
[ "$failed" = 0 ] || printf '%s\n' "$out" | awk '/^statement / { name = $2 } /ERROR|FATAL/ { print "not ok " name; more = 4 } more-- > 0 && !/^statement /'
[ "$prepared" = $((total - failed)) ] || die "$total statements, $failed refused, but $prepared prepared"
echo "PostgreSQL $(sql -At -c 'SHOW server_version' | cut -d' ' -f1): $migrations migrations applied, $prepared of $total statements prepared"
echo "$((migrations + prepared)) passed, $failed failed"
[ "$failed" = 0 ]

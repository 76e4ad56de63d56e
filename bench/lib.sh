# shellcheck shell=bash
# lib.sh - what every benchmark shares: a temp folder, servers, load, medians and the table.
#
# The machine may be busy with other work: only ratios of one run are judged. Rounds alternate between the
# server and its peer, and the median of each counts. Where others keep more than four tasks running, a row says
# "no verdict" instead of judging.
# shellcheck source=script/part/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/../script/part/common.sh"

rounds=${ROUNDS:-5} seconds=${SECONDS_EACH:-2}
export rounds
kheo=$PWD/build/kheo
connections=64
[ -x "$kheo" ] || die "there is no build/kheo: run script/build"
room=${KHEO_BENCH_DIR:-${TMPDIR:-/tmp}} # where the data is made: some want gigabytes
tmp=$(mktemp -d "$room/kheo-bench.XXXXXX")
started=() # processes to end
missed=0   # goals
unsaid=0   # goals on which others' work left no verdict
finish() {
    local status=$? pid
    for pid in "${started[@]}"; do
        if kill "$pid" 2>/dev/null; then wait "$pid" 2>/dev/null || true; fi
    done
    rm -rf "$tmp"
    exit "$status"
}
trap finish EXIT
trap 'exit 130' INT TERM

# ---- what others do meanwhile ----

# The load average counts our own servers too; here count the tasks that run or wait for the disk outside this
# benchmark's process group. Sampled every two seconds; a row looks at the samples since the row before.
others_watch() {
    local group
    group=$(awk '{ sub(/.*\) /, ""); print $3 }' "/proc/$$/stat")
    renice -n 19 "$BASHPID" >/dev/null # 25 ms of a core each second would be what a p99 tells
    while sleep 2; do
        cat /proc/[0-9]*/task/[0-9]*/stat 2>/dev/null |
            awk -v us="$group" '{ sub(/.*\) /, ""); n += $3 != us && $3 > 0 && ($1 == "R" || $1 == "D") } END { print n + 0 }'
    done >>"$tmp/others"
}
: >"$tmp/others"
others_watch &
started+=($!)
others=0 others_seen=0
others_read() {
    local n
    n=$(wc -l <"$tmp/others")
    [ "$n" -gt "$others_seen" ] || return 0
    others=$(tail -n +$((others_seen + 1)) "$tmp/others" | awk '{ s += $1 } END { printf "%.1f", s / NR }')
    others_seen=$n
}
# quiet_enough MOST: so few that a figure says something
quiet_enough() { awk -v n="$others" -v most="$1" 'BEGIN { exit !(n <= most) }'; }

# ---- figures ----

median() { sort -g | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
# median_of NAME: of the lines of a series
median_of() { median <"$tmp/$1"; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", b ? a / b : 0 }'; }

heading() { printf '%-46s %12s %12s %8s  %s\n' "$@"; }
# row LABEL OURS PEER [RATIO GOAL]: GOAL is like ">= 0.60" or "<= 1.20"; without one the row only informs
row() { row_among 4 "$@"; }
# row_free: the same for what is measured in seconds, which only says something where nobody else works
row_free() { row_among 1 "$@"; }
row_among() { # MOST-OTHERS, and what row takes
    local verdict='' most=$1
    shift
    others_read
    if [ $# -ge 5 ]; then
        if ! quiet_enough "$most"; then
            verdict="goal $5: no verdict, others run $others tasks"
            unsaid=$((unsaid + 1))
        elif awk -v a="$4" -v b="${5#* }" -v op="${5%% *}" 'BEGIN { exit !(op == ">=" ? a + 0 >= b + 0 : a + 0 <= b + 0) }'; then
            verdict="goal $5: met"
        else
            verdict="goal $5: NOT MET"
            missed=$((missed + 1))
        fi
    fi
    printf '%-46s %12s %12s %8s  %s\n' "$1" "$2" "$3" "${4-}" "$verdict"
}
# The last line of a benchmark: 0 where all goals are met, 1 where one is not, 2 where others left no verdict.
verdict() {
    say "load $(cut -d' ' -f1-3 /proc/loadavg), of it others $(awk '{ s += $1 } END { printf "%.1f", NR ? s / NR : 0 }' "$tmp/others")"
    [ "$missed" = 0 ] || exit 1
    [ "$unsaid" = 0 ] || exit 2
}

# ---- the program's own objects ----

# house SOURCE OUT [OPTION...]: a program of the benchmark's with them; --wrap=NAME options replace what they call
house() {
    local source=$1 out=$2 libs
    shift 2
    read -ra libs < <(pkg-config --libs sqlite3 libsodium jansson xlsxwriter libqrencode libcmark zlib libmicrohttpd)
    cc -std=gnu17 -D_GNU_SOURCE -O2 -Isrc -Ibuild/src -o "$out" "$source" "$@" build/src/libhouse.a "${libs[@]}" -lunistring -lm -ldl -pthread
}
# wraps NAME...: those options
wraps() { printf -- '-Wl,--wrap=%s ' "$@"; }

# value DATA SQL: the one value that it gives
value() { python3 -c 'import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchone()[0])' "$@"; }

# ---- servers ----

# serve DATA [OPTION...]: starts kheo; sets $pid, $url, and $said to the file of its log
serve() {
    local data=$1 log i
    shift
    log=$(mktemp "$tmp/log.XXXXXX") said=$log.err
    "${preload[@]}" "$kheo" serve --data "$data" --listen 127.0.0.1:0 --test --no-limits "${quiet[@]}" "$@" >"$log" 2>"$said" &
    pid=$!
    started+=("$pid")
    for ((i = 0; i < 500; i++)); do
        url=$(sed -n 's|.* on \(http://[^ ]*[0-9]\)/$|\1|p' "$log")
        [ -z "$url" ] || return 0
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.01
    done
    cat "$said" >&2
    die "the server did not start"
}
preload=()      # what a server is started through
quiet=(--quiet) # no line for each request

# stop PID: waits for a clean end
stop() {
    kill "$1"
    wait "$1" || die "a server ended with $?"
}

# nginx_serve FOLDER: two workers serve its files; sets $pid and $url
nginx_serve() {
    local port i
    port=$(free_port)
    cat >"$tmp/nginx.conf" <<END
daemon off;
worker_processes 2;
pid $tmp/nginx.pid;
error_log $tmp/nginx.log;
events { worker_connections 1024; }
http {
    access_log off;
    sendfile on;
    tcp_nopush on;
    open_file_cache max=16;
    default_type "text/html; charset=utf-8";
    client_body_temp_path $tmp/body;
    proxy_temp_path $tmp/proxy;
    fastcgi_temp_path $tmp/fastcgi;
    uwsgi_temp_path $tmp/uwsgi;
    scgi_temp_path $tmp/scgi;
    server { listen 127.0.0.1:$port backlog=1024; root $1; }
}
END
    chmod 755 "$tmp"
    PATH=$PATH:/usr/sbin nginx -p "$tmp" -c "$tmp/nginx.conf" 2>"$tmp/nginx.err" &
    pid=$! url=http://127.0.0.1:$port
    started+=("$pid")
    for ((i = 0; i < 500; i++)); do
        ! curl -s -o "$tmp/nothing" "$url/" || return 0
        sleep 0.01
    done
    cat "$tmp/nginx.err" >&2
    die "nginx did not start"
}

family() {
    echo "$1"
    pgrep -P "$1" || true
}
# rss_mb PID: the most that it and its children ever held in memory
rss_mb() {
    local p
    for p in $(family "$1"); do sed -n 's/^VmHWM:[[:space:]]*\([0-9]*\) kB/\1/p' "/proc/$p/status"; done |
        awk '{ s += $1 } END { printf "%.1f", s / 1024 }'
}
# cpu_us PID: processor time that it and its children have used
cpu_us() {
    local p
    for p in $(family "$1"); do cat "/proc/$p/stat"; done |
        awk -v hz="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); s += $12 + $13 } END { printf "%.0f", s * 1e6 / hz }'
}

# ---- load ----

# load SERIES PID URL [WRK-OPTION...]: one round against that server; a line each into SERIES (requests a second),
# SERIES.p50 and SERIES.p99 (ms) and SERIES.cpu (its processor time, us a request)
load() {
    local series=$1 server=$2 url=$3 out before share
    shift 3
    before=$(cpu_us "$server")
    out=$(wrk -t1 -c"$connections" -d"${seconds}s" --latency "$@" "$url") || die "wrk failed on $url"
    if grep -Eq 'Non-2xx|Socket errors|not as it should be' <<<"$out"; then
        printf '%s\n' "$out" >&2
        die "not every answer of $url was right"
    fi
    sed -n 's|^Requests/sec: *||p' <<<"$out" >>"$tmp/$series"
    for share in 50 99; do
        awk -v at="$share%" '$1 == at { v = $2 + 0; if ($2 ~ /us$/) v /= 1000; else if ($2 !~ /ms$/) v *= 1000; print v; exit }' \
            <<<"$out" >>"$tmp/$series.p$share"
    done
    awk -v us=$(($(cpu_us "$server") - before)) '$2 == "requests" { print us / $1; exit }' <<<"$out" >>"$tmp/$series.cpu"
}

# in_turn SERIES PID URL PEER-SERIES PEER-PID PEER-URL [WRK-OPTION...]: the rounds of both; the first only warms up
in_turn() {
    local one=("${@:1:3}") other=("${@:4:3}") round
    shift 6
    for ((round = 0; round <= rounds; round++)); do
        load "${one[@]}" "$@"
        load "${other[@]}" "$@"
        [ "$round" != 0 ] || rm "$tmp/${one[0]}"{,.*} "$tmp/${other[0]}"{,.*}
    done
}

rate() { printf '%.0f' "$1"; }
# rows SERIES PEER-SERIES LABEL [GOAL [GOAL-OF-TIME]]: what load() gathered of the two
rows() {
    local a b
    a=$(median_of "$1") b=$(median_of "$2")
    row "$3" "$(rate "$a")" "$(rate "$b")" "$(ratio "$a" "$b")" ${4:+"$4"}
    a=$(median_of "$1.cpu") b=$(median_of "$2.cpu")
    row "  its processor time, us each" "$(printf %.1f "$a")" "$(printf %.1f "$b")" "$(ratio "$b" "$a")" ${5:+"$5"}
    row "  p99, ms" "$(median_of "$1.p99")" "$(median_of "$2.p99")"
}

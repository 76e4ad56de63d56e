# shellcheck shell=bash
# lib.sh - what every benchmark shares: a temp folder, servers, load, medians and the table.
#
# The machine may be busy with other work: only ratios of one run are judged. Rounds alternate between the
# server and its peer, and the median of each counts.
# shellcheck source=script/part/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/../script/part/common.sh"

rounds=${ROUNDS:-5} seconds=${SECONDS_EACH:-2}
export rounds
kheo=$PWD/build/kheo
connections=64
[ -x "$kheo" ] || die "there is no build/kheo: run script/build"
tmp=$(mktemp -d "${TMPDIR:-/tmp}/kheo-bench.XXXXXX")
started=() # processes to end
missed=0   # goals
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

# ---- figures ----

median() { sort -g | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
# median_of NAME: of the lines of a series
median_of() { median <"$tmp/$1"; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", b ? a / b : 0 }'; }

heading() { printf '%-46s %12s %12s %8s  %s\n' "$@"; }
# row LABEL OURS PEER [RATIO GOAL]: GOAL is like ">= 0.60" or "<= 1.20"; without one the row only informs
row() {
    local verdict=
    if [ $# -ge 5 ]; then
        if awk -v a="$4" -v b="${5#* }" -v op="${5%% *}" 'BEGIN { exit !(op == ">=" ? a + 0 >= b + 0 : a + 0 <= b + 0) }'; then
            verdict="goal $5: met"
        else
            verdict="goal $5: NOT MET"
            missed=$((missed + 1))
        fi
    fi
    printf '%-46s %12s %12s %8s  %s\n' "$1" "$2" "$3" "${4-}" "$verdict"
}
# row_free: the same for what is measured in seconds, which only says something where nobody else works
row_free() {
    local load
    load=$(cut -d' ' -f1 /proc/loadavg)
    if awk -v l="$load" -v n="$(nproc)" 'BEGIN { exit !(l > n) }'; then
        printf '%-46s %12s %12s %8s  %s\n' "$1" "$2" "$3" "" "goal $5: not judged, the machine is busy (load $load)"
    else
        row "$@"
    fi
}
# The last line of a benchmark.
verdict() { [ "$missed" = 0 ] || exit 1; }

# ---- servers ----

# serve DATA [OPTION...]: starts kheo; sets $pid and $url
serve() {
    local data=$1 log i
    shift
    log=$(mktemp "$tmp/log.XXXXXX")
    "${preload[@]}" "$kheo" serve --data "$data" --listen 127.0.0.1:0 --test --no-limits --quiet "$@" >"$log" 2>"$log.err" &
    pid=$!
    started+=("$pid")
    for ((i = 0; i < 500; i++)); do
        url=$(sed -n 's|.* on \(http://[^ ]*[0-9]\)/$|\1|p' "$log")
        [ -z "$url" ] || return 0
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.01
    done
    cat "$log.err" >&2
    die "the server did not start"
}
preload=() # what a server is started through

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

# rss_mb PID: the most that it and its children ever held in memory
rss_mb() {
    local p
    for p in "$1" $(pgrep -P "$1"); do sed -n 's/^VmHWM: *\([0-9]*\) kB/\1/p' "/proc/$p/status"; done |
        awk '{ s += $1 } END { printf "%.1f", s / 1024 }'
}

# ---- load ----

# load SERIES URL [WRK-OPTION...]: one round; a line each into SERIES (requests a second) and SERIES.p99 (ms)
load() {
    local series=$1 url=$2 out
    shift 2
    out=$(wrk -t1 -c"$connections" -d"${seconds}s" --latency "$@" "$url") || die "wrk failed on $url"
    if grep -Eq 'Non-2xx|Socket errors|not as it should be' <<<"$out"; then
        printf '%s\n' "$out" >&2
        die "not every answer of $url was right"
    fi
    sed -n 's|^Requests/sec: *||p' <<<"$out" >>"$tmp/$series"
    awk '$1 == "99%" { v = $2 + 0; if ($2 ~ /us$/) v /= 1000; else if ($2 !~ /ms$/) v *= 1000; print v; exit }' <<<"$out" >>"$tmp/$series.p99"
}

rate() { awk -v v="$1" 'BEGIN { printf "%.0f", v }'; }

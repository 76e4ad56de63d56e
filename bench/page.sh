#!/usr/bin/env bash
# page: pages fresh from the database, against nginx serving the same bytes as a file
# shellcheck source=bench/lib.sh
. "$(dirname "$0")/lib.sh"

data=$tmp/page.db
"$kheo" demo --data "$data" >"$tmp/nothing"
code=$("$kheo" export dossiers --data "$data" | python3 -c 'import csv, sys; print(next(csv.DictReader(sys.stdin))["code"])')
serve "$data"
ours=$url ours_pid=$pid
mkdir "$tmp/files"
echo ok >"$tmp/files/index.html"
nginx_serve "$tmp/files"
peer=$url peer_pid=$pid

anew="Cookie: bench=1" # somebody who is told apart: nothing is kept for them

# page NAME PATH GOAL: judged by processor time, which says the same when the machine is busy with other work, and is
# the stricter measure: where nobody else works, the load generator's own share brings the two rates nearer together.
page() {
    local name=$1 path=$2 goal=$3
    curl -sf "$ours$path" -o "$tmp/files/$name.html" || die "$path does not answer"
    cmp -s "$tmp/files/$name.html" <(curl -s "$peer/$name.html") || die "nginx does not serve the bytes of $path"
    in_turn "$name.ours" "$ours_pid" "$ours$path" "$name.peer" "$peer_pid" "$peer/$name.html" -H "$anew"
    rows "$name.ours" "$name.peer" "$path, $(statements "$path"), requests/s" "" "$goal"
}
# What the request log of a second server says that a page costs.
statements() {
    local n
    n=$(curl -s -o "$tmp/nothing" -H "$anew" "$counting$1" && tail -n 1 "$said" | sed -n 's/.*"statements":\([0-9]*\),"bytes":\([0-9]*\).*/\1 statements, \2 bytes/p')
    echo "${n:-?}"
}
cp "$data" "$tmp/counting.db"
quiet=()
serve "$tmp/counting.db"
counting=$url

heading "64 connections" kheo nginx ratio ""
page one /tin ">= 0.60"
page casefile "/tra-cuu?ma=$code" ">= 0.30"
row "most memory ever held, MB" "$(rss_mb "$ours_pid")" "$(rss_mb "$peer_pid")"
verdict

#!/usr/bin/env bash
# cache: public pages kept as drawn, while 100 acts a second are done, against nginx serving the same bytes as a file
# shellcheck source=bench/lib.sh
. "$(dirname "$0")/lib.sh"

data=$tmp/cache.db
"$kheo" demo --data "$data" >"$tmp/nothing"
model=$(value "$data" "SELECT code FROM casefile WHERE kind = 'model' AND public = 1 LIMIT 1")
serve "$data"
ours=$url ours_pid=$pid
article=$(curl -sf "$ours/tin" | sed -n 's|.*href="\(/tin/[a-z0-9-]*\)".*|\1|p' | head -n 1)
mkdir "$tmp/files"
echo ok >"$tmp/files/index.html"
nginx_serve "$tmp/files"
peer=$url peer_pid=$pid

python3 bench/pace.py "$ours" 100 >"$tmp/paced" 2>&1 &
paced=$!
started+=("$paced")

# page NAME PATH GOAL: both servers bear the acts beside
page() {
    local name=$1 path=$2 goal=$3
    curl -sf "$ours$path" -o "$tmp/files/$name.html" || die "$path does not answer"
    in_turn "$name.ours" "$ours_pid" "$ours$path" "$name.peer" "$peer_pid" "$peer/$name.html"
    rows "$name.ours" "$name.peer" "$path, $(stat -c %s "$tmp/files/$name.html") bytes, requests/s" "$goal"
}

heading "64 connections" kheo nginx ratio ""
page front / ">= 0.70"
page article "$article" ">= 0.70"
page model "/phong-trao/$model" ">= 0.70"
kill -0 "$paced" || die "the acts ended early: $(<"$tmp/paced")"
kill -TERM "$paced"
wait "$paced" || die "the acts: $(<"$tmp/paced")"
row "acts a second beside" "$(<"$tmp/paced")" ""
row "most memory ever held, MB" "$(rss_mb "$ours_pid")" "$(rss_mb "$peer_pid")"
verdict

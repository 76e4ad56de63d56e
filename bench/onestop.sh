#!/usr/bin/env bash
# onestop: the desk with 50,000 and with 5,000,000 dossiers: tracking, a clerk's lists, the night's work
# shellcheck source=bench/lib.sh
. "$(dirname "$0")/lib.sh"

# A province of 100 communes, the largest with a tenth of all, over two and a half years. The large file takes some minutes
# to make and 17 GB under $KHEO_BENCH_DIR; FILLED=FILE keeps it for another time, LARGE=500000 asks for less. One
# connection: what is judged is what one reader waits for.
large=${LARGE:-5000000} small=50000 connections=1 sampled=2000
big=${FILLED:-$tmp/big.db}
# shellcheck disable=SC2046
house bench/desk.c "$tmp/desk" $(wraps house_of tally_add)

# make_data FILE N
make_data() {
    [ ! -s "$1" ] || return 0
    "$kheo" import units <(python3 bench/fill.py units 101) --data "$1.new" >"$tmp/nothing"
    "$kheo" import procedures <(python3 bench/desk.py procedures) --data "$1.new" >"$tmp/nothing"
    "$kheo" user add commune officer onestop_clerk --unit X0 --data "$1.new" >"$tmp/nothing"
    "$kheo" user add middle officer onestop_clerk --unit X25 --data "$1.new" >"$tmp/nothing"
    "$kheo" user add province province_monitor --unit T --data "$1.new" >"$tmp/nothing"
    SQLITE_TMPDIR=$tmp "$tmp/desk" fill "$1.new" "$2"
    mv "$1.new" "$1"
}
began=$(now_ms)
make_data "$tmp/small.db" "$small"
"$kheo" reindex --data "$tmp/small.db" >"$tmp/nothing"
"$kheo" verify --data "$tmp/small.db" >"$tmp/verify" || {
    cat "$tmp/verify" >&2
    die "the data made for this is not sound"
}
make_data "$big" "$large"
declare -A file=([small]=$tmp/small.db [big]=$big) at pids
say "made in $((($(now_ms) - began) / 1000)) s"
for of in big small; do say "$(python3 bench/desk.py count "${file[$of]}")"; done

# In the morning, when the evening before has done what was to be done.
echo 2026-11-25T06:00 >"$tmp/clock"
for of in big small; do
    for how in code secret; do python3 bench/desk.py paths "${file[$of]}" "$how" "$sampled" >"$tmp/$how.$of"; done
    for who in commune middle province; do "$kheo" user token "$who" --data "${file[$of]}" >"$tmp/$who.$of"; done
    serve "${file[$of]}" --clock-file "$tmp/clock"
    at[$of]=$url pids[$of]=$pid
done

# page LABEL WHO PATH [GOAL]: WHO: nobody, or the token of one of those above; PATH: code, secret or a path
page() {
    local label=$1 who=$2 path=$3 of round
    for ((round = 0; round <= rounds; round++)); do
        for of in small big; do
            [ -s "$tmp/$path.$of" ] && cp "$tmp/$path.$of" "$tmp/paths" || echo "$path" >"$tmp/paths"
            PATHS=$tmp/paths AUTH=$([ "$who" = nobody ] || cat "$tmp/$who.$of") load "page.$of" "${pids[$of]}" "${at[$of]}" -s bench/paths.lua
        done
        [ "$round" != 0 ] || rm "$tmp/page."* # the first only warms up
    done
    row "$label, p50" "$(median_of page.big.p50)" "$(median_of page.small.p50)" \
        "$(ratio "$(median_of page.big.p50)" "$(median_of page.small.p50)")" ${4:+"$4"}
    row "  p99" "$(median_of page.big.p99)" "$(median_of page.small.p99)" \
        "$(ratio "$(median_of page.big.p99)" "$(median_of page.small.p99)")" ${4:+"$4"}
    rm "$tmp/page."*
}
heading "a page, ms" "$large" "$small" ratio ""
page "tracking by code" nobody code "<= 1.50"
page "tracking by the private link" nobody secret "<= 1.50"
page "the desk of a commune" middle /can-bo/mot-cua
page "  what is overdue" middle "/can-bo/mot-cua?han=qua-han"
page "  what is due next" middle "/can-bo/mot-cua?han=sap-han"
page "  what is returned" middle "/can-bo/mot-cua?tinh-trang=returned"
page "  my work" middle /can-bo
page "the desk of the largest commune" commune /can-bo/mot-cua
page "  what is overdue" commune "/can-bo/mot-cua?han=qua-han"
page "the desk of the province" province /can-bo/mot-cua
page "  what is overdue" province "/can-bo/mot-cua?han=qua-han"
page "figures of the desks" nobody /mot-cua
page "  of a commune" nobody "/mot-cua?don-vi=X25"
page "  the list behind one" nobody "/mot-cua/so-lieu?so=late_first"
page "  the letters of apology" nobody /xin-loi
page "  the scores" nobody /mot-cua/cham-diem
for of in big small; do stop "${pids[$of]}"; done

# What the lists of overdue dossiers look at.
today=$(($(date -u -d 2026-11-25 +%s) / 86400))
# cost STATEMENT UNIT [VALUE...]
cost() {
    local name=$1 unit=$2 rows steps pages sorts
    shift 2
    "$tmp/desk" cost "$big" "$name" "$(value "$big" "SELECT id FROM unit WHERE code = '$unit'")" "$@" >"$tmp/cost"
    read -r rows steps pages sorts <"$tmp/cost"
    printf '%-46s %12s %12s %8s  %s\n' "$name, $unit" "$rows" "$steps" "$pages" "$([ "$sorts" = 0 ] || echo sorted)"
    tail -n +2 "$tmp/cost"
}
echo
heading "what a statement looks at, $large dossiers" rows steps pages ""
for unit in X25 X0 T; do
    cost dossiers_due "$unit" "" 0 $((today - 1)) 201
    cost dossiers_counted "$unit" $((today - 1)) "$today" $((today + 1))
done
cost dossiers_in X25 processing 201
cost dossiers_closed X25 returned 201

# The night's work, while somebody else writes.
# night LABEL TIME TABLE [GOAL]
night() {
    local took n mid high most mid0 high0 most0
    echo 2026-11-25T06:00 >"$tmp/clock"
    serve "$big" --clock-file "$tmp/clock"
    sleep 1
    read -r took n mid high most mid0 high0 most0 < <(python3 bench/desk.py night "$big" "$tmp/clock" "$2" "$3" "$url")
    stop "$pid"
    row "$1, s" "$took" "$n files" "$took" ${4:+"$4"}
    row "  others' writes meanwhile, ms: p50, p99" "$mid" "$high"
    row "    the most; and where nothing runs" "$most" "$most0"
    row "    where nothing runs: p50, p99" "$mid0" "$high0"
}
echo
heading "the work of a night" "" "" "" ""
night "warned of what is nearly due" 2026-11-25T07:30 warn "<= 5"
python3 bench/desk.py mark "$big" "$today"
night "all that is open at once" 2026-11-25T07:30 warn "<= 5"
night "missed deadlines" 2026-11-25T17:05 breach "<= 5"
verdict

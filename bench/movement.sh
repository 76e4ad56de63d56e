#!/usr/bin/env bash
# movement: catalogue, a model's page and the statistics with 4,600 and with 460,000 models, by p99 of the same run
# shellcheck source=bench/lib.sh
. "$(dirname "$0")/lib.sh"

# The tables come from script/sample-movement and come in through `kheo import`, act by act: the large one takes
# minutes. LARGE=46000 asks for less. One connection: what is judged is what one reader waits for.
large=${LARGE:-460000} connections=1
for n in 4600 "$large"; do
    script/sample-movement --models $((n * 26 / 46)) --exemplars $((n - n * 26 / 46)) test/data/units.csv >"$tmp/$n.csv"
    "$kheo" import units test/data/units.csv --data "$tmp/$n.db" >"$tmp/nothing" 2>&1
    "$kheo" user add bench sys_admin --data "$tmp/$n.db" >"$tmp/nothing"
    begin=$(now_ms)
    "$kheo" import models "$tmp/$n.csv" --data "$tmp/$n.db" >"$tmp/nothing"
    taken[n]=$(($(now_ms) - begin))
done
heading "import, act by act" "$large" 4600 ratio ""
row "models/s" "$((large * 1000 / taken[large]))" "$((4600 * 1000 / taken[4600]))"

declare -A at pids
serve "$tmp/4600.db"
at[small]=$url pids[small]=$pid
serve "$tmp/$large.db"
at[big]=$url pids[big]=$pid
model() { curl -s "$1/phong-trao.json" | sed 's/.*"code":"\(MH[^"]*\)".*/\1/'; }
declare -A pages=(
    [catalogue]=/phong-trao
    [year]="/phong-trao?nam=2024"
    [field]="/phong-trao?linh-vuc=kinh_te&loai=tap_the"
    [statistics]="/phong-trao/thong-ke"
)
echo
heading "p99 of a page, ms" "$large" 4600 ratio ""
for page in catalogue year field statistics model; do
    for ((round = 0; round <= rounds; round++)); do
        for of in small big; do
            path=${pages[$page]:-/phong-trao/$(model "${at[$of]}")}
            load "$page.$of" "${pids[$of]}" "${at[$of]}$path"
        done
        [ "$round" != 0 ] || rm "$tmp/$page".* # the first only warms up
    done
    a=$(median_of "$page.big.p99") b=$(median_of "$page.small.p99")
    row "$page" "$a" "$b" "$(ratio "$a" "$b")" "<= 1.50"
done
verdict

#!/usr/bin/env bash
# movement: catalogue, a model's page and the statistics with 4,600 and with 460,000 models, by p99 of the same run
# shellcheck source=bench/lib.sh
. "$(dirname "$0")/lib.sh"

# A province of 100 communes; the large file takes a minute to make and 1 GB. LARGE=46000 asks for less. One
# connection: what is judged is what one reader waits for.
large=${LARGE:-460000} connections=1
"$kheo" import units <(python3 bench/fill.py units 125) --data "$tmp/empty.db" >"$tmp/nothing"
"$kheo" user add bench sys_admin --data "$tmp/empty.db" >"$tmp/nothing"
for n in 4600 "$large"; do
    cp "$tmp/empty.db" "$tmp/$n.db"
    python3 bench/fill.py casefiles "$tmp/$n.db" "$n"
    "$kheo" reindex --data "$tmp/$n.db" >"$tmp/nothing"
done
"$kheo" verify --data "$tmp/4600.db" >"$tmp/verify" || {
    cat "$tmp/verify" >&2
    die "the data made for this is not sound"
}

declare -A at pids
serve "$tmp/4600.db"
at[small]=$url pids[small]=$pid
serve "$tmp/$large.db"
at[big]=$url pids[big]=$pid
model() { curl -s "$1/phong-trao.json" | grep -o 'MH-[0-9A-Z]*-[0-9A-Z]*-[0-9A-Z]' | head -n 1; }
months="tu=2025-01&den=2025-12"
names=(catalogue "  of a year" "  of a field, groups" "  of a commune" "  of a commune, a field" "  of a unit with hamlets"
    "  of a campaign" "  of a campaign, a commune" "  kept up" "  kept up, of a field" "  with a word" "  with many words" "  with a rare word, a field" "a model"
    "statistics" "  of a year" "  from a day to a day" "  list behind a number" "  list of a commune" "  by unit and field" "  map of communes")
paths=(/phong-trao "/phong-trao?nam=2024" "/phong-trao?linh-vuc=kinh_te&loai=tap_the" "/phong-trao?don-vi=X50" "/phong-trao?don-vi=X50&linh-vuc=kinh_te" "/phong-trao?don-vi=X5"
    "/phong-trao?phong-trao=DODN" "/phong-trao?phong-trao=DODN&don-vi=X50" "/phong-trao?duy-tri=co" "/phong-trao?duy-tri=co&linh-vuc=kinh_te" "/phong-trao?tim=lang"
    "/phong-trao?tim=m%C3%B4+h%C3%ACnh+m%E1%BA%ABu+l%C3%A0ng+s%E1%BA%A1ch" "/phong-trao?tim=tre&linh-vuc=kinh_te" ""
    /phong-trao/thong-ke "/phong-trao/thong-ke?$months" "/phong-trao/thong-ke?tu=2025-01-15&den=2025-12-15" "/phong-trao/thong-ke/danh-sach?$months" "/phong-trao/thong-ke/danh-sach?$months&don-vi=X50"
    "/phong-trao/thong-ke?hang=don_vi&cot=linh_vuc&$months" "/phong-trao/thong-ke/ban-do?$months")
# Rows that only inform: days that are no whole month are not in the tallies, and are counted in an index; the list of a
# commune walks the index of the province; a table by unit has more cells that are not empty.
judged=(1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 "" 1 "" "" "")

heading "p99 of a page, ms" "$large" 4600 ratio ""
for i in "${!names[@]}"; do
    path() { echo "${at[$1]}${paths[i]:-/phong-trao/$(model "${at[$1]}")}"; }
    in_turn "page.$i.small" "${pids[small]}" "$(path small)" "page.$i.big" "${pids[big]}" "$(path big)"
    a=$(median_of "page.$i.big.p99") b=$(median_of "page.$i.small.p99")
    row "${names[i]}" "$a" "$b" "$(ratio "$a" "$b")" ${judged[i]:+"<= 1.50"}
done
verdict

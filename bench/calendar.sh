#!/usr/bin/env bash
# calendar: working days added by the table, against stepping day by day
# shellcheck source=bench/lib.sh
. "$(dirname "$0")/lib.sh"

cc -std=gnu17 -D_GNU_SOURCE -O3 -Isrc -o "$tmp/calendar" bench/calendar.c src/calendar/{calendar,deadline,lunar,rules}.c \
    src/base/{base,text,day}.c -lm -lunistring
for ((round = 0; round < rounds; round++)); do
    while read -r days table steps; do
        echo "$table" >>"$tmp/table.$days"
        echo "$steps" >>"$tmp/steps.$days"
    done < <("$tmp/calendar")
done
heading "additions a second" kheo "by steps" ratio ""
for days in 5 20 120; do
    row "$days working days" "$(median_of "table.$days")" "$(median_of "steps.$days")" \
        "$(ratio "$(median_of "table.$days")" "$(median_of "steps.$days")")"
done
verdict

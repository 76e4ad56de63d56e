#!/usr/bin/env bash
# sheet: rows of a workbook a second and the memory they take, against XlsxWriter and openpyxl
# shellcheck source=bench/lib.sh
. "$(dirname "$0")/lib.sh"

cc -std=gnu17 -D_GNU_SOURCE -O2 -Isrc -o "$tmp/sheet" bench/sheet.c src/sheet/sheet.c src/base/{base,text,day}.c \
    -lxlsxwriter -lz -lm -lunistring
python=/usr/bin/python3 # Debian's, which has the two libraries
many=100000 few=1000

# measure SERIES COMMAND...: rows a second into SERIES, kB into SERIES.kb
measure() {
    local series=$1 fast kb
    shift
    read -r fast kb < <("$@")
    echo "$fast" >>"$tmp/$series"
    echo "$kb" >>"$tmp/$series.kb"
}
for ((round = 0; round < rounds; round++)); do
    measure few "$tmp/sheet" "$few" "$tmp/few.xlsx"
    measure many "$tmp/sheet" "$many" "$tmp/many.xlsx"
    for peer in xlsxwriter openpyxl; do
        measure "$peer" "$python" bench/sheet.py "$peer" "$many" "$tmp/$peer.xlsx"
    done
done
heading "$many rows of 10 cells" kheo peer ratio ""
for peer in xlsxwriter openpyxl; do
    row "rows/s, $peer" "$(median_of many)" "$(median_of "$peer")" "$(ratio "$(median_of many)" "$(median_of "$peer")")" ">= 3.00"
done
row "most memory, kB, $few rows" "$(median_of many.kb)" "$(median_of few.kb)" "$(ratio "$(median_of many.kb)" "$(median_of few.kb)")" "<= 1.20"
row "most memory, kB, xlsxwriter" "$(median_of many.kb)" "$(median_of xlsxwriter.kb)"
verdict

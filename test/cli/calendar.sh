#!/usr/bin/env bash
# Without these an operator who checks a deadline by hand is told another day than the citizen was.
# shellcheck source=test/cli/lib/check.sh
. "$(dirname "$0")/lib/check.sh"

runs 0 import holidays "$root/test/data/holidays.csv"
prints "191 rows, 191 added"
while IFS=, read -r id op start arg expected _; do
    [ "$op" = add ] || continue
    runs 0 calendar add "$start" "$arg"
    [ "$out" = "$expected" ]
    verdict $? "$id: $start + $arg is $out, want $expected"
done < <(tail -n +2 "$root/test/data/vectors_workdays.csv")
runs 0 calendar count 2026-11-20 2026-11-27
prints 4
runs 0 calendar due 2026-11-23 2
prints "2026-11-24  -  Ngày Văn hóa Việt Nam"
prints "2026-11-26  2"
prints "due 2026-11-26"
runs 0 calendar due 2026-01-31 1 months
prints "2026-03-02  -  moved off a day of rest"
runs 0 calendar due 2027-02-01 3
prints "due 2027-02-11 (provisional)"
runs 2 calendar due 2026-11-23 2 hours
complains "'hours' is no unit"
runs 2 calendar due 2026-11-23 -1
complains "no limit"
runs 1 calendar due 2017-11-23 1
complains "too early"
# a table that contradicts itself is refused whole, with every line that is wrong
printf 'date,name,kind,status,source\n2026-11-25,A,swap_off,chinh_thuc,x\n1999-01-04,B,holiday,chinh_thuc,x\n2026-11-28,C,comp,chinh_thuc,x\n' >"$dir/bad.csv"
runs 1 import holidays "$dir/bad.csv"
complains "bad.csv:3"
complains "bad.csv:4"
runs 0 calendar add 2026-11-24 1
prints 2026-11-25
runs 0 calendar add 2026-11-23 -3
prints 2026-11-18
runs 2 calendar add yesterday 1
complains "'yesterday' is no date"
runs 2 calendar add 2026-02-30 1
runs 2 calendar add 2026-11-23 many
complains "no number of days"
runs 2 calendar subtract 2026-11-23 1

while IFS=, read -r id solar date month year leap _; do
    l="$year-$month-$date"
    [ "$leap" = 0 ] || l+=L
    runs 0 calendar lunar "$solar"
    [ "$out" = "$l" ]
    verdict $? "$id: $solar is $out, want $l"
    runs 0 calendar solar "$l"
    [ "$out" = "$solar" ]
    verdict $? "$id: $l is $out, want $solar"
done < <(tail -n +2 "$root/test/data/vectors_lunar.csv" | tr -d '\r')
runs 1 calendar solar 2026-1-30L
complains "no lunar day"
runs 2 calendar solar soon
closing

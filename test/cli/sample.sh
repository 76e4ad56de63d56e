#!/usr/bin/env bash
# Without these a table made for trials is refused half way, differs from run to run, or does not come out as it went in.
# shellcheck source=test/cli/lib/check.sh
. "$(dirname "$0")/lib/check.sh"

sample() { "$root/script/sample-movement" --models 40 --exemplars 30 "$@" "$root/test/data/units.csv"; }
sample >a.csv
sample >b.csv
cmp -s a.csv b.csv
verdict $? "the same numbers give another table"
sample --seed 2 >b.csv
! cmp -s a.csv b.csv
verdict $? "another seed gives the same table"
runs 0 import units "$root/test/data/units.csv" --data x.db
runs 0 import models a.csv --data x.db
prints "70 rows, 70 added"
runs 0 import models a.csv --data x.db
prints "70 rows, 0 added"
runs 0 verify --data x.db
closing

#!/usr/bin/env bash
# secret: what is not there and what one may not know of are answered in the same time
# shellcheck source=bench/lib.sh
. "$(dirname "$0")/lib.sh"

data=$tmp/secret.db
"$kheo" demo --data "$data" >"$tmp/nothing"
serve "$data"
asked=${ASKED:-4000} # of each sort
python3 bench/secret.py "$url" "$data" "$asked" >"$tmp/secret" || die "the server was not asked to the end"

# The median of each sort in microseconds beside that of unknown codes, and how far apart they are, whichever is slower.
# The control asks for unknown codes under two names: what it says is the noise of this machine.
heading "$asked of each, mixed, one at a time" "us" "unknown us" apart ""
while IFS=$'\t' read -r what other unknown slower goal; do
    apart=$(awk -v a="$other" -v b="$unknown" 'BEGIN { printf "%.3f", (a > b ? a / b : b / a) }')
    row "$what" "$other" "$unknown" "$apart" ${goal:+"$goal"}
    row "  how often it is the slower of two drawn" "$slower" 0.50
done <"$tmp/secret"
verdict

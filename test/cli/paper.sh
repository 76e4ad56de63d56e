#!/usr/bin/env bash
# Without these the code on a printed receipt (form 01) may lead nowhere, which nobody sees before a citizen points a phone at it.
# shellcheck source=test/cli/lib/check.sh
. "$(dirname "$0")/lib/check.sh"

sql() { python3 -c 'import sqlite3, sys; print(sqlite3.connect("x.db").execute(sys.argv[1]).fetchone()[0])' "$1"; }
runs 0 demo --data x.db
runs 0 user token motcua@22945 --data x.db
token=$out
code=$(sql "SELECT f.code FROM casefile f JOIN unit u ON u.id = f.unit WHERE f.kind = 'dossier' AND u.code = '22945' LIMIT 1")
starts --data x.db --test --no-limits
curl -sf -o 01.pdf -H "Authorization: Bearer $token" "$base/can-bo/mot-cua/$code/phieu/01.pdf"
verdict $? "form 01 of $code does not come"
pdftoppm -r 150 -gray 01.pdf page
link=$(zbarimg -q --raw page-*.pgm 2>/dev/null)
[[ $link == "$base/tra-cuu/"* ]]
verdict $? "the code on the paper reads '$link'"
asks 200 "${link#"$base"}"
prints "$code"
stops
closing

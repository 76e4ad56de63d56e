#!/usr/bin/env bash
# Without these a look into somebody else's file leaves no trace when the server is stopped soon after.
# shellcheck source=test/cli/lib/check.sh
. "$(dirname "$0")/lib/check.sh"

sql() { python3 -c 'import sqlite3, sys; print(*[r[0] for r in sqlite3.connect("x.db").execute(sys.argv[1])], sep="\n")' "$1"; }
runs 0 demo --data x.db
runs 1 demo --data x.db
runs 0 verify --data x.db
runs 0 user token motcua@22945 --data x.db
token=$out
own=$(sql "SELECT f.code FROM casefile f JOIN unit u ON u.id = f.unit WHERE f.kind = 'dossier' AND u.code = '22945' LIMIT 1")
other=$(sql "SELECT f.code FROM casefile f JOIN unit u ON u.id = f.unit WHERE f.kind = 'dossier' AND u.code NOT IN ('22945', '68') LIMIT 1")
starts --data x.db --test --no-limits
asks 200 "/can-bo/ho-so/$own.json" -H "Authorization: Bearer $token"
asks 404 "/can-bo/ho-so/$other.json" -H "Authorization: Bearer $token"
asks 403 "/can-bo/ho-so/$own.json" -H "Authorization: Bearer nonsense"
asks 403 "/can-bo/ho-so/$own.json"
stops
[ "$(sql "SELECT count(*) FROM audit WHERE what = 'casework.read' AND ok = 0 AND actor = 'motcua@22945' AND object = '$other'")" = 1 ]
verdict $? "the attempt is not in the audit"
! grep -qF "$token" serve.err
verdict $? "the token is in the log"
runs 0 verify --data x.db
closing

#!/usr/bin/env bash
# Without these a wrong word on the command line, or a wrong setting, leaves the operator guessing.
# shellcheck source=test/cli/lib/check.sh
. "$(dirname "$0")/lib/check.sh"

runs 0 help
prints calendar
runs 0 help import
prints --dry-run
runs 0 version
prints "kheo "
runs 2
complains "'kheo help' lists them"
runs 2 dance
complains "no verb 'dance'"
runs 2 verify --colour
complains "unknown option '--colour'"
runs 2 verify --data
complains "--data needs FILE"
runs 2 verify --json=yes
complains "--json takes no value"
runs 2 calendar add 2026-11-23
complains "use: kheo calendar"
runs 2 import nothing-of-that-name file.csv
complains "cannot be taken in"

# the data file
runs 1 verify --data none.db
complains "cannot open 'none.db': no such file"
runs 1 migrate --data nowhere/x.db
complains "directory does not exist"
echo "this is no database, but it is long enough to look at" >text.db
runs 1 migrate --data text.db
complains "not a database"
runs 0 migrate --data x.db
prints "schema"
runs 0 migrate --data x.db
prints "nothing to do"
runs 0 verify --data x.db
prints sound
runs 0 verify --data x.db --json
prints '"ok":true'
runs 1 doctor --data x.db
complains "nobody can sign in"
[[ $err == *"kheo import holidays FILE"* ]]
verdict $? "the days off are not missed: $err"
runs 0 user add quantri sys_admin --data x.db
runs 0 import holidays "$root/test/data/holidays.csv" --data x.db
runs 0 doctor --data x.db
prints "all is well"
runs 0 doctor --data x.db --json
python3 -m json.tool <<<"$out" >/dev/null
verdict $? "doctor --json is no JSON"
chmod 644 x.db
runs 1 doctor --data x.db
complains "others may read it"
chmod 600 x.db
python3 - <<'END'
import sqlite3
sqlite3.connect("x.db").execute("PRAGMA user_version = 9999")
END
runs 1 verify --data x.db
complains "newer version"
runs 1 migrate --data x.db
complains "newer version"

# a configuration file
printf '# a comment\n\ndata = y.db\nthreads = many\n' >kheo.conf
runs 1 migrate --config kheo.conf
complains "kheo.conf:4: threads wants a number"
printf 'data = y.db\ncolour = blue\n' >kheo.conf
runs 1 migrate --config kheo.conf
complains "kheo.conf:2: unknown setting 'colour'"
printf 'data = y.db\n' >kheo.conf
runs 0 migrate --config kheo.conf
[ -f y.db ]
verdict $? "the data file of the configuration was not made"
runs 0 migrate --config kheo.conf --data z.db
[ -f z.db ]
verdict $? "the command line does not win over the configuration"
KHEO_DATA=v.db runs 0 migrate
[ -f v.db ]
verdict $? "KHEO_DATA is not heard"

runs 0 routes --json
python3 -m json.tool <<<"$out" >/dev/null
verdict $? "routes --json is no JSON"
runs 0 jobs --json
closing

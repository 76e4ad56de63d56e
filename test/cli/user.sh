#!/usr/bin/env bash
# Without these nobody gets in when the one who gave the rights has left.
# shellcheck source=test/cli/lib/check.sh
. "$(dirname "$0")/lib/check.sh"

runs 0 import units "$root/test/data/units.csv" --data x.db
runs 0 user add motcua@22945 onestop_clerk --person "Nguyễn Thị Mẫu" --unit 22945 --data x.db
prints "to be changed at the first sign-in: "
password=${out##*: }
[ ${#password} -ge 12 ]
verdict $? "a short password: $password"
runs 1 user add motcua@22945 onestop_clerk --unit 22945 --data x.db
complains "nothing was changed: "
runs 1 user add other@22945 wizard --unit 22945 --data x.db
complains "nothing was changed: "
runs 1 user reset other@22945 --data x.db # it was not made by halves
runs 1 user add other@99999 officer --unit 99999 --data x.db
runs 0 user role motcua@22945 officer --until 2030-12-31 --data x.db
runs 1 user role motcua@22945 officer --data x.db
runs 0 user role motcua@22945 officer --remove --data x.db
runs 1 user role motcua@22945 officer --remove --data x.db
runs 1 user role motcua@22945 officer --until tomorrow --data x.db
complains "tomorrow"
runs 0 user reset motcua@22945 --data x.db
[ "${out##*: }" != "$password" ]
verdict $? "the same password again"
runs 0 user token motcua@22945 --data x.db
[ -n "$out" ]
verdict $? "no token"
runs 2 user dance motcua@22945 --data x.db
runs 2 user role motcua@22945 --data x.db
runs 0 permissions
prints "casework.read"
runs 0 permissions --json
python3 -m json.tool <<<"$out" >/dev/null
verdict $? "permissions --json is no JSON"
runs 0 verify --data x.db
closing

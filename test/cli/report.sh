#!/usr/bin/env bash
# Without these a report that was issued cannot be proved by anybody but us, or says what the records do not.
# shellcheck source=test/cli/lib/check.sh
. "$(dirname "$0")/lib/check.sh"

# The figures of a known data set: the files were worked out from test/data/movement/recognised.csv by hand.
for f in units:units.csv holidays:holidays.csv models:movement/recognised.csv; do
    runs 0 import "${f%%:*}" "$root/test/data/${f#*:}" --data g.db
done
golden() { # FILE ARGUMENT...
    local file=$1
    shift
    runs 0 report movement --data g.db --csv "$@"
    diff <(tr -d '\r' <"$root/test/data/report/$file") <(tr -d '\r' <<<"$out" | grep -v '^\(unit\|missing\),' | sed '/^$/d') >d
    verdict $? "report $*: $(head -n 5 d)"
}
golden recognised.csv --from 2025-12-01 --to 2026-02-28
golden one_day.csv --from 2026-01-20 --to 2026-01-31
golden la_gi.csv --from 2025-01-01 --to 2026-12-31 --unit 23235
runs 2 report movement --data g.db --from 2026-02-01 --to 2026-01-01
complains "exchange them"
runs 2 report movement --data g.db --csv --json
runs 1 report movement --data g.db --unit 99999
complains "no unit '99999'"
runs 0 report movement --data g.db --xlsx g.xlsx
[ -s g.xlsx ]
verdict $? "no workbook"

# The reports of the demo, checked by another program: hash, canonical form, and the numbers against the acts.
runs 0 demo --data x.db
starts --data x.db --test --no-limits
cat >check.py <<'END'
import hashlib, json, sqlite3, sys, urllib.request
base, db = sys.argv[1], sqlite3.connect("x.db")
def get(path): return urllib.request.urlopen(base + path).read()
items = json.loads(get("/bao-cao.json"))["items"]
if len(items) != 4: sys.exit(f"{len(items)} reports, not 4")
for r in items:
    exact = get(f"/bao-cao/{r['code']}/nguyen-van")
    if hashlib.sha256(exact).hexdigest() != r["sha256"]: sys.exit(r["code"] + ": the hash is another")
    x = json.loads(exact)
    if json.dumps(x, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode() != exact:
        sys.exit(r["code"] + ": not the canonical form")
    for field, subject in ((f, s) for f in ("kinh_te", "van_hoa_xa_hoi", "quoc_phong_an_ninh", "xay_dung_htct") for s in ("tap_the", "ca_nhan")):
        want, = db.execute("""SELECT count(*) FROM act t JOIN unit_above a ON a.unit = t.unit JOIN unit u ON u.id = a.above
            WHERE u.code = ? AND t.kind = 'model' AND t.measure = 'cong_nhan' AND t.facet = ? AND t.month BETWEEN ? AND ?
              AND NOT EXISTS (SELECT 1 FROM act v WHERE v.voids = t.id)""",
            (x["unit"], f"{field}/{subject}", x["from_month"], x["to_month"])).fetchone()
        n = sum(c["n"] for c in x["cells"] if c["part"] == "field" and c["item"] == field and c["measure"] == f"cong_nhan/{subject}")
        if n != want: sys.exit(f"{r['code']}: {field}/{subject} is {n}, the acts say {want}")
province = json.loads(get([f"/bao-cao/{r['code']}.json" for r in items if r["unit"] == "68"][0]))["report"]
missing = {c["item"] for c in province["cells"] if c["part"] == "missing"}
if not missing or missing & {"23235", "22918", "23059"}: sys.exit("who has not reported is wrong")
END
said=$(python3 check.py "$base" 2>&1)
verdict $? "$said"
stops

# What was frozen is changed behind our back: verify tells.
runs 0 verify --data x.db
python3 -c 'import sqlite3; d = sqlite3.connect("x.db"); d.execute("UPDATE report_cell SET n = n + 1 WHERE place = 0 AND version = 1"); d.commit()'
runs 1 verify --data x.db
[[ $out == *"its contents are not those of its SHA-256"* ]]
verdict $? "verify did not tell: $out"
closing

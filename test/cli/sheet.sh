#!/usr/bin/env bash
# Without these a workbook says something else than the table it was made from.
# shellcheck source=test/cli/lib/check.sh
. "$(dirname "$0")/lib/check.sh"
python=/usr/bin/python3 # Debian's, whatever else is called python3
"$python" -c 'import openpyxl' 2>/dev/null || {
    echo "skip sheet: python3-openpyxl is not installed"
    closing
    exit
}

# same CSV XLSX: cell by cell, read by another program: a day is a date, a number a number, text what it was
cat >same.py <<'END'
import csv, datetime, sys, openpyxl

def guarded(s):  # the ' that a CSV puts before what would be calculated
    rest = s.lstrip("'")
    return s[1:] if len(s) > len(rest) and rest[:1] in ("=", "+", "-", "@", "\t", "\r") else s

def said(v):
    if v is None: return ""
    if isinstance(v, bool): return "1" if v else "0"
    if isinstance(v, datetime.datetime):
        day = v.date().isoformat()
        return day if (v.hour, v.minute, v.second) == (0, 0, 0) else day + v.strftime("T%H:%M:%S+07:00")
    return str(v)

with open(sys.argv[1], encoding="utf-8-sig", newline="") as f:
    want = [[guarded(c) for c in row] for row in csv.reader(f)]
book = openpyxl.load_workbook(sys.argv[2])
page = book.worksheets[0]
is_ = [[said(v) for v in row] for row in page.iter_rows(values_only=True)]
for r, (a, b) in enumerate(zip(is_, want)):
    for x, y in zip(a, b + [""] * (len(a) - len(b))):
        # an empty day or number is an empty cell; a line end within a cell is LF alone
        if x != y.replace("\r\n", "\n"): sys.exit(f"row {r + 1}: {x!r} is not {y!r}")
if len(is_) != len(want): sys.exit(f"{len(is_)} rows, not {len(want)}")
for row in page.iter_rows():
    for cell in row:
        if cell.data_type == "f": sys.exit(f"{cell.coordinate} is a formula")
        if isinstance(cell.value, datetime.datetime) and cell.number_format not in ("dd/mm/yyyy", "dd/mm/yyyy hh:mm"):
            sys.exit(f"{cell.coordinate} is shown as {cell.number_format}")
if page.freeze_panes != "A2": sys.exit("the header does not stay")
if not page["A1"].font.bold: sys.exit("the header is not bold")
END
runs 0 demo --data x.db
for kind in units holidays accounts models proposals figures procedures papers dossiers articles; do
    runs 0 export "$kind" --data x.db
    printf '%s\n' "$out" >t.csv
    runs 0 export "$kind" --data x.db --xlsx "$kind.xlsx"
    said=$("$python" same.py t.csv "$kind.xlsx" 2>&1)
    verdict $? "$kind: $said"
done
said=$("$python" -c 'import openpyxl
page = openpyxl.load_workbook("holidays.xlsx").worksheets[0]
print(page["A2"].is_date, page["A2"].number_format)')
[ "$said" = "True dd/mm/yyyy" ]
verdict $? "a day of the table of days off is $said"

runs 1 export units --data x.db --xlsx no/such/folder/x.xlsx
[[ $err == *"no/such/folder"* ]]
verdict $? "did not say where it could not write: $err"
runs 2 export units --data x.db --xlsx x.xlsx --json
complains "give one of them"
[ -z "$(find . -name '*.part')" ]
verdict $? "halves of files are left"
closing

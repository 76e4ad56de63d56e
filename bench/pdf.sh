#!/usr/bin/env bash
# pdf: receipts (form 01) a second on one core, against WeasyPrint and LibreOffice started once a document
# shellcheck source=bench/lib.sh
. "$(dirname "$0")/lib.sh"

# Each draws the same words of the same dossier. What is ours is filled from the data anew each time, asked of the caged
# worker and read back; the peers get a file that is filled already, with the square code as a ready picture.
core=$(($(nproc) - 1)) many=20 # of that many: started once
on_core() { taskset -c "$core" "$@"; }
house bench/pdf.c "$tmp/pdf"
"$kheo" demo --data "$tmp/demo.db" >"$tmp/nothing"
code=$(value "$tmp/demo.db" "SELECT code FROM casefile f JOIN dossier_paper p ON p.dossier = f.id ORDER BY f.id")
"$tmp/pdf" "$tmp/demo.db" "$code" "$tmp" || die "the receipt of $code was not drawn"
python3 bench/pdf.py "$tmp/filled" >"$tmp/receipt.html"

# ---- the peers, and that they print the same ----

weasy() { on_core /usr/bin/weasyprint -q "$1" "$2"; }
office() { # FORMAT FILE...: into $tmp/office
    on_core /usr/bin/soffice -env:UserInstallation="file://$tmp/profile" --headless --convert-to "$1" --outdir "$tmp/office" "${@:2}" \
        >"$tmp/office.log" 2>&1 || die "LibreOffice: $(tail -n 3 "$tmp/office.log")"
}
mkdir "$tmp/office" "$tmp/copies"
on_core /usr/bin/soffice -env:UserInstallation="file://$tmp/profile" --headless --infilter='HTML (StarWriter)' --convert-to fodt \
    --outdir "$tmp" "$tmp/receipt.html" >"$tmp/office.log" 2>&1 || die "LibreOffice: $(tail -n 3 "$tmp/office.log")"
office pdf "$tmp/receipt.fodt"
weasy "$tmp/receipt.html" "$tmp/weasyprint.pdf"
mv "$tmp/office/receipt.pdf" "$tmp/libreoffice.pdf"
words() { pdftotext "$1" - | tr -s '[:space:]' '\n' | sort -u; }
words "$tmp/kheo.pdf" >"$tmp/words"
for peer in weasyprint libreoffice; do
    missing=$(comm -23 "$tmp/words" <(words "$tmp/$peer.pdf") | wc -l)
    [ "$missing" -le $(($(wc -l <"$tmp/words") / 10)) ] || die "$peer prints another paper: $missing words are missing"
    [ "$(pdfinfo "$tmp/$peer.pdf" | sed -n 's/^Pages: *//p')" = "$(pdfinfo "$tmp/kheo.pdf" | sed -n 's/^Pages: *//p')" ] || die "$peer takes other pages"
done
[ -z "${KEEP-}" ] || cp "$tmp"/{kheo,weasyprint,libreoffice}.pdf "$tmp/receipt.html" "$KEEP"
for ((i = 0; i < many; i++)); do cp "$tmp/receipt.fodt" "$tmp/copies/$i.fodt"; done

# ---- rounds ----

# per_second SERIES N COMMAND...: N papers in so many seconds, into SERIES by processor time and into SERIES.wall by the clock
per_second() {
    local series=$1 n=$2
    local TIMEFORMAT='%R %U %S'
    shift 2
    { time "$@" >"$tmp/nothing" 2>&3; } 3>&2 2>"$tmp/time"
    awk -v n="$n" '{ printf "%.3f\n", n / ($2 + $3) }' "$tmp/time" >>"$tmp/$series"
    awk -v n="$n" '{ printf "%.3f\n", n / $1 }' "$tmp/time" >>"$tmp/$series.wall"
}
cat >"$tmp/library.py" <<'END'
import sys, weasyprint
for _ in range(int(sys.argv[2])):
    weasyprint.HTML(sys.argv[1]).write_pdf()
END
for ((round = 0; round < rounds; round++)); do
    per_second kheo 500 on_core "$tmp/pdf" "$tmp/demo.db" "$code" 500
    per_second weasy 1 weasy "$tmp/receipt.html" "$tmp/nothing.pdf"
    per_second libre 1 office pdf "$tmp/receipt.fodt"
    per_second libre-many "$many" office pdf "$tmp"/copies/*.fodt
    per_second weasy-many "$many" on_core /usr/bin/python3 "$tmp/library.py" "$tmp/receipt.html" "$many"
done
heading "receipts a second of processor time" kheo peer ratio ""
against() { row "$2" "$(rate "$(median_of "kheo$3")")" "$(median_of "$1$3")" "$(ratio "$(median_of "kheo$3")" "$(median_of "$1$3")")" "${@:4}"; }
against weasy "WeasyPrint, started for each" "" ">= 50.00"
against libre "LibreOffice headless, started for each" "" ">= 50.00"
against weasy-many "WeasyPrint as a library, $many with one start" ""
against libre-many "LibreOffice headless, $many with one start" ""
against weasy "by the clock: WeasyPrint, started for each" .wall
against libre "by the clock: LibreOffice, started for each" .wall
verdict

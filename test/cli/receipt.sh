#!/usr/bin/env bash
# Without these a citizen holds a piece of paper that proves nothing, or is told that a false one is good.
# shellcheck source=test/cli/lib/check.sh
. "$(dirname "$0")/lib/check.sh"

runs 0 import units "$root/test/data/units.csv" --data x.db
runs 0 user add quantri sys_admin --data x.db
echo 2026-11-23T09:00 >clock
starts --data x.db --test --clock-file clock
propose() { # hands in a proposal; its private link and the path of its receipt go to $link and $receipt
    curl -s "http://127.0.0.1:$port/phong-trao/gioi-thieu.json" -H 'Content-Type: application/json' \
        -d "{\"name\":\"Tổ $1\",\"what\":\"Dọn kênh mỗi sáng chủ nhật suốt một năm.\",\"place_unit_id\":\"22945\"}" >answer
    receipt=$(sed -n 's/.*"receipt":"\([^"]*\)".*/\1/p' answer)
}
propose một
[ -n "$receipt" ]
verdict $? "no receipt came back: $(<answer)"
curl -s "http://127.0.0.1:$port$receipt" >one.tlog-proof
propose hai
curl -s "http://127.0.0.1:$port$receipt" >two.tlog-proof
curl -s "http://127.0.0.1:$port/log/1/key" >key
key=$(<key)
runs 0 receipt verify one.tlog-proof --key "$key"
prints "holds: place 0 of 1"
prints "kind: proposal.received"
runs 0 receipt verify two.tlog-proof --key "$key" --json
prints '"holds":true'
runs 0 receipt verify two.tlog-proof --data x.db
prints "place 1 of 2"

# what a telephone reads on the sheet is the address of the private page
link=${receipt%/bien-nhan/*}
for page in "$link" "$link/bien-nhan"; do
    asks 200 "$page"
    printf '%s' "$out" | python3 "$root/test/cli/lib/qr.py" >qr.pgm
    [ "$(zbarimg -q --raw qr.pgm 2>/dev/null)" = "$base$link" ]
    verdict $? "the code of $page reads '$(zbarimg -q --raw qr.pgm 2>&1)', want '$base$link'"
done

# one byte is another paper
for line in extra index 3 4 6; do
    if [ "$line" = extra ] || [ "$line" = index ]; then
        sed "s/^$line \(.\)/$line 9/" two.tlog-proof >changed
    else
        sed "${line}s/[A-Ya-y]/Z/" two.tlog-proof >changed
    fi
    cmp -s changed two.tlog-proof && continue
    runs 1 receipt verify changed --key "$key"
    complains "does not hold"
done
head -c -1 two.tlog-proof >changed
runs 1 receipt verify changed --key "$key"
# on the page, for whoever has no program
asks 200 /so-kiem-chung -F receipt=@two.tlog-proof
prints "Biên nhận đúng"
asks 200 /so-kiem-chung -F receipt=@changed
prints "class=\"note late\""
asks 422 /so-kiem-chung -F receipt=
asks 200 /so-kiem-chung/kiem-tra
prints "signatureHolds"
asks 200 /so-kiem-chung.json
prints '"leaves":2,"in_force":2,"taken_back":0,"agrees":true'
# another ledger's key, and a key that is none
runs 0 user add quantri sys_admin --data y.db
runs 1 receipt verify two.tlog-proof --data y.db
complains "no ledger yet"
runs 2 receipt verify two.tlog-proof --key nonsense
complains "is no public key"
runs 1 receipt verify two.tlog-proof --key "$key" --quorum 1
complains "witnesses"
runs 2 receipt show two.tlog-proof

# an act changed behind the server's back is found
stops
runs 0 verify --data x.db
printf "UPDATE act SET done = done - 3, month = month WHERE leaf <> '' AND id = (SELECT max(id) FROM act WHERE leaf <> '');" | sqlite3 x.db
runs 1 verify --data x.db
prints "is not what its leaf in the ledger commits to"
printf "UPDATE act SET done = done + 3 WHERE id = (SELECT max(id) FROM act WHERE leaf <> ''); UPDATE leaf SET day = day - 1 WHERE id = 1;" | sqlite3 x.db
runs 1 verify --data x.db
prints "checkpoint is not that of the leaves"
closing

#!/usr/bin/env bash
# Without these a full disk loses an act that was answered, or a server goes on signing a ledger that was changed.
# shellcheck source=test/cli/lib/check.sh
. "$(dirname "$0")/lib/check.sh"

runs 0 import units "$root/test/data/units.csv" --data x.db
runs 0 user add quantri sys_admin --data x.db
echo 2026-11-23T09:00 >clock
propose() { # STATUS: hands in a proposal; what came back is in $out, with its head
    asks "$1" /phong-trao/gioi-thieu.json -H 'Content-Type: application/json' \
        -d '{"name":"Tổ một","what":"Dọn kênh mỗi sáng chủ nhật suốt một năm.","place_unit_id":"22945"}'
}

# ---- the end of the ledger is not what was signed ----
starts --data x.db --test --no-limits --clock-file clock
propose 201
propose 201
propose 201
stops
cp x.db whole.db
spoiled() { # SQL: pages are read, no act is taken, and nothing is signed
    cp whole.db x.db
    printf '%s;' "$1" | sqlite3 x.db
    starts --data x.db --test --no-limits --clock-file clock
    grep -q "end of the ledger is not what was signed.*kheo verify --data x.db" serve.err
    verdict $? "nothing was said after $1: $(<serve.err)"
    asks 200 /phong-trao
    local before
    before=$(curl -s "$base/log/1/checkpoint")
    propose 503
    heads "retry-after: "
    [ "$(curl -s "$base/log/1/checkpoint")" = "$before" ]
    verdict $? "the checkpoint was signed anew after $1"
    kill -9 "$server" && wait "$server" 2>/dev/null
    server=
    runs 1 verify --data x.db
}
spoiled "UPDATE leaf SET day = day - 1 WHERE id = 2"
spoiled "DELETE FROM leaf WHERE id = 3"
spoiled "UPDATE tile SET hashes = substr(hashes, 1, 64) WHERE level = 0"
spoiled "UPDATE log SET edge = substr(edge, 1, 32) || zeroblob(32)"
spoiled "UPDATE log SET size = 2, edge = substr(edge, 33)"
spoiled "UPDATE log SET note = replace(note, char(10) || '3' || char(10), char(10) || '2' || char(10))"
spoiled "DELETE FROM log"
cp whole.db x.db
starts --data x.db --test --no-limits --clock-file clock
propose 201
stops
runs 0 verify --data x.db

# ---- a disk that fills up, and has room again ----
if [ "$(id -u)" = 0 ] && mkdir small && mount -t tmpfs -o size=24m none small 2>/dev/null; then
    trap 'umount -l small; cleanup' EXIT
    cp x.db small/x.db && : >taken
    starts --data small/x.db --test --no-limits --clock-file clock
    propose 201
    link=$(sed -n 's/.*"link":"\([^"]*\)".*/\1/p' <<<"$out")
    dd if=/dev/zero of=small/filler bs=64k 2>/dev/null
    for ((i = 0, full = 0; i < 400 && !full; i++)); do # what the log beside the data file still has room for is taken
        asks_any=$(curl -s -o .body -D .head -w '%{http_code}' "$base/phong-trao/gioi-thieu.json" -H 'Content-Type: application/json' \
            -d "{\"name\":\"Tổ $i\",\"what\":\"Dọn kênh mỗi sáng chủ nhật suốt một năm.\",\"place_unit_id\":\"22945\"}")
        case $asks_any in
        201) echo "$i" >>taken ;;
        503) full=1 ;;
        *) break ;;
        esac
    done
    [ "$full" = 1 ]
    verdict $? "a full disk was not answered with 503, but $asks_any after $i"
    grep -qi "^retry-after:" .head
    verdict $? "no Retry-After: $(<.head)"
    asks 200 /phong-trao
    asks 200 "$link.json"
    runs 1 backup small/bk --data small/x.db
    complains "disk is full"
    [ ! -e small/bk.part ]
    verdict $? "a backup without room left its half"
    rm small/filler
    propose 201
    stops
    runs 0 verify --data small/x.db
    runs 0 export proposals --data small/x.db
    want=$((6 + $(wc -l <taken))) # four from above, the two beside the full disk
    [ "$(grep -c "Dọn kênh" <<<"$out")" = "$want" ]
    verdict $? "$(grep -c "Dọn kênh" <<<"$out") proposals are there, $want were answered"
else
    echo "skip a full disk: no file system can be mounted here"
fi
closing

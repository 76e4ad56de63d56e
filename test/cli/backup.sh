#!/usr/bin/env bash
# Without these a backup is believed in until the day it is needed, or a restored office forges its own ledger.
# shellcheck source=test/cli/lib/check.sh
. "$(dirname "$0")/lib/check.sh"

runs 0 import units "$root/test/data/units.csv" --data x.db
runs 0 user add quantri sys_admin --data x.db
echo 2026-11-23T09:00 >clock
runs 1 restore nowhere --data y.db
complains "is no backup"
runs 1 backup nowhere/bk --data x.db
complains "cannot make"

# ---- a backup while people write; S2 ----
starts --data x.db --test --no-limits --clock-file clock
post() { # NAME: hands in a proposal; the status goes to $status, the path of the receipt to $receipt
    status=$(curl -s -o answer -w '%{http_code}' "http://127.0.0.1:$port/phong-trao/gioi-thieu.json" -H 'Content-Type: application/json' \
        -d "{\"name\":\"Tổ $1\",\"what\":\"Dọn kênh mỗi sáng chủ nhật suốt một năm.\",\"place_unit_id\":\"22945\"}")
    receipt=$(sed -n 's/.*"receipt":"\([^"]*\)".*/\1/p' answer)
}
for n in 1 2 3 4 5; do
    post "$n"
    curl -s "http://127.0.0.1:$port$receipt" >"before$n.tlog-proof"
done
curl -s "$base/log/1/key" >key
curl -s "$base/log/1/checkpoint" >published.before
load() { # until told to stop: every status but 201, 200 or 303 is written down
    local n=0
    while [ ! -e stop ]; do
        post "load-$((n += 1))"
        [[ $status == 20[01] ]] || echo "$status" >>refused
    done
    echo $n >posted
}
(load) &
loader=$!
sleep 0.3
runs 0 backup bk --data x.db
prints "backed up 'x.db' to 'bk', and verified it"
sleep 0.2
touch stop
wait "$loader"
[ ! -e refused ] && [ "$(<posted)" -gt 3 ]
verdict $? "posts failed while the backup ran, or none was made: $(sort refused 2>/dev/null | uniq -c) $(<posted)"
curl -s "$base/log/1/checkpoint" >published.after
[ ! -e bk.part ]
verdict $? "the unfinished name is still there"
[ "$(stat -c %a bk/data.db)" = 600 ]
verdict $? "others may read the backup"
(cd bk && sha256sum data.db) | cut -d' ' -f1 | grep -qFf - bk/manifest
verdict $? "the manifest holds another hash: $(<bk/manifest)"
runs 1 backup bk --data x.db
complains "is there already"
runs 0 verify --data bk
prints "bk: sound, made 20"
runs 0 verify --data bk --json
prints '"ok":true'
runs 0 verify --data bk/data.db
chmod -R a-w bk # as on a medium that is only read
runs 0 verify --data bk
chmod -R u+w bk

# ---- restored elsewhere: the ledger goes on in a log of its own ----
runs 1 restore bk --data x.db
complains "a restore overwrites nothing"
runs 0 restore bk --data y.db
prints "goes on in a further log"
runs 0 verify --data y.db
stops
starts --data y.db --test --no-limits --clock-file clock
for n in 1 2 3 4 5; do
    runs 0 receipt verify "before$n.tlog-proof" --data y.db
    asks 200 "/log/1/proof/$((n - 1))"
    asks 200 "/log/1/tile/0/000.p/$n"
done
asks 200 /log/1/checkpoint
printf '%s\n' "$out" >copied
size_of() { sed -n 2p "$1"; }
[ "$(size_of copied)" -ge "$(size_of published.before)" ] && [ "$(size_of copied)" -le "$(size_of published.after)" ]
verdict $? "the copy's log has $(size_of copied) leaves, published were $(size_of published.before) and then $(size_of published.after)"
asks 200 /log/2/checkpoint
[ "$(sed -n 1p "$dir/.body")" != "$(sed -n 1p copied)" ]
verdict $? "both logs have one name"
prints "/log/2"
curl -s "$base/log/2/opened" >opened
curl -s "$base/log/2/key" >key2
runs 0 receipt verify opened --key "$(<key2)"
prints "kind: log.opened"
prints "$(size_of copied)" # the claim is the old log's last checkpoint
asks 404 /log/1/opened
post "after"
curl -s "http://127.0.0.1:$port$receipt" >after.tlog-proof
runs 0 receipt verify after.tlog-proof --key "$(<key2)"
prints "place 1 of 2"
runs 1 receipt verify after.tlog-proof --key "$(<key)"
asks 200 /log/1/checkpoint
printf '%s\n' "$out" | cmp -s - copied
verdict $? "the old log was written to after the restore"
stops
runs 0 verify --data y.db

# ---- only a published checkpoint that is not ahead lets the same log go on ----
runs 1 restore bk --data z.db --same-log published.after
complains "leave --same-log out"
[ ! -e z.db ] && [ ! -e z.db.part ]
verdict $? "a refused restore left something"
runs 1 restore bk --data z.db --same-log opened
complains "no checkpoint signed by the ledger"
runs 0 restore bk --data z.db --same-log published.before
prints "in the same log"
runs 0 verify --data z.db
starts --data z.db --test --no-limits --clock-file clock
asks 404 /log/2/checkpoint
post "same"
curl -s "http://127.0.0.1:$port$receipt" >same.tlog-proof
runs 0 receipt verify same.tlog-proof --key "$(<key)"
stops
# another tree of that size, signed by the same key, is told apart
printf "UPDATE leaf SET day = day - 1 WHERE id = 1; DELETE FROM tile; DELETE FROM leaf_count; UPDATE log SET size = 0, edge = x'';" | sqlite3 z.db
runs 1 verify --data z.db

# ---- a backup that is not what it was ----
changed() { # a copy of the backup, to be spoiled
    rm -rf spoiled && cp -r bk spoiled
}
refused() { # TEXT: neither verified nor restored
    runs 1 verify --data spoiled
    complains "$1"
    runs 1 restore spoiled --data w.db
    complains "$1"
    [ ! -e w.db ] && [ ! -e w.db.part ]
    verdict $? "a refused restore left something"
}
flip() { # FILE PLACE: one bit of it
    python3 -c 'import sys
f = open(sys.argv[1], "r+b"); f.seek(int(sys.argv[2])); b = f.read(1); f.seek(-1, 1); f.write(bytes([b[0] ^ 4]))' "$1" "$2"
}
changed && truncate -s -1 spoiled/data.db
refused "it was cut off"
changed && truncate -s 4096 spoiled/data.db
refused "it was cut off"
size=$(stat -c %s bk/data.db)
for place in 0 30 4097 $((size / 2)) $((size - 1)); do
    changed && flip spoiled/data.db "$place"
    refused "its hash is not that of the manifest"
done
changed && truncate -s -1 spoiled/manifest
refused "cut off or changed"
changed && head -n -1 bk/manifest >spoiled/manifest
refused "cut off or changed"
for place in 0 20 60 $(($(stat -c %s bk/manifest) - 3)); do
    changed && flip spoiled/manifest "$place"
    refused "cut off or changed"
done
changed && rm spoiled/manifest
refused "is no backup"
changed && rm spoiled/data.db
refused "cannot be read"
rm -rf spoiled

# a backup of damaged data is none
cp bk/data.db torn.db
printf "UPDATE act SET done = done - 3 WHERE id = (SELECT max(id) FROM act WHERE leaf <> '');" | sqlite3 torn.db
runs 1 backup bk2 --data torn.db
complains "is not sound"
[ ! -e bk2 ] && [ ! -e bk2.part ]
verdict $? "a backup of damaged data has its name"

# what an attempt left that was killed half-way is no obstacle
mkdir bk3.part && echo half >bk3.part/data.db
runs 0 backup bk3/ --data x.db
runs 0 verify --data bk3

# ---- an older schema: backed up, then migrated; a newer one is left alone ----
cp bk/data.db old.db
newest=$(sqlite3 old.db 'PRAGMA user_version')
printf 'PRAGMA user_version = %d;' $((newest + 1)) | sqlite3 old.db
sha256sum old.db >sum
for verb in migrate verify "serve --listen 127.0.0.1:8099" "backup bk9" "export units" "import units $root/test/data/units.csv" \
    "user add ai sys_admin" "jobs run house.refresh" demo; do
    # shellcheck disable=SC2086
    runs 1 $verb --data old.db
    complains "written by a newer version"
done
sha256sum -c --quiet sum
verdict $? "data of a newer version were touched"
[ "$(echo old.db* bk9*)" = "old.db old.db-lock bk9*" ] # the lock of a server that did not start
verdict $? "something was left beside data of a newer version: $(echo old.db* bk9*)"
schema_made() { # FILE NUMBER: data as the migrations up to that number leave them
    local f last=0
    while read -r f; do
        last=$((10#$(basename "$f" | cut -c1-4)))
        [ $last -le "$2" ] || break
        sqlite3 "$1" <"$f"
        printf 'PRAGMA user_version = %d;' $last | sqlite3 "$1"
    done < <(find "$root/src" -path '*/migration/*.sql' -printf '%f %p\n' | sort | cut -d' ' -f2)
    printf 'PRAGMA journal_mode = WAL;' | sqlite3 "$1" >/dev/null
}
rm old.db
schema_made old.db 40
cp old.db kept.db
runs 1 verify --data old.db
complains "has the older schema 40"
runs 0 migrate --data old.db
prints "with schema 40 to 'old.db-schema-40'"
prints "schema $newest, was 40"
runs 0 verify --data old.db
runs 0 verify --data old.db-schema-40
runs 0 restore old.db-schema-40 --data back.db
runs 0 verify --data back.db
runs 0 migrate --data old.db
prints "nothing to do"
# killed at a write or a sync, wherever that is: what is there is the schema after some whole step, and the next attempt ends
${CC:-cc} -O2 -shared -fPIC -o faultio.so "$root/test/crash/faultio.c" -ldl -pthread
shim=(env LD_PRELOAD="$PWD/faultio.so" FAULTIO_DIR="$PWD/half" ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}verify_asan_link_order=0")
schema_of() { sqlite3 "$1" 'SELECT type, name, sql FROM sqlite_schema ORDER BY name'; }
half() {
    rm -rf half && mkdir half
    cp kept.db half/half.db
}
half
"${shim[@]}" FAULTIO_LOG="$PWD/half.log" "$KHEO" migrate --data half/half.db >/dev/null 2>&1
read -r writes syncs < <(python3 - half.log <<'END'
import struct, sys
b = open(sys.argv[1], "rb").read(); at = 0; n = {}
while at + 23 <= len(b):
    _, op, path, _, size = struct.unpack_from("<QcHQI", b, at); at += 23 + path + (size if op in b"WR" else 0)
    n[op] = n.get(op, 0) + 1
print(n[b"W"], n[b"B"])
END
)
[ "$writes" -gt 100 ] && [ "$syncs" -gt 10 ]
verdict $? "a migration makes $writes writes and $syncs syncs?"
steps=
for at in $(for i in 1 2 3 4 5 6 7; do echo "write:$((writes * (50 + i * 7) / 100))"; done) \
    $(for i in 1 2 3 4 5; do echo "fsync:$((syncs * (10 + i * 17) / 100))"; done); do
    half
    { "${shim[@]}" FAULTIO_FAIL="$at:KILL" "$KHEO" migrate --data half/half.db >/dev/null 2>&1; } 2>/dev/null
    [ $? = 137 ]
    verdict $? "$at did not end a migration of $writes writes and $syncs syncs"
    step=$(sqlite3 half/half.db 'PRAGMA user_version')
    steps+=" $step"
    [ -e "made-$step.db" ] || schema_made "made-$step.db" "$step"
    [ "$(schema_of half/half.db)" = "$(schema_of "made-$step.db")" ]
    verdict $? "a migration killed at $at left a step half-done after $step"
    runs 0 migrate --data half/half.db
    runs 0 verify --data half/half.db
done
[ "$(tr ' ' '\n' <<<"$steps" | sort -u | wc -l)" -gt 4 ]
verdict $? "killed at few places: $steps"
# no room for the backup: no migration
rm -rf half.db*
cp kept.db half.db
(ulimit -f 100 && trap '' XFSZ && "$KHEO" migrate --data half.db >/dev/null 2>full.err)
grep -q "could not be backed up first" full.err
verdict $? "migrated without a backup: $(<full.err)"
cmp -s half.db kept.db && [ ! -e half.db-schema-40 ]
verdict $? "data were changed without a backup"
closing

#!/usr/bin/env bash
# Without these a witness vouches for two ledgers at once, or a dead one stops the office.
# shellcheck source=test/cli/lib/check.sh
. "$(dirname "$0")/lib/check.sh"
forger=$root/test/cli/lib/forger.py
monitor=$root/test/crash/checklog.py

witnesses=()
witness() { # FOLDER PORT: serves it; its process goes to $pid
    local tries
    "$KHEO" witness serve "$1" --listen "127.0.0.1:$2" >"$1.out" 2>"$1.err" </dev/null &
    pid=$!
    witnesses+=("$pid")
    for ((tries = 0; tries < 200; tries++)); do
        grep -q '^witness ' "$1.out" && return 0
        sleep 0.02
    done
    verdict 1 "the witness does not start: $(<"$1.err")"
}
trap 'kill -9 "${witnesses[@]}" 2>/dev/null; cleanup' EXIT

# ---- a witness by itself ----
runs 2 witness new w1 "mttq example"
runs 2 witness new w1 "mttq+example"
runs 0 witness new w1 mttq.example
key1=$out
runs 1 witness new w1 mttq.example
complains "cannot make 'w1'"
runs 0 witness key w1
prints "$key1"
[ "$(stat -c %a w1/key)" = 600 ]
verdict $? "others may read the key of the witness"
runs 1 witness key nowhere
complains "is no folder of a witness"
runs 2 witness add w1 "$key1"
complains "is no public key of a ledger"
runs 0 witness add w1 "$(python3 "$forger" key)"
port1=$(free_port)
witness w1 "$port1"
first=$pid
runs 1 witness serve w1 --listen "127.0.0.1:$port1"
complains "is served already"
said=$(python3 "$forger" post "http://127.0.0.1:$port1")
verdict $? "the witness answers wrongly: $said"
kill -TERM "$first" && wait "$first"
verdict $? "the witness left with $?"
said=$(python3 "$forger" kill w1 "$port1" "$KHEO")
verdict $? "killed: $said"
# what it kept is not what it signed: then it signs nothing for that ledger
kept=$(find w1 -name '????????????????????????????????????????????????????????????????')
sed -i '2s/.*/21/' "$kept"
witness w1 "$port1"
first=$pid
said=$(python3 "$forger" post "http://127.0.0.1:$port1" | grep -c '500')
[ "$said" -gt 3 ]
verdict $? "a kept checkpoint that was changed is believed"
rm "$kept"

# ---- the server asks ----
runs 0 witness new w2 bao.example
key2=$out
port2=$(free_port)
printf '# nhân chứng\nhttp://127.0.0.1:%s/ %s\nhttp://127.0.0.1:%s %s\n' "$port1" "$key1" "$port2" "$key2" >list
runs 0 import units "$root/test/data/units.csv" --data x.db
runs 0 user add quantri sys_admin --data x.db
echo 2026-11-23T09:00 >clock
for wrong in "http://a.example" "ftp://a.example $key1" "http://a.example $(python3 "$forger" key)" "$key1 http://a.example"; do
    printf 'http://127.0.0.1:1 %s\n%s\n' "$key2" "$wrong" >wrong
    runs 1 serve --data x.db --witnesses wrong
    complains "wrong:2"
done
starts --data x.db --test --no-limits --witnesses list --witness-every 1
propose() { # NAME: the path of its receipt goes to $receipt
    curl -s "$base/phong-trao/gioi-thieu.json" -H 'Content-Type: application/json' \
        -d "{\"name\":\"Tổ $1\",\"what\":\"Dọn kênh mỗi sáng chủ nhật suốt một năm.\",\"place_unit_id\":\"22945\"}" >answer
    receipt=$(sed -n 's/.*"receipt":"\([^"]*\)".*/\1/p' answer)
}
until_so() { # TEXT COMMAND...: within ten seconds
    local what=$1 tries
    shift
    for ((tries = 0; tries < 100; tries++)); do
        if "$@" >/dev/null 2>&1; then return 0; fi
        sleep 0.1
    done
    verdict 1 "never: $what: $(curl -s "$base/log/1/checkpoint") $(tail -n 2 "$dir/serve.err")"
}
lines() { [ "$(curl -s "$base/log/1/checkpoint" | grep -c '^—')" = "$1" ]; }
propose một
curl -s "$base$receipt" >early.tlog-proof
curl -s "$base/log/1/key" >key
key=$(<key)
until_so "a witness that does not know the ledger is told of" grep -q "mttq.example did not sign: unknown" "$dir/serve.err"
until_so "a dead witness is told of" grep -q "bao.example did not sign: silent" "$dir/serve.err"
lines 1
verdict $? "somebody signed who cannot have"
runs 0 receipt verify early.tlog-proof --key "$key"
runs 1 receipt verify early.tlog-proof --key "$key" "$key1" --quorum 1
complains "too few of the named witnesses"
asks 404 /log/1/cosigned
stops
runs 0 witness add w1 "$key"
starts --data x.db --test --no-limits --witnesses list --witness-every 1
until_so "one witness signs" lines 2
curl -s "$base$receipt" >one.tlog-proof
runs 0 receipt verify one.tlog-proof --key "$key" "$key1" --quorum 1
prints "witnesses: 1"
runs 1 receipt verify one.tlog-proof --key "$key" "$key1" "$key2" --quorum 2
complains "too few of the named witnesses"
runs 1 receipt verify one.tlog-proof --key "$key" "$key2" --quorum 1
sed "s/^— mttq.example ....../&x/" one.tlog-proof >changed
runs 1 receipt verify changed --key "$key" "$key1" --quorum 1
out=$(python3 "$monitor" "$base/log/1" --key "$key" --witness "$key1" --quorum 1 --state state)
verdict $? "by another reading: $out"
# the second one comes late: it joins the first under the same checkpoint
stops
runs 0 witness add w2 "$key"
witness w2 "$port2"
second=$pid
starts --data x.db --test --no-limits --witnesses list --witness-every 1
until_so "two witnesses sign" lines 3
curl -s "$base$receipt" >two.tlog-proof
runs 0 receipt verify two.tlog-proof --key "$key" "$key1" "$key2" --quorum 2
prints "witnesses: 2"
asks 200 /log/1/cosigned
for n in 2 3 4 5 6; do propose "$n"; done
[ -n "$receipt" ]
verdict $? "no receipt came back: $(<answer)"
until_so "both follow" lines 3
out=$(python3 "$monitor" "$base/log/1" --key "$key" --witness "$key1" --witness "$key2" --quorum 2 --state state)
verdict $? "by another reading: $out"

# ---- one killed in the middle, again and again; the office goes on ----
for n in 1 2 3 4 5 6; do
    propose "kill-$n"
    [ -n "$receipt" ]
    verdict $? "no receipt came back while a witness was dead: $(<answer)"
    kill -9 "$first"
    wait "$first" 2>/dev/null
    propose "dead-$n"
    witness w1 "$port1"
    first=$pid
    sleep 0.2
done
curl -s "$base$receipt" >late.tlog-proof
runs 0 receipt verify late.tlog-proof --key "$key"
until_so "both follow after the kills" lines 3
out=$(python3 "$monitor" "$base/log/1" --key "$key" --witness "$key1" --witness "$key2" --quorum 2 --state state)
verdict $? "by another reading: $out"
curl -s "$base$receipt" >late.tlog-proof
runs 0 receipt verify late.tlog-proof --key "$key" "$key1" "$key2" --quorum 2
# what most have signed goes into the receipt, also when one is dead meanwhile
kill -9 "$second"
wait "$second" 2>/dev/null
propose lonely
until_so "one follows" lines 2
curl -s "$base$receipt" >lonely.tlog-proof
runs 0 receipt verify lonely.tlog-proof --key "$key" "$key1" --quorum 1
curl -s "$base/log/1/proof/0" >first.tlog-proof
[ "$(grep -c '^—' first.tlog-proof)" = 3 ]
verdict $? "the receipt of the first act lost a signature: $(<first.tlog-proof)"
asks 200 /so-kiem-chung
prints "mttq.example"
asks 200 /so-kiem-chung -F receipt=@two.tlog-proof
prints "2 nhân chứng"
stops
runs 0 verify --data x.db

runs 1 doctor --data x.db
prints "mttq.example, signed"
complains "bao.example: it does not answer"

# ---- an older copy put back by hand: what was signed is not signed again with another root ----
sqlite3 x.db "VACUUM INTO 'older.db'"
witness w2 "$port2"
starts --data x.db --test --no-limits --witnesses list --witness-every 1
propose newer
propose newest
until_so "both follow" lines 3
curl -s "$base/log/1/checkpoint" >newest
stops
starts --data older.db --test --no-limits --witnesses list --witness-every 1
grep -q "holds 21 leaves of the ledger" "$dir/serve.err"
verdict $? "an older copy was served without a word: $(<"$dir/serve.err") $(sed -n 2p newest)"
propose fork
curl -s "$base/log/2/key" >key2
curl -s "$base$receipt" >fork.tlog-proof
runs 0 receipt verify fork.tlog-proof --key "$(<key2)"
curl -s "$base/log/2/opened" >opened
runs 0 receipt verify opened --key "$(<key2)"
prints "$(sed -n 3p newest)" # the further log commits to what the witness held, not to what the copy holds
curl -s "$base/log/1/checkpoint" >old
[ "$(sed -n 2p old)" -lt "$(sed -n 2p newest)" ]
verdict $? "the old log was signed again"
stops
runs 0 verify --data older.db

# ---- a backup restored: the witnesses that it names are asked what was published since ----
runs 0 backup bk --data x.db
starts --data x.db --test --no-limits --witnesses list --witness-every 1
propose "after the backup"
until_so "both follow" lines 3
curl -s "$base/log/1/checkpoint" >published
stops
size=$(sed -n 2p published)
runs 1 restore bk --data same.db --same-log published
complains "signed $size leaves, and the backup does not hold them"
[ ! -e same.db ]
verdict $? "a refused restore left something"
runs 0 restore bk --data back.db
prints "a ledger of $size leaves; the further log commits to it"
runs 0 verify --data back.db
starts --data back.db --test --no-limits
curl -s "$base/log/2/key" >key3
curl -s "$base/log/2/opened" >opened
runs 0 receipt verify opened --key "$(<key3)"
prints "$(sed -n 3p published)"
stops
kill -9 "${witnesses[@]}" 2>/dev/null
sleep 0.1
runs 0 restore bk --data told.db --published published
prints "a ledger of $size leaves; the further log commits to it"
[[ $err == *"2 of 2 witnesses did not answer"* ]]
verdict $? "nothing is said of silent witnesses: $err"
runs 0 restore bk --data alone.db
[[ $out != *"commits to it"* ]]
verdict $? "something is known that nobody told: $out"
runs 1 restore bk --data wrong.db --published opened
complains "no checkpoint signed by the ledger"
closing

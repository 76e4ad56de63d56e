#!/usr/bin/env bash
# Without these somebody waits for a letter that was lost, or gets one that was not theirs.
# shellcheck source=test/cli/lib/check.sh
. "$(dirname "$0")/lib/check.sh"
python=/usr/bin/python3 # Debian's, whatever else is called python3
lib=$root/test/cli/lib
"$python" -c 'import aiosmtpd' 2>/dev/null || {
    echo "skip mail: python3-aiosmtpd is not installed"
    closing
    exit
}
post=
trap '[ -z "$post" ] || kill -9 "$post" 2>/dev/null; cleanup' EXIT

post_office() { # FOLDER OPTION...: a mail server on $mail_port
    local tries folder=$1
    shift
    : >post.out
    [ -p stdin ] || mkfifo stdin # it lives as long as that is open
    "$python" "$lib/mail_server.py" "$folder" "$mail_port" "$@" >post.out 2>>post.err <>stdin &
    post=$!
    for ((tries = 0; tries < 300; tries++)); do
        grep -q ready post.out && return 0
        sleep 0.02
    done
    verdict 1 "the mail server does not start: $(tail -n 3 post.err)"
}
post_closes() {
    kill -9 "$post"
    { wait "$post"; } 2>/dev/null
    post=
}
within() { # SECONDS TEXT COMMAND...
    local seconds=$1 what=$2 end=$((SECONDS + $1))
    shift 2
    while [ $SECONDS -le "$end" ]; do
        if "$@" >/dev/null 2>&1; then return 0; fi
        sleep 0.1
    done
    verdict 1 "not in $seconds s: $what; $(tail -n 2 "$dir/serve.err") $(sql 'SELECT channel, state, n FROM mail_count' | tr '\n' ' ')"
}
sql() { "$python" -c 'import sqlite3, sys
for row in sqlite3.connect("file:x.db?mode=ro", uri=True).execute(sys.argv[1]): print("|".join(map(str, row)))' "$1"; }
mails() { find "$1" -name '*.eml' | wc -l; }
mails_are() { [ "$(mails "$1")" = "$2" ]; }
reads() { # FOLDER: every mail is as it should be; their list goes to $list
    list=$("$python" "$lib/read_mail.py" "$1" 2>wrong)
    verdict $? "mails: $(<wrong)"
}
at() { echo "$1" >clock; }
as() { # ROLE-TOKEN STATUS PATH JSON
    asks "$2" "$3" -H "Authorization: Bearer ${!1}" -H 'Content-Type: application/json' -d "$4"
}
people=0
receive() { # ADDRESS: a dossier of somebody with that address; its code goes to $code
    local n=$((++people))
    as clerk 201 /can-bo/mot-cua/tiep-nhan.json "{\"procedure\":\"2.001035\",\"papers\":[1,2,3],\"applicant_kind\":\"ca_nhan\",\"applicant_name\":\"Nguyễn Thị Mẫu $n\",\"email\":\"$1\",\"phone\":\"${2-}\"}"
    code=$(grep -o 'HS-[0-9A-Z-]*' <<<"$out" | head -n 1)
}

# ---- a certificate of our own ----
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3 -subj '/CN=thu.test' -keyout key.pem -out cert.pem \
    -addext 'subjectAltName=IP:127.0.0.1' 2>/dev/null
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3 -subj '/CN=khac.test' -keyout other-key.pem -out other.pem \
    -addext 'subjectAltName=IP:127.0.0.1' 2>/dev/null
pem() { sed ':a;N;$!ba;s/\n/\\n/g' "$1"; }
mail_port=$(free_port)

# ---- an office ----
at 2026-11-23T09:00
runs 0 import units "$root/test/data/units.csv" --data x.db
runs 0 import holidays "$root/test/data/holidays.csv" --data x.db
runs 0 import procedures "$root/src/procedure/data/procedures.csv" --data x.db
runs 0 import papers "$root/src/procedure/data/papers.csv" --data x.db
runs 0 user add quantri sys_admin --data x.db
runs 0 user add motcua@22945 onestop_clerk --unit 22945 --data x.db
runs 0 user add canbo@22945 officer --unit 22945 --data x.db
sql_write() { "$python" -c 'import sqlite3, sys
d = sqlite3.connect("x.db"); d.execute(sys.argv[1]); d.commit()' "$1"; }
sql_write "UPDATE account SET must_change = 0, state = 'active'"
token() { runs 0 user token "$1" --data x.db; }
token quantri && admin=$out
token motcua@22945 && clerk=$out
token canbo@22945 && officer=$out
runs 0 doctor --data x.db
prints "no mail server is set"
starts --data x.db --test --no-limits --clock-file clock

# ---- set up ----
setting() { # STATUS SAFETY MORE: the form with the members MORE instead
    "$python" -c 'import json, sys
form = {"active": "1", "site": "http://127.0.0.1:" + sys.argv[1], "host": "127.0.0.1", "port": sys.argv[2], "safety": sys.argv[3],
        "sender": "motcua@phanthiet.test", "sender_name": "Một cửa «Phan Thiết», tầng 1", "per_second": "100", "sms": "list"}
form.update(json.loads("{%s}" % sys.argv[4].lstrip(",")))
print(json.dumps({k: v for k, v in form.items() if v is not None}))' "$port" "$mail_port" "$2" "${3-}" >form.json
    as admin "$1" /quan-tri/thu.json @form.json
}
as clerk 403 /quan-tri/thu.json '{"active":"1"}'
setting 422 starttls ',"user_name":"x"'
setting 422 none ',"user_name":"x","password":"y","host":"mail.vidu.vn"'
setting 422 none ',"sender_name":"Một cửa\r\nBcc: x@y.vn"'
[[ $out == *sender_name* ]]
verdict $? "the field is not named: $out"
setting 422 none ',"sender":"a@b.vn\r\nBcc: x@y.vn"'
setting 422 none ',"host":"a b"'
setting 422 none ',"sms":"gateway","sms_url":"http://sms.vidu.vn/gui"'
setting 422 none ',"sms":"gateway","sms_url":"file:///etc/passwd"'
password=mat-khau-cua-thu
ca=$(pem cert.pem)
setting 303 starttls ",\"user_name\":\"kheo\",\"password\":\"$password\",\"ca\":\"$ca\""
asks 200 /quan-tri/thu -H "Authorization: Bearer $admin"
[[ $out != *"$password"* ]]
verdict $? "the password is shown again"
attempt() { # TEXT: a trial says it
    asks 200 /quan-tri/thu/gui-thu -H "Authorization: Bearer $admin" --data-urlencode "to=thu@vidu.vn"
    [[ $out == *"$1"* ]]
    verdict $? "the trial does not say '$1': $(grep -A3 'class="note' <<<"$out")"
    [[ $out != *"$password"* && $out != *"$(printf '\0kheo\0%s' "$password" | base64)"* ]]
    verdict $? "the password is in the conversation"
}
attempt "Chưa gửi được" # nobody listens
post_office in --tls cert.pem key.pem --auth kheo "$password"
attempt "Máy chủ đã nhận thư. Lời máy chủ: 250 2.0.0 taken as 1"
runs 0 doctor --data x.db
prints "mail server    127.0.0.1:$mail_port, 250"
setting 303 starttls ",\"user_name\":\"kheo\",\"password\":\"sai\",\"ca\":\"$ca\""
attempt "535"
runs 1 doctor --data x.db
complains "mail server: it says: 535"
setting 303 starttls ",\"user_name\":\"kheo\",\"password\":\"$password\",\"ca\":\"$(pem other.pem)\""
attempt "certificate"
setting 303 starttls ",\"user_name\":\"kheo\",\"password\":\"$password\"" # whom the system trusts: not this one
attempt "certificate"
setting 303 starttls ",\"user_name\":\"kheo\",\"ca\":\"$ca\"" # the password stays
attempt "taken as 2"
rm in/*

# ---- one letter ----
receive dan@vidu.vn
within 20 "a letter arrives" mails_are in 1
reads in
[[ $list == "dan@vidu.vn"$'\t'"Hồ sơ $code đã được tiếp nhận"* ]]
verdict $? "list: $list"
first_mail=$("$python" -c 'import email, email.policy, glob
m = email.message_from_bytes(open(glob.glob("in/*.eml")[0], "rb").read(), policy=email.policy.default)
print(m["From"]); print(m["List-Unsubscribe"]); print(m.get_body(("plain",)).get_content())')
for want in "Một cửa" "Kính gửi Ông/Bà Nguyễn Thị Mẫu 1" "thứ Năm, 26/11/2026" "Dear Mr/Ms" "tra-cuu?ma=$code" "http://127.0.0.1:$port/thu/"; do
    [[ ${first_mail,,} == *"${want,,}"* ]]
    verdict $? "the mail lacks '$want': $first_mail"
done
[[ $list != *Mẫu* ]]
verdict $? "a name in a subject"
none_kept() { [ "$(sql "SELECT count(*) FROM mail WHERE recipient <> '' OR text <> ''")" = 0 ]; }
within 20 "it is erased" none_kept
as clerk 422 /can-bo/mot-cua/tiep-nhan.json '{"procedure":"2.001035","papers":[1,2,3],"applicant_kind":"ca_nhan","applicant_name":"Nguyễn","email":"a@b.vn\r\nBcc: x@y.vn"}'

# ---- refused for now, refused for good, cut, not there ----
receive later-2@vidu.vn
receive never@vidu.vn
receive data@vidu.vn
receive drop@vidu.vn
state_of() { sql "SELECT state || ' ' || tries FROM mail WHERE about = '$1'"; }
is() { [ "$(state_of "$1")" = "$2" ]; }
mapfile -t codes < <(sql "SELECT about FROM mail ORDER BY id DESC LIMIT 4") # drop data never later
within 20 "451 waits" is "${codes[3]}" "failed 1"
within 20 "550 is final" is "${codes[2]}" "given_up 0"
within 20 "554 after the text is final" is "${codes[1]}" "given_up 0"
within 20 "a cut line waits" is "${codes[0]}" "failed 1"
asks 200 "/quan-tri/thu/hop-gui.json?tinh-trang=given_up" -H "Authorization: Bearer $admin"
[[ $out == *"no such person here"* && $out == *"not this mail"* && $out != *never@* ]]
verdict $? "the server's words, without the address: $out"
sql_write "UPDATE mail SET next = 0, state = 'given_up' WHERE about = '${codes[0]}'" && sql_write "UPDATE mail_count SET n = n - 1 WHERE state = 'failed'" && sql_write "UPDATE mail_count SET n = n + 1 WHERE state = 'given_up'"
at 2026-11-23T09:03
within 20 "451 a second time" is "${codes[3]}" "failed 2"
at 2026-11-23T09:10
within 20 "then it is taken" is "${codes[3]}" "sent 3"
mails_are in 2
verdict $? "$(mails in) mails"
reads in
id=$(sql "SELECT id FROM mail WHERE about = '${codes[2]}'")
asks 303 /quan-tri/thu/lai -H "Authorization: Bearer $admin" -d "id=$id"
within 20 "tried again, refused again" is "${codes[2]}" "given_up 0"
post_closes
receive sau@vidu.vn
within 20 "the server is away" is "$code" "failed 1"
runs 1 doctor --data x.db
complains "mail server: it says"
post_office in --tls cert.pem key.pem --auth kheo "$password"
at 2026-11-23T09:30
within 40 "it is back" mails_are in 3
reads in

# ---- at night ----
at 2026-11-23T22:00
receive dem@vidu.vn
sleep 2.5
mails_are in 3
verdict $? "a mail at night"
at 2026-11-24T06:00
within 20 "in the morning" mails_are in 4

# ---- no more, by one click ----
at 2026-11-24T09:00
stop=$(grep -o "http://127.0.0.1:$port/thu/[0-9a-f]*" <<<"$first_mail" | head -n 1)
stop=${stop#"$base"}
asks 200 "$stop"
[[ $out == *"Ngừng nhận thư"* && $(sql "SELECT count(*) FROM mail_stop") = 0 ]]
verdict $? "opening the page stops it"
asks 404 "${stop%??}zz"
asks 404 "${stop%?}" -X POST
asks 200 "$stop" -d "List-Unsubscribe=One-Click"
[ "$(sql "SELECT count(*) FROM mail_stop")" = 1 ]
verdict $? "one click does not stop it"
receive DAN@vidu.vn 0912345678
[ -z "$(state_of "$code")" ]
verdict $? "written to in spite of it: $(state_of "$code")"
asks 200 "$stop/lai" -X POST
[ "$(sql "SELECT count(*) FROM mail_stop")" = 0 ]
verdict $? "it cannot be taken back"

# ---- by hand: nobody without an address is forgotten ----
receive "" 0987654321
sms=$code
as clerk 201 "/can-bo/ho-so/$sms/forward" '{}'
asks 200 "/can-bo/ho-so/$sms.json" -H "Authorization: Bearer $officer"
as officer 201 "/can-bo/ho-so/$sms/request_supplement" '{"items":"Bản sao giấy chứng nhận"}'
receive ""
paper=$code
as clerk 201 "/can-bo/ho-so/$paper/forward" '{}'
as officer 201 "/can-bo/ho-so/$paper/request_supplement" '{"items":"Bản sao giấy chứng nhận"}'
asks 200 /can-bo/tin-nhan.csv -H "Authorization: Bearer $clerk"
[[ $out == *"0987654321,Ho so $sms can bo sung giay to."* ]]
verdict $? "the message: $out"
asks 200 /can-bo/tin-nhan -H "Authorization: Bearer $clerk"
[[ $out == *"$paper"* && $out == *0987654321* ]]
verdict $? "the list: $out"
asks 403 /can-bo/tin-nhan -H "Authorization: Bearer $admin"
id=$(sql "SELECT id FROM mail WHERE about = '$sms'")
asks 303 /can-bo/tin-nhan -H "Authorization: Bearer $clerk" -d "id=$id"
is "$sms" "sent 1"
verdict $? "not marked: $(state_of "$sms")"

# ---- what is owed and refused for good: the desk hands it over ----
receive never@vidu.vn
as clerk 201 "/can-bo/ho-so/$code/forward" '{}'
as officer 201 "/can-bo/ho-so/$code/request_supplement" '{"items":"Bản sao giấy chứng nhận"}'
handed_over() { [ "$(sql "SELECT kind, channel, state FROM mail WHERE about = '$code' AND channel = 'print'")" = "dossier.request_supplement|print|waiting" ]; }
within 20 "it becomes a letter on paper" handed_over
[ "$(sql "SELECT state FROM mail WHERE about = '$code' AND channel = 'mail' AND kind = 'dossier.request_supplement'")" = given_up ]
verdict $? "the mail itself is not given up"
asks 200 /can-bo/tin-nhan -H "Authorization: Bearer $clerk"
[[ $out == *"/can-bo/mot-cua/$code/phieu/02.pdf"* ]]
verdict $? "the list: $out"

# ---- a gateway ----
sms_port=$(free_port)
"$python" -c 'import http.server, sys
class H(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        open("gateway", "a").write("%s %s %s\n" % (self.headers["Authorization"], self.headers["Content-Type"], body))
        self.send_response(200 if "0900000000" not in body else 422); self.end_headers()
    def log_message(self, *a): pass
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), H).serve_forever()' "$sms_port" 2>/dev/null &
gateway=$!
setting 303 starttls ",\"user_name\":\"kheo\",\"ca\":\"$ca\",\"sms\":\"gateway\",\"sms_url\":\"http://127.0.0.1:$sms_port/gui\",\"sms_token\":\"bi-mat-cua-cong\",\"sms_marks\":\"1\""
receive "" 0911222333
as clerk 201 "/can-bo/ho-so/$code/forward" '{}'
as officer 201 "/can-bo/ho-so/$code/request_supplement" '{"items":"Bản sao giấy chứng nhận"}'
within 20 "the gateway gets it" is "$code" "sent 1"
said=$(<gateway)
[[ $said == "Bearer bi-mat-cua-cong application/json"*'"to":"0911222333"'*"Hồ sơ $code"*'"parts":'* ]]
verdict $? "the gateway got: $said"
kill "$gateway"

# ---- staff ----
as officer 303 /can-bo/thu-cua-toi.json '{"mode":"moi_ngay","address":"canbo@vidu.vn"}'
as officer 422 /can-bo/thu-cua-toi.json '{"mode":"moi_ngay","address":""}'
rm in/*
at 2026-11-25T08:00
within 30 "the digest" mails_are in 1
reads in
[[ $list == "canbo@vidu.vn"$'\t'"Việc đang chờ, 25/11/2026"* ]]
verdict $? "digest: $list"
at 2026-11-25T10:00
sleep 2
mails_are in 1
verdict $? "a second digest on one day"
as officer 303 /can-bo/thu-cua-toi.json '{"mode":"khong","address":""}'
as officer 303 /can-bo/thu-cua-toi.json '{"mode":"ngay","address":"canbo@vidu.vn"}'
receive ""
as clerk 201 "/can-bo/ho-so/$code/forward" '{}' # its officer is told
at 2026-11-25T10:01
within 20 "the notice" mails_are in 2
reads in
[[ $list == *"canbo@vidu.vn"$'\t'"Hồ sơ $code có việc mới"* ]]
verdict $? "notice: $list"
as officer 303 /can-bo/thu-cua-toi.json '{"mode":"khong","address":""}'

# ---- the switch ----
setting 303 starttls ",\"active\":null,\"user_name\":\"kheo\",\"ca\":\"$ca\""
receive tat@vidu.vn
[ -z "$(state_of "$code")" ]
verdict $? "put although it is switched off"

# ---- a thousand, and killed in the middle ----
setting 303 starttls ",\"user_name\":\"kheo\",\"ca\":\"$(pem cert.pem)\""
rm -f in/*
many() { "$python" "$lib/many_dossiers.py" "$base" "$clerk" "$1" "$2"; }
many 1000 nghin
verdict $? "a thousand dossiers"
more_than() { [ "$(mails in)" -gt "$1" ]; }
for round in 1 2 3; do
    within 60 "some are sent" more_than $((round * 100))
    kill -9 "$server"
    wait "$server" 2>/dev/null
    starts --data x.db --test --no-limits --clock-file clock
done
done_all() { [ "$(sql "SELECT count(*) FROM mail WHERE cause LIKE 'act/%' AND state <> 'sent' AND recipient LIKE 'nghin%'")" = 0 ]; }
within 180 "all are sent" done_all
reads in
"$python" -c 'import collections, sys
rows = [l.split("\t") for l in sys.stdin.read().splitlines() if l.startswith("nghin")]
by = collections.defaultdict(set)
for to, subject, uid in rows: by[to].add(uid)
doubles = len(rows) - len(by)
assert len(by) == 1000, "%d of 1000 people were written to" % len(by)
assert all(len(x) == 1 for x in by.values()), "a double that cannot be recognised"
assert doubles <= 3, "%d doubles by three kills" % doubles' <<<"$list" 2>wrong
verdict $? "$(tail -n 1 wrong)"
runs 0 verify --data x.db
stops
grep -aqE '@vidu\.vn|nghin[0-9]|mat-khau-cua-thu|bi-mat-cua-cong' serve.out serve.err
[ $? = 1 ]
verdict $? "personal data or a secret in the log: $(grep -aE '@vidu|nghin|mat-khau|bi-mat' serve.out serve.err | head -n 2)"
post_closes

# ---- TLS from the first byte ----
at 2026-11-25T11:00
starts --data x.db --test --no-limits --clock-file clock
mail_port=$(free_port)
post_office tls --tls cert.pem key.pem --auth kheo "$password" --wrapped
setting 303 tls ",\"user_name\":\"kheo\",\"ca\":\"$(pem cert.pem)\""
receive tls@vidu.vn
within 20 "by TLS" mails_are tls 1
reads tls
stops
post_closes
closing

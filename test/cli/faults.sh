#!/usr/bin/env bash
# Without these a disk that fails is answered with a lie, with a page nobody understands, or for ever.
# shellcheck source=test/cli/lib/check.sh
. "$(dirname "$0")/lib/check.sh"

${CC:-cc} -O2 -shared -fPIC -o faultio.so "$root/test/crash/faultio.c" -ldl -pthread
# the shim stands before the sanitizer in the list of libraries, and says nothing to it
export ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}verify_asan_link_order=0

runs 0 import units "$root/test/data/units.csv" --data whole.db
runs 0 user add quantri sys_admin --data whole.db
echo 2026-11-23T09:00 >clock

failing() { # RULE: serves data whose disk fails by it as long as the file `now` is there
    rm -rf now box && mkdir box && cp whole.db box/x.db
    FAULTIO_DIR=$PWD/box FAULTIO_FAIL=$1 FAULTIO_TRIGGER=$PWD/now LD_PRELOAD=$PWD/faultio.so \
        starts --data box/x.db --test --no-limits --clock-file clock
}
propose() { # STATUS NAME: by a program
    asks "$1" /phong-trao/gioi-thieu.json -H 'Content-Type: application/json' -H "Idempotency-Key: key-$2" \
        -d "{\"name\":\"Tổ $2\",\"what\":\"Dọn kênh mỗi sáng chủ nhật suốt một năm.\",\"place_unit_id\":\"22945\"}"
}
fill_in() { # STATUS PAGE NAME: by a person
    asks "$1" "$2" --data-urlencode "name=Tổ \"$3\"" --data-urlencode "token=a-token-of-$3-000000000000" \
        --data-urlencode "what=Dọn kênh mỗi sáng chủ nhật,
suốt một năm & hơn." -d place_unit_id=22945
}
recorded() { # NAME TIMES: so many proposals of that name are there
    runs 0 export proposals --data box/x.db
    [ "$(grep -c "$1" <<<"$out")" = "$2" ]
    verdict $? "'$1' is there $(grep -c "$1" <<<"$out") times, not $2"
}
send_the_form() { # STATUS FILE: that of the page in the file, as a browser would: where to, and all that it holds
    python3 - "$2" >form <<'END'
import html.parser, sys, urllib.parse
class Form(html.parser.HTMLParser):
    action, pairs = None, []
    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "form" and a.get("method") == "post" and a["action"] != "/dang-xuat": self.action = a["action"]
        if tag == "input" and self.action and a.get("type") == "hidden": self.pairs.append((a["name"], a["value"]))
f = Form(); f.feed(open(sys.argv[1], encoding="utf-8").read())
print(f.action); print(urllib.parse.urlencode(f.pairs))
END
    asks "$1" "$(sed -n 1p form)" -d "$(sed -n 2p form)"
}

# ---- what the disk refuses is answered "later", in the person's language, with what was typed; then it goes by itself ----
for rule in write:1:ENOSPC:inf write:1:EIO:inf write:1:SHORT:inf; do
    failing "$rule"
    propose 201 before
    link=$(sed -n 's/.*"link":"\([^"]*\)".*/\1/p' <<<"$out")
    touch now
    propose 503 during
    heads "retry-after: "
    heads "content-type: application/problem+json"
    prints '"code":"E_BUSY"'
    asks 200 /phong-trao # reading goes on
    asks 200 "$link.json"
    asks 200 /log/1/checkpoint
    fill_in 503 /phong-trao/gioi-thieu person
    heads "retry-after: "
    prints '<html lang="vi"'
    prints "Việc chưa được ghi"
    prints 'name="name" value="Tổ &quot;person&quot;"'
    cp .body vietnamese
    fill_in 503 /en/phong-trao/gioi-thieu english
    prints '<html lang="en"'
    prints "Nothing was recorded"
    prints "Send again"
    cp .body english
    rm now
    began=$(date +%s%N)
    propose 201 during
    [ $((($(date +%s%N) - began) / 1000000)) -lt 2000 ]
    verdict $? "acts were taken late after $rule"
    send_the_form 303 english
    send_the_form 303 vietnamese
    send_the_form 303 vietnamese # and once more: it is the same
    stops
    runs 0 verify --data box/x.db
    recorded "before" 1
    recorded "during" 1
    recorded "english" 1
    recorded "person" 1
    grep -q "suốt một năm & hơn" <<<"$out"
    verdict $? "what was typed came back as something else"
done
# a secret is not given back by a page
failing write:1:ENOSPC:inf
touch now
asks 503 /dang-nhap -d "user=quantri&password=a-secret-of-mine-1234"
! grep -q "a-secret-of-mine" .body
verdict $? "a page gives a password back"
rm now
stops

# ---- after a failed sync nothing is certain: the process says so and ends ----
for rule in fsync:1:EIO fsync:2:EIO; do
    failing "$rule"
    propose 201 kept
    touch now
    [[ $rule == fsync:1* ]] || propose 201 taken
    propose 503 refused
    heads "retry-after: "
    code=0
    wait "$server" || code=$?
    server=
    [ $code = 70 ]
    verdict $? "after a failed sync ($rule) it ended with $code"
    grep -q "^kheo: the disk refused a sync: .*stopping with code 70" serve.err
    verdict $? "nothing was said of the failed sync: $(tail -n 3 serve.err)"
    rm now
    starts --data box/x.db --test --no-limits --clock-file clock
    propose 201 taken # the same once more, by its key, or for the first time
    propose 201 refused
    stops
    runs 0 verify --data box/x.db
    for name in kept taken refused; do recorded $name 1; done
done

# ---- no descriptor is left ----
failing open:1:EMFILE:inf
touch now
asks 503 /phong-trao # the threads that read have opened nothing yet
heads "retry-after: "
prints "Máy chủ đang bận"
rm now
asks 200 /phong-trao
propose 201 after
touch now
propose 201 more # what is open goes on
asks 200 /phong-trao
rm now
stops
python3 - "$KHEO" <<'END'
# 64 descriptors and more connections than that: who is in is served, the others are told to come back or wait, and
# as soon as some leave, everything goes by itself.
import http.client, json, os, resource, socket, subprocess, sys, time
s = socket.socket(); s.bind(("127.0.0.1", 0)); port = s.getsockname()[1]; s.close()
limit = lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (100, 100))
p = subprocess.Popen([sys.argv[1], "serve", "--data", "box/x.db", "--listen", "127.0.0.1:%d" % port, "--test", "--no-limits", "--quiet"],
                     stdout=subprocess.DEVNULL, preexec_fn=limit)
body = json.dumps({"name": "Tổ một", "what": "Dọn kênh mỗi sáng chủ nhật suốt một năm.", "place_unit_id": "22945"}).encode()
def ask(c, path="/phong-trao", body=None):
    c.request("POST" if body else "GET", path, body, {"Content-Type": "application/json"} if body else {})
    r = c.getresponse(); return r.status, r.getheader("Retry-After"), r.read()
def post(c): return ask(c, "/phong-trao/gioi-thieu.json", body)
for i in range(500):
    try: c = http.client.HTTPConnection("127.0.0.1", port, timeout=10); ask(c); break
    except OSError: time.sleep(0.02)
wrong = []
idle, refused = [], 0
for i in range(120):
    x = socket.create_connection(("127.0.0.1", port)); x.settimeout(0.01); idle.append(x)
    try:
        head = x.recv(4096)
        if head: refused += b" 503 " in head and b"Retry-After: " in head
    except (TimeoutError, socket.timeout): pass
if not refused: wrong.append("nobody was told to come back")
for what in (ask(c), post(c)):
    if what[0] not in (200, 201): wrong.append("who was in got %d" % what[0])
if p.poll() is not None: wrong.append("the server ended with %d" % p.returncode)
for x in idle: x.close()
began = time.monotonic(); status = None
while time.monotonic() - began < 10 and status != 201:
    try: status = post(http.client.HTTPConnection("127.0.0.1", port, timeout=2))[0]
    except OSError: time.sleep(0.05)
took = time.monotonic() - began
if status != 201 or took > 2: wrong.append("new ones were taken after %.1f s: %s" % (took, status))
p.terminate()
if p.wait(20): wrong.append("it ended with %d" % p.returncode)
print("descriptors: %d of 120 told to come back, served again after %.2f s" % (refused, took))
if wrong: sys.exit("; ".join(wrong))
END
verdict $? "without descriptors"
runs 0 verify --data box/x.db
closing

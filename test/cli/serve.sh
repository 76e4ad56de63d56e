#!/usr/bin/env bash
# Without these a wrong setting starts a server that nobody reaches or that anybody overhears, and a stop loses acts.
# shellcheck source=test/cli/lib/check.sh
. "$(dirname "$0")/lib/check.sh"

# settings that must not start
runs 1 serve --data x.db --listen 0.0.0.0:8099
complains "--behind-proxy"
runs 1 serve --data x.db --listen 127.0.0.1:8099 --tls-cert cert.pem
complains "go together"
runs 1 serve --data x.db --listen 127.0.0.1:8099 --tls-cert none.pem --tls-key none.pem
complains "cannot read 'none.pem'"
runs 1 serve --data nowhere/x.db
complains "directory does not exist"
runs 1 serve --data x.db --listen nonsense
complains "nonsense"
runs 2 serve --data x.db --no-limits
complains "add --test"
echo 2026-11-23T09:00 >clock
runs 2 serve --data x.db --clock-file clock
complains "add --test"
runs 1 serve --data x.db --test --clock-file none
complains "holds no instant"

runs 0 user add quantri sys_admin --data x.db
prints "to be changed at the first sign-in: "
echo "2026-11-23T09:00" >clock
starts --data x.db --test --clock-file clock
grep -q "serving 'x.db' on http://127.0.0.1:$port/" serve.out
verdict $? "the address was not printed: $(<serve.out)"
runs 1 serve --data x.db --listen 127.0.0.1:8099
complains "being served already"
runs 1 serve --data y.db --listen "127.0.0.1:$port"
complains "127.0.0.1:$port"
runs 1 jobs run house.refresh --data x.db
complains "stop that server first"

# watching
asks 200 /healthz
asks 200 /readyz
asks 200 /metrics
prints 'kheo_requests_total{status="2xx"}'
prints kheo_rss_kib

# heads
asks 200 /don-vi
heads "content-security-policy: default-src 'none'; script-src 'self'"
heads "x-content-type-options: nosniff"
heads "referrer-policy: same-origin"
heads "cross-origin-opener-policy: same-origin"
heads "cache-control: no-cache"
prints "23/11/2026"
tag=$(sed -n 's/^etag: //ip' <<<"$head")
asks 304 /don-vi -H "If-None-Match: $tag"
asks 200 /en/don-vi
prints '<html lang="en"'
asks 404 /nothing
heads "cache-control: no-store"
asks 404 "/nothing.json"
heads "content-type: application/problem+json"
python3 -m json.tool <<<"$out" >/dev/null
verdict $? "a problem is no JSON"
asks 405 /don-vi -X PUT
heads "allow: get, head, post"
asks 405 /don-vi -d a=b
asks 200 /don-vi -I
asks 404 /favicon.ico
asks 303 "/can-bo?x=1"
heads "location: /dang-nhap?ve=/can-bo"
asks 415 /can-bo/ho-so/x/y -H "Content-Type: text/xml" -d "<a/>"
asks 403 /can-bo/ho-so/x/y -d "a=b"
asks 403 /can-bo/ho-so/x/y -d "a=b" -H "Origin: http://elsewhere.example"
asks 413 /can-bo/ho-so/x/y --data-binary @<(head -c 3000000 /dev/zero)
head -c 30000000 /dev/zero >large
asks 413 /can-bo/ho-so/x/photo_add -H "Content-Type: multipart/form-data; boundary=b" --data-binary @large
prints "10 MB"

# static files
asks 200 /don-vi
sheet=$(grep -o '/tinh/[0-9a-f]*/site.css' <<<"$out")
asks 200 "$sheet"
heads "cache-control: public, max-age=31536000, immutable"
heads "content-type: text/css"
plain=${#out}
tag=$(sed -n 's/^etag: //ip' <<<"$head")
asks 304 "$sheet" -H "If-None-Match: $tag"
asks 200 "$sheet" -H "Accept-Encoding: gzip, br"
heads "content-encoding: br"
[ "$(stat -c %s .body)" -lt "$plain" ]
verdict $? "brotli is not smaller"
asks 404 "${sheet%site.css}none.css"

# the clock of tests; the log keeps addresses, codes and words to itself
echo "2027-01-05T09:00" >clock
asks 200 /don-vi
prints "05/01/2027"
asks 404 "/tra-cuu/SECRET-OF-SOMEBODY?q=Nguyen"
stops
grep -q '"route":"/don-vi","status":200' serve.err
verdict $? "no line for a request"
! grep -qE "SECRET|Nguyen|elsewhere" serve.err
verdict $? "the log says too much: $(grep -E "SECRET|Nguyen" serve.err)"
[ "$(grep -cv '^{.*}$' serve.err)" = 0 ]
verdict $? "something else was said: $(grep -v '^{.*}$' serve.err)"

starts --data x.db --quiet
asks 200 /don-vi
stops
[ ! -s serve.err ]
verdict $? "not quiet: $(<serve.err)"

# start to first answer
python3 - "$KHEO" <<'END'
import http.client, socket, subprocess, sys, time
s = socket.socket(); s.bind(("127.0.0.1", 0)); port = s.getsockname()[1]; s.close()
t = time.monotonic()
p = subprocess.Popen([sys.argv[1], "serve", "--data", "x.db", "--listen", "127.0.0.1:%d" % port, "--quiet"], stdout=subprocess.DEVNULL)
while time.monotonic() - t < 10:
    try:
        c = http.client.HTTPConnection("127.0.0.1", port); c.request("GET", "/don-vi"); c.getresponse().read(); break
    except OSError:
        time.sleep(0.002)
ms = (time.monotonic() - t) * 1000
p.terminate(); code = p.wait()
print("first answer after %.0f ms" % ms)
sys.exit(code or ms > 2000)  # with sanitizers on a busy machine; the optimised program takes some 20 ms
END
verdict $? "slow to start, or a bad end"

# HTTPS
if command -v openssl >/dev/null; then
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=localhost \
        >/dev/null 2>&1
    port=$(free_port)
    "$KHEO" serve --data x.db --listen "127.0.0.1:$port" --tls-cert cert.pem --tls-key key.pem >serve.out 2>serve.err </dev/null &
    server=$!
    base=https://127.0.0.1:$port
    for ((i = 0; i < 200; i++)); do
        if curl -skf -o /dev/null "$base/healthz"; then break; fi
        sleep 0.02
    done
    asks 200 /don-vi -k
    heads "strict-transport-security: max-age="
    stops
else
    echo "skip HTTPS: openssl is not installed"
fi
closing

#!/usr/bin/env bash
# Without these a page that somebody just changed is shown to them as it was before.
# shellcheck source=test/cli/lib/check.sh
. "$(dirname "$0")/lib/check.sh"

statements() { tail -n 1 serve.err | sed -n 's/.*"statements":\([0-9]*\).*/\1/p'; }
# costs N PATH CURL-OPTION...: the answer, all statements counted
costs() {
    local want=$1 n
    shift
    asks 200 "$@"
    n=$(statements)
    if [ "$want" = none ]; then [ "$n" = 0 ]; else [ "${n:-0}" -gt 0 ]; fi
    verdict $? "$*: $n statements, want $want"
}

runs 0 demo --data x.db
runs 0 user token motcua@22945 --data x.db
token=$out
echo 2026-11-23T09:00 >clock
starts --data x.db --test --no-limits --clock-file clock
# what runs by itself when a server starts is done once a page stays
for _ in $(seq 50); do
    asks 200 "/tin?luc=dau"
    [ "$(statements)" != 0 ] || break
    sleep 0.2
done

# drawn once, for each that is told apart
costs some /tin
costs none /tin
costs some /tin -H "Accept-Encoding: gzip"
costs none /tin -H "Accept-Encoding: gzip"
heads "content-encoding: gzip"
heads "vary: cookie, accept-encoding"
heads "content-security-policy: default-src 'none'"
tag=$(sed -n 's/^etag: //ip' <<<"$head")
asks 304 /tin -H "Accept-Encoding: gzip" -H "If-None-Match: $tag"
# an article whose readers answer on a page of its own
costs some /tin/dan-van-kheo-o-binh-thuan
costs none /tin/dan-van-kheo-o-binh-thuan
costs some /en/tin/dan-van-kheo-o-binh-thuan
costs none /en/tin/dan-van-kheo-o-binh-thuan
# a form's token is for one reader
costs some /tin/dan-van-kheo-o-binh-thuan/phan-hoi
costs some /tin/dan-van-kheo-o-binh-thuan/phan-hoi
costs some /so-kiem-chung
costs some /so-kiem-chung
costs some /en/tin
costs some "/tin?trang=1"
# somebody with a cookie or a token is nobody else
costs some /tin -H "Cookie: khac=1"
costs some /tin -H "Cookie: khac=1"
costs some /tin -H "Authorization: Bearer $token"
heads "cache-control: no-store"
# nor is a token that somebody sent along given to others
costs some /so-kiem-chung -H "Idempotency-Key: cua-rieng-toi"
costs some /so-kiem-chung
[[ $out != *cua-rieng-toi* ]]
verdict $? "the token of one reader is on the page of another"
# the clock goes on
echo 2026-11-23T09:01 >clock
costs some /tin
# an act that it does not show leaves it; one that it does takes it away before its answer is there
costs some /mot-cua
costs none /mot-cua
before=$out
asks 201 /can-bo/mot-cua/tiep-nhan.json -H "Authorization: Bearer $token" -H "Content-Type: application/json" \
    -d '{"procedure":"2.001035","papers":["1","2","3"],"applicant_kind":"ca_nhan","applicant_name":"Nguyễn Thị Mẫu","another":"1"}'
costs some /mot-cua
[ "$out" != "$before" ]
verdict $? "the desk's figures do not show the dossier"

# acts and readers at once: after each act every page is as it is when it is drawn anew
said=$(python3 "$root/test/cli/lib/fresh.py" "$port" "$token" 2>&1)
verdict $? "$said"
stops
runs 0 verify --data x.db
closing

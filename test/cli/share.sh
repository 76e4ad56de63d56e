#!/usr/bin/env bash
# Without these an article that somebody shares looks broken where it is shared, and readers of the feed lose the thread.
# shellcheck source=test/cli/lib/check.sh
. "$(dirname "$0")/lib/check.sh"

runs 0 demo --data x.db
for who in bientap@68 tongbientap@68; do
    runs 0 user token "$who" --data x.db
    case $who in tong*) chief=$out ;; *) editor=$out ;; esac
done
echo 2026-11-23T09:00 >clock
starts --data x.db --test --no-limits --clock-file clock
act() { # TOKEN STATUS PATH CURL-OPTION...
    local who=$1 status=$2 path=$3
    shift 3
    asks "$status" "$path" -H "Authorization: Bearer $who" "$@"
}

# ---- an article with marks, links and a photo ----
act "$editor" 201 /can-bo/tin/viet.json -H 'Content-Type: application/json' -d '{"title":"Bến cá <sạch> & đẹp",
    "lede":"Dân \"tự quản\" & giữ.", "body":"Có **14** tổ, xem [các mô hình](/phong-trao) & <script>x()</script>.\n\n- một\n- hai", "tags":"Môi trường, Biển"}'
code=$(grep -o 'BV-[0-9A-Z-]*' <<<"$out" | head -n 1)
act "$editor" 303 "/can-bo/ho-so/$code/photo_add" -F "photo=@$root/test/data/photo.jpg" -F 'caption=Bến cá' -F 'credit=Lê Vân' \
    -F 'alt=Ba người "quét" bến' -F consent=1
act "$editor" 201 "/can-bo/ho-so/$code/submit.json" -X POST
act "$chief" 201 "/can-bo/ho-so/$code/publish.json" -X POST
asks 200 /tin/ben-ca-sach-dep
page=$out

# ---- the share picture is there, and is what the page says it is ----
said() { sed -n "s/.*<meta property=\"$1\" content=\"\([^\"]*\)\">.*/\1/p" <<<"$page"; }
picture=$(said og:image)
[[ $picture == "$base/anh/chia-se/"*.jpg ]]
verdict $? "og:image is '$picture'"
[ "$(said og:image:alt)" = 'Ba người &quot;quét&quot; bến' ]
verdict $? "og:image:alt is '$(said og:image:alt)'"
grep -q "\"image\":\"$picture\"" <<<"$page"
verdict $? "the data for programs name another picture"
asks 200 "${picture#"$base"}"
heads "content-type: image/jpeg"
heads "cache-control: public"
cp .body share.jpg
size=$(python3 - share.jpg <<'END'
import struct, sys
b = open(sys.argv[1], "rb").read()
at = 2 if b[:3] == b"\xff\xd8\xff" else sys.exit("no JPEG")
while b[at + 1] not in (0xC0, 0xC1, 0xC2):  # to the segment that says how large it is
    if b[at + 1] == 0xE1: print("metadata", end=" ")
    at += 2 + struct.unpack(">H", b[at + 2:at + 4])[0]
print("%d %d" % struct.unpack(">HH", b[at + 5:at + 9])[::-1])
END
)
[ "$size" = "$(said og:image:width) $(said og:image:height)" ] && [ "$size" = "1200 630" ]
verdict $? "the share picture is $size, said to be $(said og:image:width) $(said og:image:height)"
asks 404 "/anh/chia-se/$(printf '%064d' 0).jpg"

stops
closing

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

# ---- the feed ----
asks 200 /tin.atom
heads "content-type: application/atom+xml; charset=utf-8"
cp .body feed.xml
check() { python3 "$root/test/cli/lib/read_feed.py" "$1" "$base/tin.atom" 2>said >entries; }
check feed.xml
verdict $? "the feed: $(<said)"
[ "$(wc -l <entries)" -ge 2 ] && grep -q $'\tBến cá <sạch> & đẹp$' entries
verdict $? "its entries: $(<entries)"
cp entries first
# corrected: the same ids, one of them newer
echo 2026-11-23T10:30 >clock
act "$editor" 201 "/can-bo/tin/$code/dinh-chinh.json" -H 'Content-Type: application/json' -d '{"change":"Sửa số tổ từ 14 thành 41.",
    "title":"Bến cá <sạch> & đẹp hơn","lede":"Dân tự quản.","body":"Có **41** tổ.","slug":"ben-ca-moi"}'
act "$chief" 201 "/can-bo/ho-so/$code/correct.json" -X POST
asks 200 /tin.atom
cp .body feed.xml
check feed.xml
verdict $? "the feed after a correction: $(<said)"
[ "$(cut -f 2 first | sort)" = "$(cut -f 2 entries | sort)" ]
verdict $? "ids changed: $(diff <(cut -f 2 first) <(cut -f 2 entries))"
[ "$(cut -f 1 first | sort | tail -n 1)" \< "$(cut -f 1 entries | sort | tail -n 1)" ]
verdict $? "it does not say that it changed"

# the rules bite: each of these is no feed
broken() { # RULE SED-EXPRESSION
    sed "$2" feed.xml >broken.xml
    if cmp -s feed.xml broken.xml; then verdict 1 "nothing was broken by $2"; fi
    ! check broken.xml && grep -q "$1" said
    verdict $? "not found in a feed broken by $2: $1; $(<said)"
}
broken "times <id>" '0,/<id>[^<]*<\/id>/s///'
broken "an id that is there twice" 's/<id>[^<]*<\/id>/<id>tag:a.vn,2026:x<\/id>/'
broken "is no IRI" '0,/<id>[^<]*/s//<id>bai-mot/'
broken "is no instant" '0,/<updated>[^<]*/s//<updated>23-11-2026/'
broken "newer than the feed" '0,/<updated>[^<]*/s//<updated>2020-01-01T00:00:00Z/'
broken "nobody wrote it" '/<author>/,/<\/author>/d'
broken "self is" 's/rel="self"/rel="via"/'
broken "no whole address" 's/href="http:[^"]*\/tin\//href="\/tin\//'
broken "not escaped" 's/&lt;p&gt;/<p>/; s/&lt;\/p&gt;/<\/p>/'
broken "left open\|closes" 's/&lt;\/p&gt;//'
broken "<script> in the content" '0,/&lt;p&gt;/s//\&lt;p\&gt;\&lt;script\&gt;x\&lt;\/script\&gt;/'
broken "not well-formed" 's/<\/feed>//'
broken "has no place here" 's/<summary>\([^<]*\)<\/summary>/<lede>\1<\/lede>/'
stops
closing

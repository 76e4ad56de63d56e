#!/usr/bin/env bash
# Without these the first start is open to whoever comes first, or to nobody.
# shellcheck source=test/cli/lib/check.sh
. "$(dirname "$0")/lib/check.sh"

starts --data x.db
asks 503 /
prints "đang được thiết lập"
asks 503 /en/phong-trao
prints "being set up"
asks 503 /dang-nhap -d "user=a&password=b"
asks 200 /readyz
asks 503 "/thiet-lap?ma=0123456789abcdef0123456789abcdef"
asks 503 /thiet-lap
code=$(grep -o 'thiet-lap?ma=[0-9a-f]*' serve.out | cut -d= -f2)
[ ${#code} = 32 ]
verdict $? "no code on the terminal: $(<serve.out)"
asks 200 "/en/thiet-lap?ma=$code"
prints "First set-up"
asks 200 "/thiet-lap?ma=$code"
prints "Thiết lập lần đầu"
heads "cache-control: no-store"
[ "$(grep -o '<input' <<<"$out" | wc -l)" -le 7 ] # five questions, the code, the token
verdict $? "more than five questions"
asks 403 /thiet-lap -d "ma=wrong&office=A+office&place=A+place&user=quantri&password=thuyen+nan+bien+xanh&again=thuyen+nan+bien+xanh"
asks 422 /thiet-lap -d "ma=$code&office=&place=A+place&user=quantri&password=thuyen+nan+bien+xanh&again=thuyen+nan+bien+xanh"
prints "Chưa nhập Tên cơ quan"
asks 422 /thiet-lap -d "ma=$code&office=A+office&place=A+place&user=quantri&password=short&again=short"
asks 422 /thiet-lap -d "ma=$code&office=A+office&place=A+place&user=quantri&password=thuyen+nan+bien+xanh&again=thuyen+nan+bien+canh"
prints "không giống mật khẩu ở trên"
asks 503 /
fill=(-d "ma=$code&office=Ban+D%C3%A2n+v%E1%BA%ADn&place=t%E1%BB%89nh+L%C3%A2m+%C4%90%E1%BB%93ng&user=quantri&password=thuyen+nan+bien+xanh&again=thuyen+nan+bien+xanh")
asks 303 /thiet-lap "${fill[@]}"
heads "location: /dang-nhap"
asks 410 /thiet-lap "${fill[@]}"
asks 410 "/thiet-lap?ma=$code"
asks 200 /don-vi
prints "Ban Dân vận"
prints "tỉnh Lâm Đồng"
stops
! grep -q "$code" serve.err
verdict $? "the code is in the log"

starts --data x.db
! grep -q thiet-lap serve.out
verdict $? "a second start asks again"
asks 200 /don-vi
prints "Ban Dân vận"
stops

# an account made on the command line closes it too
starts --data y.db
asks 503 /don-vi
runs 0 user add quantri sys_admin --data y.db
asks 303 /don-vi
asks 200 /don-vi
stops
closing

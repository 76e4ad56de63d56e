#!/usr/bin/env bash
# Without these a machine whose clock was set back dates what is done on days that have passed, and deadlines with them.
# shellcheck source=test/cli/lib/check.sh
. "$(dirname "$0")/lib/check.sh"

propose() { # STATUS OPTION...: somebody hands in a proposal: an act that needs no sign-in
    asks "$1" /phong-trao/gioi-thieu.json -H 'Content-Type: application/json' \
        -d '{"name":"Tổ một","what":"Dọn kênh mỗi sáng chủ nhật suốt một năm.","place_unit_id":"22945"}'
}

runs 0 import units "$root/test/data/units.csv" --data x.db
runs 0 user add quantri sys_admin --data x.db
runs 0 user add motcua onestop_clerk --unit 22945 --data x.db
starts --data x.db
propose 201
stops
! grep -q clock serve.err
verdict $? "something was said of a clock that is right: $(grep clock serve.err)"

# the machine's clock is set back over a restart: here by an act that lies ahead of it
echo 2090-01-02T09:00 >clock
starts --data x.db --test --clock-file clock
propose 201
stops
runs 0 user token motcua --data x.db # a job of 2090 ended those made before
token=$out
starts --data x.db
grep -q "^kheo: the clock says 20.*earlier than what was done last in 'x.db' (2090-01-02T09:00:00+07:00)" serve.err
verdict $? "nobody was told: $(grep -v '^{' serve.err)"
asks 200 /don-vi
propose 503 # a citizen is told what they can do, staff what is wrong
prints "Máy chủ đang sai giờ nên chưa nhận được. Mong Ông/Bà thử lại sau"
heads "retry-after: 600"
asks 503 /en/phong-trao/gioi-thieu -d "name=Group+one&what=Cleaning+a+canal"
prints "The clock of this server is wrong"
prints "Group one"
asks 503 /can-bo/mot-cua/tiep-nhan -H "Authorization: Bearer $token" -H 'Content-Type: application/json' -d '{}'
prints "Đồng hồ máy chủ đang chỉ"
prints "09:00, 02/01/2090"
stops

# a clock that is right again goes on; so does one that is said to have been ahead
echo 2090-01-02T09:01 >clock
starts --data x.db --test --clock-file clock
propose 201
stops
starts --data x.db --clock-was-ahead
propose 201
stops
runs 0 verify --data x.db
closing

#!/usr/bin/env bash
# test/crash.sh [ROUNDS] - kill -9 under load, disks that fail, power cuts: what was acknowledged is there, once, in order.
#
# ROUNDS (20) with SIGKILL, then a few with SIGTERM, where nothing accepted may stay unanswered; after each round all
# of the public ledger is downloaded and recomputed. Then each rule of a failing disk (test/crash/iofault.py), a sweep where
# the first, the second, the third ... call of a kind fails, and CUTS power cuts with sectors of 512 and of 4096 bytes
# (test/crash/powerloss.py). What only imitates a disk lies in memory, where there is /dev/shm.
# Environment: KHEO program (build/kheo); SEED to repeat a run; CUTS (20) for each size of sector; RULES of the disk, all: its own list;
# SWEEP kinds of call, all: its own list; ONLY=kill, disk or power. Long: CUTS=1000 RULES=all SWEEP=all test/crash.sh 200.
# shellcheck source=script/part/common.sh
. "$(dirname "$0")/../script/part/common.sh"
help_first "$@"
rounds=${1:-20} cuts=${CUTS:-20} sweep=${SWEEP:-fsync:EIO}
rules=${RULES:-fsync:1:EIO;write:7:ENOSPC:20;write:5:SHORT;write:9:KILL;fsync:4:KILL;write:p0.02:EIO;trunc:1:EIO;open:1:EMFILE:50;read:p0.01:EIO}
export KHEO=${KHEO:-$PWD/build/kheo}
[ -x "$KHEO" ] || die "$KHEO is not built"
export PYTHONDONTWRITEBYTECODE=1
# the shim stands before the sanitizer in the list of libraries, and says nothing to it
export ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}verify_asan_link_order=0
dir=$(mktemp -d)
shm=$(mktemp -d -p /dev/shm 2>/dev/null) || shm=$dir
trap 'rm -rf "$dir" "$shm"' EXIT
passed=0 failed=0

run() { # NAME SECONDS PROGRAM ARGUMENT...
    local name=$1 most=$2 status=0 p=0 f=0 at=$shm
    [ "$3" != crashloop.py ] || at=$dir
    shift 2
    echo "-- $name"
    timeout "$most" python3 "test/crash/$1" test/crash/target.json --port "$(free_port)" --dir "$at/$name" "${@:2}" >"$dir/out" 2>&1 || status=$?
    grep -vE "^([0-9]+ passed|filled |sign-ins )" "$dir/out" || true
    if read -r p _ f _ < <(grep -E '^[0-9]+ passed, [0-9]+ failed' "$dir/out"); then
        passed=$((passed + p)) failed=$((failed + f))
    fi
    [ "$status" != 0 ] || [ "$p" = 0 ] || return 0
    [ "${f:-0}" != 0 ] || {
        failed=$((failed + 1))
        echo "not ok $name: it ended with status $status"
    }
    tail -n 5 "$at/$name"*.server.log 2>/dev/null || true
}
wanted() { [ -z "${ONLY-}" ] || [ "$ONLY" = "$1" ]; }

if wanted kill; then
    for sig in KILL TERM; do
        n=$rounds
        [ "$sig" = KILL ] || n=$(((rounds + 3) / 4))
        run "$n-rounds-of-SIG$sig" $((60 + n * 20)) crashloop.py --rounds "$n" --clients 8 --sig "$sig" \
            --recover-max "${RECOVER_MAX:-3}" ${SEED:+--seed "$SEED"}
    done
fi
shim=$dir/faultio.so
if wanted disk || wanted power; then ${CC:-cc} -O2 -shared -fPIC -o "$shim" test/crash/faultio.c -ldl -pthread; fi
if wanted disk; then
    [ "$rules" != all ] || rules=
    run failing-disk 900 iofault.py --so "$shim" ${rules:+--rules "$rules"}
    [ "$sweep" != all ] || sweep=
    run sweep 3600 iofault.py --so "$shim" --sweep ${sweep:+"$sweep"}
fi
if wanted power; then
    for sector in 512 4096; do
        run "$cuts-power-cuts-$sector" $((120 + cuts * 10)) powerloss.py --so "$shim" --seconds 1 --cuts "$cuts" --sector "$sector" \
            ${SEED:+--seed "$SEED"}
    done
fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]

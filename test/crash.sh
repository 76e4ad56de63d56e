#!/usr/bin/env bash
# test/crash.sh [ROUNDS] - kill -9 under load: what was acknowledged is there afterwards, once, in order.
#
# ROUNDS (20) with SIGKILL, then a few with SIGTERM, where nothing accepted may stay unanswered.
# Environment: KHEO program (build/kheo); SEED to repeat a run.
# shellcheck source=script/part/common.sh
. "$(dirname "$0")/../script/part/common.sh"
help_first "$@"
rounds=${1:-20}
export KHEO=${KHEO:-$PWD/build/kheo}
[ -x "$KHEO" ] || die "$KHEO is not built"
export PYTHONDONTWRITEBYTECODE=1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
passed=0 failed=0
for sig in KILL TERM; do
    n=$rounds
    [ "$sig" = KILL ] || n=$(((rounds + 3) / 4))
    echo "-- $n rounds of SIG$sig"
    status=0
    timeout $((60 + n * 20)) python3 test/crash/crashloop.py test/crash/target.json --rounds "$n" --clients 8 --sig "$sig" \
        --port "$(free_port)" --dir "$dir/$sig" --recover-max "${RECOVER_MAX:-3}" ${SEED:+--seed "$SEED"} >"$dir/out" 2>&1 || status=$?
    grep -vE '^[0-9]+ passed' "$dir/out" || true
    if read -r p _ f _ < <(grep -E '^[0-9]+ passed, [0-9]+ failed' "$dir/out"); then
        passed=$((passed + p)) failed=$((failed + f))
    fi
    if [ $status != 0 ] && [ "${f:-0}" = 0 ]; then
        failed=$((failed + 1))
        echo "not ok SIG$sig: the loop ended with status $status"
        tail -n 5 "$dir/$sig.server.log" 2>/dev/null || true
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]

# shellcheck shell=bash
# check.sh - what the tests of the command line share. $KHEO is the program; each test has a folder of its own.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
KHEO=${KHEO:-$root/build/debug/kheo}
dir=$(mktemp -d)
passed=0 failed=0
server=
unset KHEO_DATA
cleanup() {
    [ -z "$server" ] || kill -9 "$server" 2>/dev/null || true
    rm -rf "$dir"
}
trap cleanup EXIT
# shellcheck source=script/part/port.sh
. "$root/script/part/port.sh"
cd "$dir" || exit 1

verdict() { # GOOD? TEXT
    if [ "$1" = 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "not ok ${BASH_SOURCE[-1]##*/}: $2"
    fi
}

# runs CODE ARGUMENT...: the program ends with CODE; what it says is in $out and $err.
runs() {
    local want=$1 code=0
    shift
    out=$("$KHEO" "$@" 2>"$dir/.err" </dev/null) || code=$?
    err=$(<"$dir/.err")
    [ "$code" = "$want" ]
    verdict $? "kheo $*: exit $code, want $want: $out $err"
}
prints() { # TEXT: $out holds it
    [[ $out == *"$1"* ]]
    verdict $? "printed '$out', want '$1'"
}
complains() { # TEXT: one line of standard error holds it, in the form "kheo: ..."
    [[ $err == *"$1"* && $err == kheo:* ]]
    verdict $? "complained '$err', want '$1'"
}

# starts ARGUMENT...: serves on a free port; $base is its address.
starts() {
    local tries
    port=$(free_port)
    base=http://127.0.0.1:$port
    "$KHEO" serve --listen "127.0.0.1:$port" "$@" >"$dir/serve.out" 2>"$dir/serve.err" </dev/null &
    server=$!
    for ((tries = 0; tries < 400; tries++)); do
        curl -sf -o /dev/null "$base/healthz" && return 0
        kill -0 "$server" 2>/dev/null || break
        sleep 0.02
    done
    verdict 1 "the server does not answer: $(tail -n 3 "$dir/serve.err")"
}
stops() { # with exit code 0, after SIGTERM
    local code=0
    kill -TERM "$server"
    wait "$server" || code=$?
    server=
    [ "$code" = 0 ]
    verdict $? "the server left with $code: $(tail -n 3 "$dir/serve.err")"
}
# asks STATUS PATH CURL-OPTION...: the answer's head is in $head, its body in $out.
asks() {
    local want=$1 path=$2 code
    shift 2
    code=$(curl -s -o "$dir/.body" -D "$dir/.head" -w '%{http_code}' "$@" "$base$path")
    out=$(tr -d '\0' <"$dir/.body") head=$(tr -d '\r' <"$dir/.head")
    [ "$code" = "$want" ]
    verdict $? "$path: $code, want $want: ${out:0:300}"
}
heads() { # TEXT: the head of the answer holds it
    [[ ${head,,} == *"${1,,}"* ]]
    verdict $? "head without '$1': $head"
}
closing() {
    echo "$passed passed, $failed failed"
    [ "$failed" = 0 ]
}

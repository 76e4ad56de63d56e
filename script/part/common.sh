# shellcheck shell=bash
# common.sh - what every script shares: strict mode, the project's root, help, plain messages.
set -euo pipefail
self=$(realpath "$0")
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

say() { printf '== %s\n' "$*"; }
die() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit 1
}

# The comment under the first line of a script is its help.
usage() { awk 'NR == 1 { next } /^# shellcheck/ { exit } /^#/ { sub(/^# ?/, ""); print; next } { exit }' "$self"; }
help_first() {
    case ${1-} in
    -h | --help)
        usage
        exit 0
        ;;
    esac
}

# shellcheck source=script/part/port.sh
. script/part/port.sh

now_ms() { echo $((${EPOCHREALTIME/[.,]/} / 1000)); }

# configure FOLDER OPTION...: runs meson once; ninja does it again by itself when a meson.build changes.
configure() {
    local dir=$1
    shift
    [ -f "$dir/build.ninja" ] || meson setup "$dir" "$@" >"/tmp/kheo-meson.$$" 2>&1 || {
        cat "/tmp/kheo-meson.$$" >&2
        rm -f "/tmp/kheo-meson.$$"
        return 1
    }
    rm -f "/tmp/kheo-meson.$$"
}

# compile FOLDER [TARGET...]: quiet where all is well.
compile() {
    local dir=$1 out
    shift
    if ! out=$(ninja -C "$dir" "$@" 2>&1); then
        printf '%s\n' "$out" | grep -v '^\[[0-9]*/[0-9]*\]' >&2 || true
        return 1
    fi
    printf '%s\n' "$out" | grep -E 'warning:' >&2 || true
}

# The C sources that clang-format shapes. Headers are laid out by hand: their columns are read like tables.
c_files() { find src tool test bench -name "*.c" -not -path "*/node_modules/*" 2>/dev/null | sort; }

#!/usr/bin/env bash
# start: from spawn to the first answer, and a clean optimised build
# shellcheck source=bench/lib.sh
. "$(dirname "$0")/lib.sh"

data=$tmp/start.db
"$kheo" migrate --data "$data" >"$tmp/nothing"
serve "$data" # once, so that the schema is there and the files are in memory
stop "$pid"

cat >"$tmp/start.py" <<'END'
"""Milliseconds from spawning the server to the first 200 on /healthz, a line each."""
import signal, socket, subprocess, sys, time

kheo, data, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
for _ in range(times):
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    began = time.monotonic()
    server = subprocess.Popen([kheo, "serve", "--data", data, "--listen", f"127.0.0.1:{port}", "--quiet"],
                              stdout=subprocess.DEVNULL)
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port)) as s:
                s.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
                if s.recv(4096).startswith(b"HTTP/1.1 200"):
                    break
        except OSError:
            pass
        if time.monotonic() - began > 10 or server.poll() is not None:
            server.kill()
            sys.exit("no answer")
        time.sleep(0.0005)
    print((time.monotonic() - began) * 1000)
    server.send_signal(signal.SIGTERM)
    server.wait()
END
python3 "$tmp/start.py" "$kheo" "$data" 10 >"$tmp/start"

# The peer is the cost of any process here: how long a program takes that does nothing.
python3 - 10 >"$tmp/true" <<'END'
import subprocess, sys, time
for _ in range(int(sys.argv[1])):
    began = time.monotonic()
    subprocess.run(["/bin/true"], check=True)
    print((time.monotonic() - began) * 1000)
END

started_ms=$(printf %.1f "$(median_of start)")
heading "" kheo peer ratio ""
row_free "spawn to first answer, ms (peer: /bin/true)" "$started_ms" "$(printf %.1f "$(median_of true)")" "$started_ms" "<= 100"

# Wall time as it came, and the processor time over two cores: what it takes where nobody else works.
TIMEFORMAT='%R %U %S'
read -r wall user sys < <({
    time CCACHE_DISABLE=1 sh -c 'meson setup "$1" --buildtype=release && ninja -C "$1" kheo' - "$tmp/build" \
        >"$tmp/build.log" 2>&1
} 2>&1)
[ -x "$tmp/build/kheo" ] || {
    tail -n 20 "$tmp/build.log" >&2
    die "the clean build failed"
}
build_s=$(awk -v u="$user" -v s="$sys" 'BEGIN { printf "%.1f", (u + s) / 2 }')
row "clean optimised build on 2 cores, s (peer: wall)" "$build_s" "$wall" "$build_s" "<= 60"
verdict

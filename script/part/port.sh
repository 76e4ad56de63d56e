# shellcheck shell=bash
# port.sh - what scripts and tests share that serve something.

# A free port on the loopback address.
free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

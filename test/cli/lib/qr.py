#!/usr/bin/env python3
"""Draws the first square code of the page on standard input as a picture (PGM), for a reader that is not ours."""
import re, sys
svg = re.search(r'<svg class="qr" viewBox="0 0 (\d+) \d+".*?<path[^>]* d="([^"]*)"', sys.stdin.read(), re.S)
side, scale = int(svg[1]), 6
rows = [bytearray(b"\xff" * side * scale) for _ in range(side)]
for x, y, n in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", svg[2]):
    rows[int(y)][int(x) * scale:(int(x) + int(n)) * scale] = bytes(int(n) * scale)
sys.stdout.buffer.write(b"P5 %d %d 255\n" % (side * scale, side * scale) + b"".join(bytes(r) * scale for r in rows))

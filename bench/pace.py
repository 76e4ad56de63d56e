#!/usr/bin/env python3
"""pace.py URL RATE - proposals of a good deed at that pace until SIGTERM; then prints how many a second there were."""
import http.client, json, signal, sys, time, urllib.parse

host, rate = urllib.parse.urlparse(sys.argv[1]).netloc, float(sys.argv[2])
over = False


def end(*_):
    global over
    over = True


signal.signal(signal.SIGTERM, end)
conn = http.client.HTTPConnection(host)
start, n = time.monotonic(), 0
while not over:
    wait = start + n / rate - time.monotonic()
    if wait > 0:
        time.sleep(wait)
    body = {"name": "Tổ tự quản số %d" % n, "what": "Dọn kênh mỗi sáng chủ nhật suốt một năm.", "place_unit_id": "22945"}
    conn.request("POST", "/phong-trao/gioi-thieu.json", json.dumps(body), {"Content-Type": "application/json"})
    r = conn.getresponse()
    r.read()
    if r.status != 201:
        sys.exit("an act was answered %d" % r.status)
    n += 1
print("%.0f" % (n / (time.monotonic() - start)))

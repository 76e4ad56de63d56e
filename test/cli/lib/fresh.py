#!/usr/bin/env python3
"""fresh.py PORT TOKEN - acts one after the other, readers all the time: no page may be older than the last act.

A page without a cookie may come from what was drawn before; the same page with a cookie never does. After each
acknowledged act both must be the same, byte for byte. The readers see to it that pages are drawn, and kept, while
commits come.
"""
import http.client, json, re, sys, threading

port, token = int(sys.argv[1]), sys.argv[2]
PAGES = ["/", "/mot-cua", "/mot-cua/so-lieu?so=receive", "/so-kiem-chung", "/phong-trao", "/phong-trao/thong-ke", "/log/1/checkpoint",
         "/tin/dan-van-kheo-o-binh-thuan"]
ACTS = 60
over = threading.Event()


def get(conn, path, headers=None):
    conn.request("GET", path, headers=headers or {})
    r = conn.getresponse()
    body = r.read()
    if r.status != 200:
        sys.exit("%s: %d" % (path, r.status))
    return re.sub(rb'name="token" value="[0-9a-f]+"', b'', body)  # of a form: for this reader alone, so never kept


def post(conn, path, body, headers=None):
    conn.request("POST", path, json.dumps(body), {"Content-Type": "application/json", **(headers or {})})
    r = conn.getresponse()
    text = r.read()
    if r.status != 201:
        sys.exit("%s: %d %s" % (path, r.status, text[:300]))


def read_on():
    conn = http.client.HTTPConnection("127.0.0.1", port)
    while not over.is_set():
        for path in PAGES:
            get(conn, path)


def act(conn, n):
    if n % 2:
        return post(conn, "/phong-trao/gioi-thieu.json",
                    {"name": "Người thử", "what": "Nội dung thử nghiệm số %d, dài hơn hai mươi ký tự." % n, "place_unit_id": "22945"})
    post(conn, "/can-bo/mot-cua/tiep-nhan.json",
         {"procedure": "2.001035", "papers": ["1", "2", "3"], "applicant_kind": "ca_nhan", "applicant_name": "Người Thứ %d" % n, "another": "1"},
         {"Authorization": "Bearer " + token})


readers = [threading.Thread(target=read_on, daemon=True) for _ in range(2)]
for t in readers:
    t.start()
conn = http.client.HTTPConnection("127.0.0.1", port)
compared, changed, last = 0, 0, {}
for n in range(ACTS):
    act(conn, n)
    for path in PAGES:
        kept, drawn = get(conn, path), get(conn, path, {"Cookie": "khac=1"})
        if kept != drawn:
            sys.exit("%s is stale after act %d" % (path, n))
        compared += 1
        changed += drawn != last.get(path)
        last[path] = drawn
over.set()
for t in readers:
    t.join()
if changed < ACTS:
    sys.exit("only %d of %d pages changed: the acts show nowhere" % (changed, compared))
print("%d comparisons, %d of them of a page that the act changed" % (compared, changed))

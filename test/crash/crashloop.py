#!/usr/bin/env python3
"""kill -9 loop: everything acknowledged must be there after restart, once, in order.

crashloop.py TARGET.json --rounds 50 --clients 8 --port 18080 --dir /tmp/x [--sig KILL|TERM] [--seed S]
             [--env K=V]... [--min-ms 50 --max-ms 1500]

Every client posts unique tokens on one keep-alive connection with an Idempotency-Key and writes each
acknowledgement to a file before the next post. A post with no answer is 'unknown': after restart it is sent
again with the same key and must then exist exactly once. With --sig TERM every request that was started must be
answered (graceful shutdown: nothing committed without an answer) and the exit status must be 0.
Prints 'N passed, N failed'. Exit 0 only if nothing was lost, doubled, reordered or corrupted.
"""
import argparse, json, os, random, signal, sys, threading, time
import checklog
from target import Target
A = argparse.ArgumentParser(); A.add_argument("target"); A.add_argument("--rounds", type=int, default=50); A.add_argument("--clients", type=int, default=8)
A.add_argument("--port", type=int, default=18080); A.add_argument("--dir", required=True); A.add_argument("--sig", default="KILL"); A.add_argument("--seed", default=None)
A.add_argument("--env", action="append", default=[]); A.add_argument("--min-ms", type=int, default=50); A.add_argument("--max-ms", type=int, default=1500); A.add_argument("--recover-max", type=float, default=1.0)
a = A.parse_args(); seed = a.seed or "%x" % random.getrandbits(32); R = random.Random(seed); print("seed", seed)
env = dict(x.split("=", 1) for x in a.env); T = Target(a.target, a.dir, a.port); T.init()
acked, unknown, lock = {}, {}, threading.Lock(); fails = []; ackf = open(a.dir.rstrip("/") + ".acks", "w"); spans = []; dropped = [0]; refused = [0]
def fail(*x):
    fails.append(x); print("FAIL", *x, flush=True) if len(fails) <= 30 else None
indexes = set()
stop = threading.Event()
def client(rnd, k):
    n, c = 0, T.conn(10)
    while not stop.is_set():
        tok = "tok-%s-%d-%d-%d" % (seed, rnd, k, n); n += 1; t0 = time.monotonic()
        try: s, i, ix, b = T.post_token(tok, tok, c)
        except Exception as e:
            # a refused connection means the request was never accepted; anything else was in flight
            if isinstance(e, ConnectionRefusedError): refused[0] += 1; break
            with lock: unknown[tok] = rnd
            break
        if 200 <= s < 300 and i:
            with lock:
                acked[tok] = i; ackf.write("%d %s %s\n" % (time.monotonic_ns(), tok, i)); ackf.flush()
                if ix is not None: spans.append((t0, time.monotonic(), ix, tok)); indexes.add(ix)
        elif s in (429, 503): time.sleep(0.02)
        else: fail("round", rnd, "status", s, b[:120]); break
    c.close()
def check(tok, i, when):
    try: s, _, b = T.get_id(i)
    except Exception as e: return fail(when, "get", i, repr(e))
    if s != 200: fail(when, "LOST", tok, i, "status", s)
    elif tok.encode() not in b: fail(when, "WRONG BODY", tok, i)
key = seen_log = None
def watch():   # the world looks at the ledger until the very end: what it was shown must still be there after
    global seen_log
    while T.c.get("log") and not stop.is_set():
        try: s, _, b = T.req("GET", T.c["log"] + "/checkpoint", timeout=2)
        except Exception: break
        if s == 200: seen_log = checklog.seen(b.decode())
        time.sleep(0.01)
def check_log(rnd):   # the public ledger, as a monitor sees it: all of it, and grown since it was looked at last
    global key, seen_log
    base = T.c.get("log")
    if not base: return
    def get(p):
        s, _, b = T.req("GET", base + "/" + p)
        if s != 200: raise ValueError("%s: status %d" % (p, s))
        return b
    try:
        if key is None:
            s, _, b = T.req("GET", base + "/key")
            if s == 404 and not acked: return
            key = b.decode().strip()
        seen_log = checklog.check(get, key, seen_log)
        if len(indexes) > seen_log["size"]: fail("round", rnd, "acts acknowledged", len(indexes), "leaves", seen_log["size"])
    except ValueError as e: fail("round", rnd, "ledger:", e)
re_tok = lambda tok: r"%s(?!\d)" % tok
rec = []
for rnd in range(a.rounds):
    try: rec.append(T.start(env))
    except RuntimeError as e: fail("round", rnd, str(e)); break
    check_log(rnd)
    with lock: prev = list(unknown.items()); unknown.clear()
    for tok, r in prev:
        s, i, ix, b = T.post_token(tok, tok)
        if 200 <= s < 300 and i: acked[tok] = i
        else: fail("retry with the same key answered", s, b[:80])
    items = list(acked.items())
    for tok, i in items[-60:] + R.sample(items, min(20, len(items))): check(tok, i, "round %d" % rnd)
    if items:   # double click: same key must give the same record
        tok, i = R.choice(items); s, j, _, _ = T.post_token(tok, tok)
        if j != i: fail("same Idempotency-Key gave another record", i, j)
    stop.clear(); ts = [threading.Thread(target=client, args=(rnd, k), daemon=True) for k in range(a.clients)]
    ts.append(threading.Thread(target=watch, daemon=True))
    for t in ts: t.start()
    time.sleep(R.uniform(a.min_ms, a.max_ms) / 1000)
    rc = T.kill(getattr(signal, "SIG" + a.sig)); stop.set()
    for t in ts: t.join(15)
    if a.sig == "TERM":
        if rc != 0: fail("round", rnd, "graceful stop exit status", rc)
        if T.c.get("dump"):   # committed but never answered = dropped
            d = "\n".join(T.dump()) + "\n"; dropped[0] += sum(1 for tok in unknown if __import__("re").search(re_tok(tok), d))
if rec and not fails: T.start(env); check_log("last"); T.kill(signal.SIGTERM)
rc, out = T.verify()
if rc: fail("verify command", rc, out)
if T.c.get("dump"):
    from collections import Counter
    import re
    cnt = Counter(re.findall(r"tok-%s-\d+-\d+-\d+" % seed, "\n".join(T.dump())))
    for tok in acked:
        if cnt[tok] != 1: fail("LOST" if not cnt[tok] else "DOUBLED", tok, cnt[tok])
    for tok in cnt:
        if tok not in acked and tok not in unknown: fail("record that nobody got an answer for", tok)
        if cnt[tok] > 1 and tok not in acked: fail("DOUBLED", tok)
spans.sort(); best = -1; seen = set()
for t0, t1, ix, tok in spans:
    if ix in seen: fail("log index used twice", ix)
    seen.add(ix)
ends = sorted((t1, ix) for _, t1, ix, _ in spans); j = 0
for t0, t1, ix, tok in spans:   # real-time order: an answer received before a request began has a lower index
    while j < len(ends) and ends[j][0] < t0: best = max(best, ends[j][1]); j += 1
    if ix < best: fail("ORDER", tok, ix, "after", best); break
rec.sort()
if rec: print("recovery s: median %.3f max %.3f (goal %.1f)" % (rec[len(rec) // 2], rec[-1], a.recover_max))
if rec and rec[-1] > a.recover_max: fail("recovery time", rec[-1])
if a.sig == "TERM" and dropped[0]: fail("committed but not answered at graceful stop:", dropped[0])
if T.c.get("index") and not spans: fail("no answer told its place in the ledger")
if T.c.get("log") and not seen_log: fail("the ledger was never checked")
print("rounds %d acknowledged %d unknown %d places %d ledger %s" % (len(rec), len(acked), len(unknown), len(spans), seen_log and seen_log["size"]))
# a round is a test: its records are counted above
print("%d passed, %d failed" % (max(0, len(rec) + 1 - len(fails)), len(fails))); sys.exit(1 if fails else 0)

#!/usr/bin/env python3
"""Write/fsync error and disk-full matrix: no false acknowledgement, no corruption, recovery without hands.

iofault.py TARGET.json --dir D --so faultio.so [--port P] [--rules 'fsync:1:EIO;write:20:ENOSPC:inf;...'] [--sweep [KINDS]]
For each rule: start clean, arm the rule (trigger file), post for a while, record acknowledgements and other statuses, stop, restart
without faults, check every acknowledgement, run verify, and let a monitor of the public ledger download all of it: what was published
before is in it. --sweep: for each kind of fault (write:ENOSPC ...) the first, the second, the third ... call fails, until a run does not
come that far; armed before the server starts, a few posts each. While faults last the server may answer 503 (preferred), 500 or 507, or exit;
after ENOSPC ends it must accept posts again without a restart unless the rule is an fsync failure (after a failed fsync the
process must stop or reopen its database: retrying fsync proves nothing).
"""
import argparse, os, random, shutil, signal, sys, threading, time
import checklog
from target import Target
A = argparse.ArgumentParser(); A.add_argument("target"); A.add_argument("--dir", required=True); A.add_argument("--so", required=True); A.add_argument("--port", type=int, default=18082); A.add_argument("--env", action="append", default=[])
A.add_argument("--rules", default="fsync:1:EIO;fsync:3:EIO:5;fsync:1:EIO:inf;write:1:EIO;write:7:ENOSPC:20;write:1:ENOSPC:inf;write:5:SHORT;write:9:KILL;fsync:4:KILL;write:p0.02:EIO;fsync:p0.05:EIO;trunc:1:EIO;open:1:EMFILE:50;unlink:1:EIO;read:p0.01:EIO;rename:1:ENOSPC")
A.add_argument("--sweep", nargs="?", const="write:EIO;write:ENOSPC;write:SHORT;write:KILL;fsync:EIO;fsync:KILL;trunc:EIO;open:EMFILE;read:EIO;unlink:EIO;rename:EIO")
a = A.parse_args(); seed = "%x" % random.getrandbits(32); print("seed", seed); passed = failed = 0
def monitor(T, before):   # all of the ledger, as the world sees it; -> what to remember
    base = T.c.get("log")
    if not base: return None
    def get(p):
        s, _, b = T.req("GET", base + "/" + p)
        if s != 200: raise RuntimeError("ledger: %s: status %d" % (p, s))
        return b
    try: return checklog.check(get, get("key").decode().strip(), before)
    except ValueError as e: raise RuntimeError("ledger: %s" % e)
def after(T, acked, seen, bad):   # a restart without faults: all that was acknowledged, verify, the ledger
    try:
        T.start()
        for tok, i in acked.items():
            s, _, b = T.get_id(i)
            if s != 200 or tok.encode() not in b: bad.append("LOST %s (%d)" % (tok, s))
        if acked: monitor(T, seen)
        T.kill(signal.SIGTERM); rc, msg = T.verify()
        if rc: bad.append("verify " + msg)
    except RuntimeError as e: bad.append(str(e)); T.kill()
def sweep(kinds, posts=4):
    good = Target(a.target, a.dir + "-whole", a.port); good.init(); bad_runs = runs = 0
    for kind in kinds.split(";"):
        op, err = kind.split(":"); n = 0; st, odd = {}, 0
        while True:
            n += 1; rule = "%s:%d:%s" % (op, n, err); T = Target(a.target, a.dir + "-sweep", a.port); hit = T.dir + ".hit"
            shutil.rmtree(T.dir, ignore_errors=True); shutil.copytree(good.dir, T.dir)
            if os.path.exists(hit): os.unlink(hit)
            acked, bad, c = {}, [], T.conn()
            try: T.start({"LD_PRELOAD": os.path.abspath(a.so), "FAULTIO_DIR": T.dir, "FAULTIO_FAIL": rule, "FAULTIO_HIT": hit})
            except RuntimeError as e: st["no start"] = st.get("no start", 0) + 1
            else:
                for k in range(posts):
                    tok = "tok-%s-%s-%d-%d" % (seed, err, n, k)
                    try: s, i, ix, b = T.post_token(tok, tok, c)
                    except Exception: s = "none"; c.close(); c = T.conn()
                    st[s] = st.get(s, 0) + 1
                    if isinstance(s, int) and 200 <= s < 300: acked[tok] = i
                    elif s == "none" and T.p.poll() is not None: break
                    elif s not in ("none", 503): bad.append("status %s" % s)
            c.close(); T.kill(signal.SIGTERM); reached = os.path.exists(hit)
            after(T, acked, None, bad); runs += 1
            if bad: bad_runs += 1; print("FAIL sweep %s: %s" % (rule, "; ".join(bad[:4])), flush=True)
            if not reached: break
        print("sweep %-13s %4d places, answers %s" % (kind, n - 1, st), flush=True)
    print("%d passed, %d failed" % (runs - bad_runs, bad_runs)); sys.exit(1 if bad_runs else 0)
if a.sweep: sweep(a.sweep)
for n, rule in enumerate(a.rules.split(";")):
    T = Target(a.target, "%s-%d" % (a.dir, n), a.port); T.init(); trig = T.dir + ".trigger"
    if os.path.exists(trig): os.unlink(trig)
    T.start({"LD_PRELOAD": os.path.abspath(a.so), "FAULTIO_DIR": T.dir, "FAULTIO_FAIL": rule, "FAULTIO_TRIGGER": trig, "FAULTIO_SEED": str(n + 1), **dict(x.split("=", 1) for x in a.env)})
    acked, st, bad, died = {}, {}, [], False
    def post(k, c):
        tok = "tok-%s-%d-0-%d" % (seed, n, k)
        try: s, i, ix, b = T.post_token(tok, tok, c)
        except Exception as e: st["none"] = st.get("none", 0) + 1; return None
        st[s] = st.get(s, 0) + 1
        if 200 <= s < 300 and i: acked[tok] = i
        elif s not in (429, 500, 503, 507): bad.append("status %d" % s)
        return s
    c = T.conn()
    for k in range(20): post(k, c)
    if len(acked) != 20: bad.append("only %d of 20 before the fault" % len(acked))
    seen = monitor(T, None)
    open(trig, "w").close(); t = time.monotonic()
    def look():   # what is published while the disk fails must be there afterwards, too
        try: s, _, b = T.req("GET", T.c["log"] + "/checkpoint", timeout=2)
        except Exception: return seen
        return checklog.seen(b.decode()) if s == 200 else seen
    for k in range(20, 120):
        s = post(k, c)
        if T.c.get("log"): seen = look()
        if s is None:
            c.close(); c = T.conn()
            if T.p.poll() is not None: died = True; break
        if time.monotonic() - t > 20: break
    os.unlink(trig)
    if not died and not rule.startswith("fsync"):
        time.sleep(1.2); r = [post(k, T.conn()) for k in range(200, 210)]
        if T.p.poll() is not None: died = True
        elif not all(x and 200 <= x < 300 for x in r[-3:]): bad.append("does not recover after the fault: %s" % r)
    T.kill(); after(T, acked, seen, bad)
    if st.get(500): bad.append("500 instead of 503 for a storage error: %d" % st[500])
    print("%s %-22s statuses %s%s %s" % ("FAIL" if bad else "ok  ", rule, st, " exited" if died else "", "; ".join(bad[:4])))
    passed += not bad; failed += bool(bad)
print("%d passed, %d failed" % (passed, failed)); sys.exit(1 if failed else 0)

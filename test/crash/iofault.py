#!/usr/bin/env python3
"""Write/fsync error and disk-full matrix: no false acknowledgement, no corruption, recovery without hands.

iofault.py TARGET.json --dir D --so faultio.so [--port P] [--rules 'fsync:1:EIO;write:20:ENOSPC:inf;...']
For each rule: start clean, arm the rule (trigger file), post for a while, record acknowledgements and other statuses, stop, restart
without faults, check every acknowledgement, run verify. While faults last the server may answer 503 (preferred), 500 or 507, or exit;
after ENOSPC ends it must accept posts again without a restart unless the rule is an fsync failure (after a failed fsync the
process must stop or reopen its database: retrying fsync proves nothing).
"""
import argparse, os, random, signal, sys, threading, time
from target import Target
A = argparse.ArgumentParser(); A.add_argument("target"); A.add_argument("--dir", required=True); A.add_argument("--so", required=True); A.add_argument("--port", type=int, default=18082); A.add_argument("--env", action="append", default=[])
A.add_argument("--rules", default="fsync:1:EIO;fsync:3:EIO:5;fsync:1:EIO:inf;write:1:EIO;write:7:ENOSPC:20;write:1:ENOSPC:inf;write:5:SHORT;write:9:KILL;fsync:4:KILL;write:p0.02:EIO;fsync:p0.05:EIO;trunc:1:EIO;open:1:EMFILE:50;unlink:1:EIO;read:p0.01:EIO;rename:1:ENOSPC")
a = A.parse_args(); seed = "%x" % random.getrandbits(32); print("seed", seed); passed = failed = 0
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
    open(trig, "w").close(); t = time.monotonic()
    for k in range(20, 120):
        if post(k, c) is None:
            c.close(); c = T.conn()
            if T.p.poll() is not None: died = True; break
        if time.monotonic() - t > 20: break
    os.unlink(trig)
    if not died and not rule.startswith("fsync"):
        time.sleep(1.2); r = [post(k, T.conn()) for k in range(200, 210)]
        if T.p.poll() is not None: died = True
        elif not all(x and 200 <= x < 300 for x in r[-3:]): bad.append("does not recover after the fault: %s" % r)
    T.kill()
    try:
        T.start()
        for tok, i in acked.items():
            s, _, b = T.get_id(i)
            if s != 200 or tok.encode() not in b: bad.append("LOST %s (%d)" % (tok, s))
        T.kill(signal.SIGTERM); rc, msg = T.verify()
        if rc: bad.append("verify " + msg)
    except RuntimeError as e: bad.append(str(e))
    if st.get(500): bad.append("500 instead of 503 for a storage error: %d" % st[500])
    print("%s %-22s statuses %s%s %s" % ("FAIL" if bad else "ok  ", rule, st, " exited" if died else "", "; ".join(bad[:4])))
    passed += not bad; failed += bool(bad)
print("%d passed, %d failed" % (passed, failed)); sys.exit(1 if failed else 0)

#!/usr/bin/env python3
"""A ledger that lies, for the tests of the witness: two histories with one key. Shares no code with the program.

forger.py key                         its public key
forger.py post URL                    asks in every wrong way there is, and in the right ones; prints what did not fit
forger.py kill FOLDER PORT KHEO       asks for both histories while the witness is killed again and again
"""
import base64, hashlib, os, random, signal, subprocess, sys, time, urllib.error, urllib.request
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../crash"))
from checklog import ORDER, BASE, P, times, sha, node, cosigned

def encoded(p):
    z = pow(p[2], P - 2, P); x, y = p[0] * z % P, p[1] * z % P
    return (y | (x & 1) << 255).to_bytes(32, "little")
class Key:
    def __init__(self, name, seed):
        h = hashlib.sha512(seed).digest(); self.name, self.pre = name, h[32:]
        self.a = int.from_bytes(h[:32], "little") & (1 << 254) - 8 | 1 << 254
        self.public = encoded(times(self.a, BASE)); self.id = sha(name.encode() + b"\n\x01" + self.public)[:4]
    def vkey(self): return "%s+%s+%s" % (self.name, self.id.hex(), base64.b64encode(b"\x01" + self.public).decode())
    def sign(self, text):
        r = int.from_bytes(hashlib.sha512(self.pre + text).digest(), "little") % ORDER; R = encoded(times(r, BASE))
        h = int.from_bytes(hashlib.sha512(R + self.public + text).digest(), "little") % ORDER
        return R + ((r + h * self.a) % ORDER).to_bytes(32, "little")
    def line(self, text): return "\u2014 %s %s\n" % (self.name, b64(self.id + self.sign(text.encode())))
def b64(b): return base64.b64encode(b).decode()

class Log:
    """Leaves "N", from `fork` on those of another history."""
    def __init__(self, key, fork=None): self.key, self.fork = key, fork; self.notes = {}
    def leaf(self, i): return sha(b"\x00" + str(i).encode() + (b"" if self.fork is None or i < self.fork else b"'"))
    def root(self, lo, hi):
        if hi - lo == 0: return sha(b"")
        if hi - lo == 1: return self.leaf(lo)
        k = 1 << (hi - lo - 1).bit_length() - 1
        return node(self.root(lo, lo + k), self.root(lo + k, hi))
    def proof(self, m, n):
        def sub(m, lo, hi, whole):
            if m == hi - lo: return [] if whole else [self.root(lo, hi)]
            k = 1 << (hi - lo - 1).bit_length() - 1
            if m <= k: return sub(m, lo, lo + k, whole) + [self.root(lo + k, hi)]
            return sub(m - k, lo + k, hi, False) + [self.root(lo, lo + k)]
        return [] if m in (0, n) else sub(m, 0, n, True)
    def note(self, n):
        if n not in self.notes:
            text = "%s\n%d\n%s\n" % (self.key.name, n, b64(self.root(0, n)))
            self.notes[n] = text + "\n" + self.key.line(text)
        return self.notes[n]
def ask(url, old, proof, note):
    body = ("old %s\n" % old + "".join(b64(p) + "\n" for p in proof) + "\n" + note).encode()
    return post(url, body)
def post(url, body):
    try:
        with urllib.request.urlopen(urllib.request.Request(url + "/add-checkpoint", body), timeout=10) as r: return r.status, r.read().decode(), r.headers["Content-Type"]
    except urllib.error.HTTPError as e: return e.code, e.read().decode(), e.headers["Content-Type"]

def all_ways(url):
    vkey = urllib.request.urlopen(url + "/").read().decode().strip()
    key = Key("forger.example/log", b"f" * 32); true, false = Log(key), Log(key, 5); bad = 0
    stranger = Log(Key("forger.example/log", b"g" * 32)); unknown = Log(Key("nobody.example/log", b"f" * 32))
    def want(what, got, status, text=None, kind=None):
        nonlocal bad
        if got[0] != status or (text is not None and got[1] != text) or (kind and got[2] != kind):
            bad += 1; print("%s: %s, want %s %s" % (what, got, status, text or ""))
    def good(what, log, old, n):
        got = ask(url, old, log.proof(old, n), log.note(n)); want(what, got, 200)
        if got[0] == 200 and cosigned(log.note(n) + got[1], [vkey]) != 1: want(what + ": its signature", got, 200, "good")
    want("unknown ledger", ask(url, 0, [], unknown.note(3)), 404)
    want("another's key", ask(url, 0, [], stranger.note(3)), 403)
    want("a proof of nothing", ask(url, 0, [sha(b"")], true.note(3)), 422)
    want("an old size that it never signed", ask(url, 2, true.proof(2, 3), true.note(3)), 409, "0\n", "text/x.tlog.size")
    good("the empty tree", true, 0, 0)
    good("the first", true, 0, 7)
    want("twice from nothing", ask(url, 0, [], true.note(7)), 409, "7\n", "text/x.tlog.size")
    good("the same again", true, 7, 7)
    want("the other history, same size", ask(url, 7, [], false.note(7)), 409, "7\n", "text/x.tlog.size")
    want("the other history, larger", ask(url, 7, false.proof(7, 12), false.note(12)), 422)
    want("from before the fork", ask(url, 4, false.proof(4, 12), false.note(12)), 409, "7\n")
    good("grown", true, 7, 12)
    want("smaller", ask(url, 12, [], true.note(7)), 400)
    want("rolled back", ask(url, 7, [], true.note(7)), 409, "12\n")
    want("no proof", ask(url, 12, [], true.note(20)), 422)
    p = true.proof(12, 20)
    want("a short proof", ask(url, 12, p[:-1], true.note(20)), 422)
    want("a long proof", ask(url, 12, p + [sha(b"")], true.note(20)), 422)
    want("a proof turned round", ask(url, 12, p[::-1], true.note(20)), 422)
    note = true.note(20)
    for what, body in {
            "nothing": b"", "no note": b"old 12\n\n", "no empty line": b"old 12\n" + note.encode(), "leading zero": b"old 012\n\n" + note.encode(),
            "sign": b"old +12\n\n" + note.encode(), "CRLF": b"old 12\r\n\r\n" + note.encode(), "NUL": b"old 12\n\n" + note.encode().replace(b"\n20\n", b"\n20\n\0\n"),
            "no UTF-8": b"old 12\n\n" + note.encode().replace(b"\n20\n", b"\n20\n\xff\n"), "a size with a zero in front": b"old 12\n\n" + note.encode().replace(b"\n20\n", b"\n020\n"),
            "64 lines": b"old 12\n" + (b64(sha(b"")) + "\n").encode() * 64 + b"\n" + note.encode(), "base64 that is not": b"old 12\n!!!!\n\n" + note.encode(),
            "31 bytes": b"old 12\n" + b64(b"x" * 31).encode() + b"\n\n" + note.encode(), "a huge size": b"old 99999999999999999999\n\n" + note.encode()}.items():
        want(what, post(url, body), 400)
    want("a spoiled signature", ask(url, 12, p, note[:-8] + ("A" if note[-8] != "A" else "B") + note[-7:]), 403)
    want("too large", post(url, b"old 12\n" + b"x" * (1 << 16)), 413)
    text = note.split("\n\n")[0] + "\n"
    good("after all that", true, 12, 20)
    got = ask(url, 20, true.proof(20, 21), true.note(21) + stranger.key.line(true.note(21).split("\n\n")[0] + "\n")); want("with a stranger's signature, too", got, 200)
    kept = urllib.request.urlopen(url + "/" + hashlib.sha256(key.name.encode()).hexdigest() + "/checkpoint").read().decode()
    if kept.count("\u2014") != 2 or not kept.startswith(true.note(21)) or cosigned(kept, [vkey]) != 1: bad += 1; print("kept:", kept)
    for path in ("/add-checkpoint", "/x", "/key", "/../key", "/" + "0" * 64 + "/checkpoint", "/logs", "/" + "0" * 64):
        try: urllib.request.urlopen(url + path); bad += 1; print(path, "was given out")
        except urllib.error.HTTPError as e:
            if e.code not in (400, 404, 405): bad += 1; print(path, e.code)
    print("%d wrong" % bad); return bad > 0

def kill(folder, port, kheo):
    key = Key("forger.example/log", b"f" * 32); true, false = Log(key), Log(key, 5)
    url, size, signed, rounds, bad = "http://127.0.0.1:%s" % port, 21, {}, 0, 0
    end = time.time() + 40
    def begin():
        p = subprocess.Popen([kheo, "witness", "serve", folder, "--listen", "127.0.0.1:" + port, "--quiet"], stdout=subprocess.PIPE)
        p.stdout.readline(); return p
    for n in range(21, 200): true.note(n)           # slow: before the clock runs
    w = begin()
    while rounds < 20 and time.time() < end:
        stop = time.time() + random.uniform(0, 0.06); rounds += 1
        watcher = subprocess.Popen(["sh", "-c", "sleep %f; kill -9 %d" % (stop - time.time(), w.pid)])
        try:
            while size < 199:
                s, text, _ = ask(url, size, true.proof(size, size + 1), true.note(size + 1))
                if s == 200: size += 1; signed.setdefault(size, set()).add("true")
                elif s == 409 and int(text) == size + 1: size += 1        # stored, and killed before it answered
                else: bad += 1; print("round", rounds, "size", size, s, text); break
                f = random.randint(6, 21)
                s, text, _ = ask(url, f, false.proof(f, size), false.note(size))
                if s == 200: bad += 1; print("signed the other history at", size)
        except OSError: pass
        except Exception as e: pass
        watcher.wait(); w.wait(); w = begin()
    w.send_signal(signal.SIGTERM); code = w.wait()
    if code or rounds < 5 or len(signed) < 3: bad += 1; print("code", code, "rounds", rounds, "signed", len(signed))
    print("%d rounds, %d signed, %d wrong" % (rounds, len(signed), bad)); return bad > 0

if __name__ == "__main__":
    a = sys.argv[1:]
    if a[:1] == ["key"]: print(Key("forger.example/log", b"f" * 32).vkey())
    elif a[:1] == ["post"]: sys.exit(all_ways(a[1]))
    elif a[:1] == ["kill"]: sys.exit(kill(*a[1:4]))
    else: sys.exit(__doc__)

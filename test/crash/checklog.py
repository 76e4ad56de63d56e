#!/usr/bin/env python3
"""A monitor of the public ledger that shares no code with it: downloads all of a log, recomputes every hash,
checks the signature, and that the log only grew since it was looked at before.

checklog.py BASE [--key VKEY] [--state FILE] [--witness VKEY]... [--quorum N]
BASE: http://127.0.0.1:8080/log/1; without a key the log's own is taken; N of the witnesses must have signed the checkpoint
"""
import argparse, base64, hashlib, json, os, re, sys, urllib.error, urllib.request

def sha(b): return hashlib.sha256(b).digest()
def node(l, r): return sha(b"\x01" + l + r)

# ---- Ed25519, RFC 8032: slow and short; for checking only ----
P = 2**255 - 19; ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P; ROOT = pow(2, (P - 1) // 4, P)
def x_of(y, sign):
    if y >= P: return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P: x = x * ROOT % P
    if (x * x - x2) % P or (x == 0 and sign): return None
    return P - x if x & 1 != sign else x
def point(b):
    y = int.from_bytes(b, "little"); sign = y >> 255; y &= (1 << 255) - 1; x = x_of(y, sign)
    return None if x is None else (x, y, 1, x * y % P)
def add(a, b):
    A = (a[1] - a[0]) * (b[1] - b[0]) % P; B = (a[1] + a[0]) * (b[1] + b[0]) % P
    C = 2 * a[3] * b[3] * D % P; Z = 2 * a[2] * b[2] % P; e, f, g, h = B - A, Z - C, Z + C, B + A
    return (e * f % P, g * h % P, f * g % P, e * h % P)
def times(s, p):
    q = (0, 1, 1, 0)
    while s:
        if s & 1: q = add(q, p)
        p = add(p, p); s >>= 1
    return q
BASE_Y = 4 * pow(5, P - 2, P) % P; BASE = (x_of(BASE_Y, 0), BASE_Y, 1, x_of(BASE_Y, 0) * BASE_Y % P)
def signed(public, message, signature):
    a, r, s = point(public), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or a is None or r is None or s >= ORDER: return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    p, q = times(s, BASE), add(r, times(h, a))
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0

# ---- the log ----
def wrong(*what): raise ValueError(" ".join(map(str, what)))
def number(i):
    s = "%03d" % (i % 1000); i //= 1000
    while i: s = "x%03d/" % (i % 1000) + s; i //= 1000
    return s
def path(level, i, width): return "tile/%s/%s%s" % (level, number(i), "" if width == 256 else ".p/%d" % width)
def checkpoint(note, key):
    name, kid, public = key.split("+", 2); public = base64.b64decode(public)[1:]
    text, sigs = note.split("\n\n", 1); text += "\n"
    for line in sigs.splitlines():
        _, by, sig = line.split(" "); sig = base64.b64decode(sig)
        if by == name and sig[:4].hex() == kid:
            if not signed(public, text.encode(), sig[4:]): wrong("the signature of the checkpoint is not good")
            origin, size, root = text.splitlines()[:3]
            return (origin, int(size), base64.b64decode(root)) if origin == name else wrong("another origin", origin)
    wrong("the log's key did not sign the checkpoint")
def cosigned(note, witnesses):
    """How many of these keys have a good cosignature/v1 under the note; a bad one of a known key spoils it all."""
    text, sigs = note.split("\n\n", 1); text += "\n"; good = set()
    for key in witnesses:
        name, kid, public = key.split("+", 2); public = base64.b64decode(public)
        if public[0] != 4 or sha(name.encode() + b"\n" + public)[:4].hex() != kid: wrong("no key of a witness:", key)
        for line in sigs.splitlines():
            _, by, sig = line.split(" "); sig = base64.b64decode(sig)
            if by != name or sig[:4].hex() != kid: continue
            t = int.from_bytes(sig[4:12], "big")
            if not signed(public[1:], ("cosignature/v1\ntime %d\n" % t + text).encode(), sig[12:]): wrong("the signature of", name, "is not good")
            good.add(name)
    return len(good)
LEAF = re.compile(rb"kheo-leaf/v1\nkind [a-z.]+\nday \d{4}-\d\d-\d\d\nunit (-|[a-z0-9.]{1,32})\ncommit [A-Za-z0-9+/=]{44}\n")
def leaves(fetch, size):
    for i in range((size + 255) // 256):
        width = min(256, size - 256 * i); b = fetch(path("entries", i, width)); at = n = 0
        while at < len(b):
            end = at + 2 + int.from_bytes(b[at:at + 2], "big"); x = b[at + 2:end]; at = end; n += 1
            if not LEAF.fullmatch(x): wrong("leaf", 256 * i + n - 1, "is none:", x)
            yield sha(b"\x00" + x)
        if n != width: wrong("bundle", i, "has", n, "leaves, not", width)
def levels(hashes):
    out = [list(hashes)]
    while len(out[-1]) > 1: l = out[-1]; out.append([node(l[i], l[i + 1]) for i in range(0, len(l) - 1, 2)])
    return out
def root(lv, size):
    r, at = None, size
    for h in range(len(lv)):            # whole subtrees of the right edge, the smallest first
        if size >> h & 1: at -= 1 << h; r = lv[h][at >> h] if r is None else node(lv[h][at >> h], r)
    return r or sha(b"")
def check(fetch, key, state):
    """fetch(path under the log) -> bytes; state: what an earlier check returned, or None."""
    origin, size, signed_root = checkpoint(fetch("checkpoint").decode(), key)
    lv = levels(leaves(fetch, size))
    if root(lv, size) != signed_root: wrong("the leaves do not give the root that was signed, size", size)
    for h in range(0, len(lv), 8):
        for i in range((len(lv[h]) + 255) // 256):
            part = lv[h][256 * i:256 * i + 256]
            if fetch(path(h // 8, i, len(part))) != b"".join(part): wrong("tile", path(h // 8, i, len(part)))
    if state:
        if state["origin"] != origin: wrong("the origin was", state["origin"])
        if state["size"] > size: wrong("the log shrank from", state["size"], "to", size)
        if root(lv, state["size"]).hex() != state["root"]: wrong("what stood below", state["size"], "was rewritten")
    return {"origin": origin, "size": size, "root": signed_root.hex()}
def seen(note):
    """What a checkpoint says, to be held against the log later, as `state`."""
    origin, size, root = note.split("\n")[:3]
    return {"origin": origin, "size": int(size), "root": base64.b64decode(root).hex()}

if __name__ == "__main__":
    A = argparse.ArgumentParser(); A.add_argument("base"); A.add_argument("--key"); A.add_argument("--state")
    A.add_argument("--witness", action="append", default=[]); A.add_argument("--quorum", type=int, default=0); a = A.parse_args()
    def get(p):
        with urllib.request.urlopen(a.base.rstrip("/") + "/" + p, timeout=30) as r: return r.read()
    before = json.load(open(a.state)) if a.state and os.path.exists(a.state) else None
    try:
        now = check(get, a.key or get("key").decode().strip(), before)
        n = cosigned(get("checkpoint").decode(), a.witness) if a.witness else 0
        if n < a.quorum: wrong(n, "witnesses signed the checkpoint, not", a.quorum)
    except (ValueError, OSError) as e: print("FAIL:", e); sys.exit(1)
    if a.state:
        with open(a.state + ".new", "w") as f: json.dump(now, f)
        os.replace(a.state + ".new", a.state)
    print("OK: %(origin)s size %(size)d root %(root)s" % now, "witnesses", n)

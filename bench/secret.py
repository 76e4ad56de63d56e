#!/usr/bin/env python3
"""secret.py URL DATA N - asks for codes and private links that lead nowhere, one at a time, in an order that is drawn.

A line for each sort that is compared with unknown codes: its name, its median and theirs (us), how often one of it is slower
than one of them (rank sum: 0.50 is no difference), and the goal."""
import bisect, http.client, random, sqlite3, statistics, sys, time, urllib.parse

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
WARM = 200

host, n = urllib.parse.urlparse(sys.argv[1]).netloc, int(sys.argv[3])
chance = random.Random(7)


def check(body):  # Luhn modulo 32, as src/text/code.c has it
    total, factor = 0, 2
    for k in reversed(body):
        part = ALPHABET.index(k) * factor
        total, factor = total + part // 32 + part % 32, 3 - factor
    return -total % 32


def code(prefix, off=0):
    body = "".join(chance.choices(ALPHABET, k=8))
    return "%s-%s-%s-%s" % (prefix, body[:4], body[4:], ALPHABET[(check(body) + off) % 32])


conn = http.client.HTTPConnection(host)


def ask(path):
    conn.request("GET", path)
    answer = conn.getresponse()
    answer.read()
    return answer.status


# A code opens what everybody may know: of some files that is nothing.
data = sqlite3.connect("file:%s?mode=ro" % sys.argv[2], uri=True)
hidden = [r[0] for r in data.execute("SELECT code FROM casefile") if ask("/tra-cuu?ma=" + r[0]) == 404]
if not hidden:
    sys.exit("the demo has no file that only the office may see")
prefixes = [c[:2] for c in hidden]

# sort: how to ask for one of it
SORTS = {
    "unknown": lambda: "/tra-cuu?ma=" + code(chance.choice(prefixes)),
    "unknown again": lambda: "/tra-cuu?ma=" + code(chance.choice(prefixes)),
    "mistyped": lambda: "/tra-cuu?ma=" + code(chance.choice(prefixes), 1 + chance.randrange(31)),
    "forbidden": lambda: "/tra-cuu?ma=" + chance.choice(hidden),
    "wrong link": lambda: "/tra-cuu/" + "".join(chance.choices(ALPHABET.lower(), k=26)),
}
# Whether a code is well formed anybody can work out without asking, so there is no goal for one that is not.
COMPARED = [
    ("control: unknown codes, under another name", "unknown again", "<= 1.05"),
    ("codes of what only the office may see", "forbidden", "<= 1.05"),
    ("private links that are wrong", "wrong link", "<= 1.05"),
    ("codes with a wrong character", "mistyped", ""),
]

order = [s for s in SORTS for _ in range(n + WARM)]
chance.shuffle(order)
took = {s: [] for s in SORTS}
for sort in order:
    path = SORTS[sort]()
    began = time.perf_counter_ns()
    status = ask(path)
    took[sort].append((time.perf_counter_ns() - began) / 1000)
    if status != 404:
        sys.exit("%s was answered %d" % (path, status))

b = sorted(took["unknown"][WARM:])
for name, sort, goal in COMPARED:
    a = took[sort][WARM:]
    slower = sum(bisect.bisect_left(b, x) + bisect.bisect_right(b, x) for x in a) / 2 / len(a) / len(b)
    print("%s\t%.1f\t%.1f\t%.3f\t%s" % (name, statistics.median(a), statistics.median(b), slower, goal))

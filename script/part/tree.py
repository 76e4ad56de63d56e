#!/usr/bin/env python3
"""tree.py CHECK - one check over the source tree; prints FILE:LINE: what is wrong, exit 1 if anything.

layers    a folder includes only its own headers and those of lines above it in src/layers
bans      calls a slice may not make (memory, time, chance, output belong to the layers above)
sqlite    SQLite is named in src/store only
messages  every key is in every language and is used somewhere
links     links in the docs lead somewhere; scripts they name exist
paths     no absolute path of one machine
lengths   functions over 60 lines, files over 600 (advice: always exit 0)
"""
import os, re, subprocess, sys

BANNED = ("malloc calloc realloc free strdup strcpy strcat strncpy sprintf strtok gmtime localtime time "
          "rand getenv printf system popen exit setjmp longjmp").split()
FIRST_SLICE = "unit"   # from this layer down the bans hold ...
SHELL = "app"          # ... but for the program around the services, which has a terminal and an end
FUNCTION_MAX, FILE_MAX = 60, 600
faults = []


def fault(path, line, text):
    faults.append("%s:%d: %s" % (path, line, text))


def read(path):
    with open(path, encoding="utf-8", errors="replace") as f:
        return f.read()


def files(top, *endings):
    return sorted(os.path.join(d, f) for d, _, names in os.walk(top) for f in names if f.endswith(endings))


def kept():
    """The files that are, or are about to be, under version control."""
    try:
        out = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True, check=True).stdout
        return [p for p in out.split("\n") if p and os.path.isfile(p)]
    except (OSError, subprocess.CalledProcessError):
        skip = {"build", "node_modules", ".git"}
        return [os.path.join(d, f)[2:] for d, sub, names in os.walk(".") if not sub.sort()
                and not (set(d.split("/")) & skip) for f in names]


def bare(text, strings=False):
    """C without comments (and without the contents of strings); lines stay where they are."""
    def blank(m):
        s = m[0]
        if s[0] in "\"'":
            return s if strings else s[0] + s[0]
        return re.sub(r"[^\n]", " ", s)
    return re.sub(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', blank, text, flags=re.S)


def layer_table():
    rank, n = {}, 0
    for line in read("src/layers").split("\n"):
        names = line.split("#")[0].split()
        if names:
            n += 1
            rank.update({name: n for name in names})
    return rank


def layers():
    rank = layer_table()
    for path in files("src", ".c", ".h", ".html"):
        own = path.split("/")[1]
        if path.count("/") > 1 and own not in rank:
            fault(path, 1, "folder %s is not in src/layers" % own)
            continue
        form = r'^\{include "([^"]+)"\}' if path.endswith(".html") else r'^\s*#\s*include\s+"([^"]+)"'
        for n, line in enumerate(read(path).split("\n"), 1):
            m = re.match(form, line)
            other = m[1].split("/")[0] if m and "/" in m[1] else own
            if other == own:
                continue
            if other not in rank:
                fault(path, n, "%s is not in src/layers" % other)
            elif rank[other] >= rank.get(own, 0):
                fault(path, n, "%s may not include %s: it is not on a line above" % (own, other))


def bans():
    rank = layer_table()
    call = re.compile(r"(?<![\w.>])(%s)\s*\(" % "|".join(BANNED))
    for path in files("src", ".c", ".h"):
        own = path.split("/")[1]
        if rank.get(own, 0) < rank.get(FIRST_SLICE, 0) or own == SHELL or re.search(r"_(test|fuzz)\.c$", path):
            continue
        for n, line in enumerate(bare(read(path)).split("\n"), 1):
            for m in call.finditer(line):
                fault(path, n, "%s() is not for slices" % m[1])


def sqlite():
    for path in files("src", ".c", ".h"):
        if path.startswith("src/store/"):
            continue
        for n, line in enumerate(bare(read(path), strings=True).split("\n"), 1):
            if re.search(r"sqlite3", line, re.I):
                fault(path, n, "only src/store may name SQLite")


def messages():
    langs = {"vi": {}, "en": {}}
    for path in files("src", "vi.txt", "en.txt"):
        lang = langs.get(os.path.basename(path)[:2]) if re.search(r"/(vi|en)\.txt$", path) else None
        for n, line in enumerate(read(path).split("\n"), 1):
            if lang is not None and line.strip() and not line.startswith("#"):
                lang[line.split()[0]] = (path, n)
    for a, b in (("vi", "en"), ("en", "vi")):
        for key in langs[a].keys() - langs[b].keys():
            fault(*langs[a][key], "%s is not in %s.txt" % (key, b))
    ids, literals = set(), set()
    for path in files("src", ".c", ".h", ".html"):
        text = read(path)
        ids |= set(re.findall(r"\bMSG_(\w+)", text))
        literals |= set(re.findall(r'"([\w.%-]+)"', text)) | set(re.findall(r"_FIELD\(\s*\w+,\s*(\w+)", text))
        if path.endswith(".html"):
            literals |= set(re.findall(r"\{t\s+([\w.-]+)", text))
    # a key is used under its id, by its name, or put together from a literal and the rest
    for key, where in langs["vi"].items():
        parts = key.split(".")
        starts = {".".join(parts[:i]) for i in range(1, len(parts) + 1)}
        if re.sub(r"[.-]", "_", key) not in ids and not starts & literals:
            fault(*where, "%s is used nowhere" % key)


def anchors(text):
    heads = re.findall(r"^#+\s+(.*)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", h.lower()).strip().replace(" ", "-") for h in heads}


def links():
    for path in [p for p in kept() if p.endswith(".md")]:
        text, here = read(path), os.path.dirname(path)
        for n, line in enumerate(text.split("\n"), 1):
            for target in re.findall(r"\]\(([^)\s]+)\)", line):
                if re.match(r"[a-z]+:", target):
                    continue
                name, _, anchor = target.partition("#")
                to = os.path.normpath(os.path.join(here, name)) if name else path
                if not os.path.exists(to):
                    fault(path, n, "%s is not there" % target)
                elif anchor and to.endswith(".md") and anchor not in anchors(read(to)):
                    fault(path, n, "%s has no heading for #%s" % (to, anchor))
            for script in re.findall(r"(?<![\w/.])script/[a-z]+(?:-[a-z]+)*\b(?!/)", line):
                if not os.path.exists(script):
                    fault(path, n, "%s is not there" % script)


def paths():
    own = re.compile(r"(?<![\w.$}/)*-])/(?:work|root|home)/")
    for path in kept():
        if re.search(r"\.(woff2|png|jpe?g|ico|pdf|gz)$", path):
            continue
        for n, line in enumerate(read(path).split("\n"), 1):
            if own.search(line):
                fault(path, n, "a path of one machine: %s" % line.strip()[:80])


def lengths():
    for path in files("src", ".c", ".h") + files("tool", ".c") + files("test", ".c"):
        lines = read(path).split("\n")
        if len(lines) > FILE_MAX:
            print("%s:1: %d lines; split it by noun" % (path, len(lines)))
        start = 0
        for n, line in enumerate(lines, 1):
            if line == "{":
                start = n
            elif line == "}" and start:
                if n - start + 1 > FUNCTION_MAX:
                    print("%s:%d: a function of %d lines" % (path, start - 1, n - start + 1))
                start = 0


CHECKS = {f.__name__: f for f in (layers, bans, sqlite, messages, links, paths, lengths)}
if len(sys.argv) != 2 or sys.argv[1] not in CHECKS:
    sys.exit(__doc__)
CHECKS[sys.argv[1]]()
print("\n".join(faults[:100]))
if len(faults) > 100:
    print("and %d more" % (len(faults) - 100))
sys.exit(1 if faults else 0)

"""fill.py - data for benchmarks, made directly and fast.

fill.py units N            the list of units of a province, as `kheo import units` reads it
fill.py casefiles FILE N   N models of all states into a data file with units: files, their acts, the counts
                           each act noted, and the tallies rolled up; `kheo verify` finds nothing wrong

The same numbers give the same data."""
import csv
import datetime
import random
import sqlite3
import sys
from collections import Counter

COMMUNES = 100
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
EPOCH = datetime.date(1970, 1, 1)
FIRST, DAYS = datetime.date(2024, 7, 1), 730  # two years, whatever the number of files
FIELDS = ["kinh_te", "van_hoa_xa_hoi", "quoc_phong_an_ninh", "xay_dung_htct"]
SUBJECTS = ["tap_the", "ca_nhan"]
# The way of a model as src/movement/model.c has it: event, what it is counted as, state after.
WAY = [("create", "create", "draft"), ("submit", "dang_ky", "submitted"), ("take", "take", "appraising"),
       ("appraise_pass", "tham_dinh", "appraised"), ("recognise", "cong_nhan", "recognised"), ("publish", "publish", "recognised")]
CLOSED = {"recognised"}
CAMPAIGNS = ["DVK", "TDDKXDDSVH", "DODN"]
LAWFUL = {"dang_ky", "tham_dinh", "cong_nhan"}  # of the way: what is counted by campaign too


def units(n):
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow("code,name,kind,parent_code,valid_from,valid_to,predecessor_codes,partial_predecessors,code_source,source,note".split(","))
    out.writerow(["T", "Tỉnh Mẫu", "tinh", "", "2020-01-01", "", "", "", "local", "", ""])
    for i in range(min(COMMUNES, n - 1)):
        out.writerow([f"X{i}", f"Xã Mẫu {i}", "xa", "T", "2020-01-01", "", "", "", "local", "", ""])
    for i in range(n - 1 - COMMUNES):
        out.writerow([f"H{i}", f"Thôn Mẫu {i}", "don_vi", f"X{i % COMMUNES}", "2020-01-01", "", "", "", "local", "", ""])


def code_of(n):
    """MH-XXXX-XXXX-C with the check character of src/text/code.c (Luhn modulo 32)."""
    digits = [n >> (5 * (7 - i)) & 31 for i in range(8)]
    total = 0
    for i, d in enumerate(reversed(digits)):
        d *= 1 + (i % 2 == 0)
        total += d // 32 + d % 32
    text = "".join(ALPHABET[d] for d in digits)
    return f"MH-{text[:4]}-{text[4:]}-{ALPHABET[-total % 32]}"


def casefiles(path, n):
    chance = random.Random(1)
    db = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "foreign_keys=OFF", "cache_size=-200000"):
        db.execute(f"PRAGMA {pragma}")
    db.execute("BEGIN")
    above = {}
    for unit, over in db.execute("SELECT unit, above FROM unit_above"):
        above.setdefault(unit, []).append(over)
    places = [u for u, in db.execute("SELECT id FROM unit WHERE in_force = 1 AND wide = 0 ORDER BY id")]
    files, acts, models, linked, words, own = [], [], [], [], [], Counter()
    numbers = chance.sample(range(1 << 40), n)
    for id in range(1, n + 1):
        unit, field, subject = places[id % len(places)], FIELDS[chance.randrange(4)], SUBJECTS[chance.randrange(2)]
        facet = f"{field}/{subject}"
        opened = FIRST + datetime.timedelta(days=chance.randrange(DAYS))
        steps = chance.choice((1, 2, 3, 4, 5, 6, 6, 6))
        campaigns = chance.sample(CAMPAIGNS, chance.randrange(3))
        linked += [(id, campaign) for campaign in campaigns]
        before, done, recognised = "", opened, 0
        for seq, (event, measure, state) in enumerate(WAY[:steps], 1):
            done = min(done + datetime.timedelta(days=chance.randrange(20) * (seq > 1)), FIRST + datetime.timedelta(days=DAYS - 1))
            month = done.year * 100 + done.month
            counts = [(unit, measure, month, 1, facet)]
            if before and before != state:
                counts.append((unit, "=" + before, opened.year, -1, facet))
            if before != state:
                counts.append((unit, "=" + state, opened.year, 1, facet))
            if measure in LAWFUL:
                counts += [(unit, f"{measure}@{campaign}", month, 1, facet) for campaign in campaigns]
            if event == "recognise":
                recognised = done
            if event == "publish":
                counts.append((unit, "public", month, 1, facet))
                counts += [(unit, f"public@{campaign}", recognised.year, 1, facet) for campaign in ["", *campaigns]]
            for u, m, when, k, f in counts:
                own[u, m, when, f] += k
            day = (done - EPOCH).days
            acts.append((id, seq, "model", event, measure, before, state, "bench", "", "", "", unit, unit, facet, day * 86400000, day,
                         month, "", "", "", "".join(f"{u} {m} {when} {k} {f}\n" for u, m, when, k, f in counts), 0))
            before = state
        public = steps == len(WAY)
        files.append((id, "model", code_of(numbers[id - 1]), unit, before, f"Mô hình mẫu {id}" + " trẻ" * (id % 100 == 7), facet, steps, (opened - EPOCH).days,
                      opened.year, day if before in CLOSED else 0, public))
        models.append((id, subject, field, f"mo hinh mau {id}" + " tre" * (id % 100 == 7), unit, recognised.year - 1 if recognised else 0,
                       (recognised - EPOCH).days if public else 0, unit if public else 0))
        if public:  # what it is found by: of every hundred, one has "tre"
            words += [(word, (recognised - EPOCH).days, id) for word in
                      ["mo", "hinh", "mau", str(id), *"lam cho lang sach".split(), *(["tre"] if id % 100 == 7 else []), *("@" + k for k in campaigns)]]
    put(db, "casefile (id, kind, code, unit, state, title, facet, version, opened, year, closed, public)", files)
    put(db, "act (casefile, seq, kind, event, measure, before, after, actor, actor_name, proposer, proposer_name, unit, acting_unit, "
            "facet, at, done, month, document, note, undo, counts, due)", acts)
    db.executemany("INSERT INTO model (id, subject_kind, field, name_fold, another_reason, partners, place, start_on, end_on, goal, "
                   "method, participants, beneficiaries, resources, cost_vnd, expected_result, actual_result, lead_name, lead_phone, "
                   "person_name, person_birth_year, person_job, kept, listed, listed_in) VALUES (?, ?, ?, ?, '', '', ?, 0, 0, 'Làm cho làng sạch', '', 10, 100, "
                   "'', 0, '', '', '', '', '', 0, '', ?, ?, ?)", models)
    put(db, "model_campaign (model, campaign)", linked)
    put(db, "model_word (word, listed, model)", sorted(words))
    total = Counter()
    for (unit, measure, month, facet), k in own.items():
        for over in above[unit]:
            total[over, measure, month, facet] += k
    put(db, "tally (unit, kind, measure, month, facet, n, own)",
        [(u, "model", m, when, f, k, own.get((u, m, when, f), 0)) for (u, m, when, f), k in sorted(total.items())])
    db.execute("COMMIT")
    db.execute("PRAGMA journal_mode=WAL")
    db.close()


def put(db, what, rows):
    db.executemany(f"INSERT INTO {what} VALUES ({', '.join('?' * (what.count(',') + 1))})", rows)


if sys.argv[1] == "units":
    units(int(sys.argv[2]))
else:
    casefiles(sys.argv[2], int(sys.argv[3]))

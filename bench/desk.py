"""desk.py - of the data files that bench/desk.c makes.

desk.py procedures             what they are about, as `kheo import procedures` reads it
desk.py paths FILE HOW N       paths of the pages of N dossiers, a line each: by code, or by secret
desk.py count FILE             what lies there: a line of words
desk.py mark FILE              all that is open and runs is to be warned of tonight
desk.py night FILE CLOCK TIME TABLE URL
                               sets the clock and waits until the nightly work is done, while one person after the
                               other hands in a proposal at URL: seconds it took, files it was done for, and of what others
                               waited the median, the 99th per cent and the most, in ms"""
import datetime
import hashlib
import http.client
import json
import os
import random
import sqlite3
import sys
import threading
import time

LIMITS = [5, 7, 10, 15, 20, 25, 30, 20]
KEY = bytes(range(32))  # as bench/desk.c sets it


def procedures():
    print("code,name_vi,field,level,limit_value,limit_unit,after_15h_next_day,fee_vnd,fee_note,verified,note")
    for i in range(40):
        print(f"1.9{i:05},Thủ tục mẫu số {i + 1} về đất đai và hộ tịch,Lĩnh vực mẫu {i % 6 + 1},xa,{LIMITS[i % len(LIMITS)]},ngay_lam_viec,1,0,,no,")


def secret(code):
    """The private link of src/casework/link.c."""
    digest = hashlib.blake2b(code.encode(), digest_size=16, key=KEY).digest()
    bits = int.from_bytes(digest, "big") << 2
    return "".join("0123456789abcdefghjkmnpqrstvwxyz"[bits >> (5 * i) & 31] for i in range(25, -1, -1))


def paths(file, how, n):
    db = sqlite3.connect(file)
    last = db.execute("SELECT max(id) FROM casefile").fetchone()[0]
    chance = random.Random(7)
    for _ in range(n):
        code = db.execute("SELECT code FROM casefile WHERE id = ?", (chance.randint(1, last),)).fetchone()[0]
        print("/tra-cuu?ma=" + code if how == "code" else "/tra-cuu/" + secret(code))


def count(file):
    db = sqlite3.connect(file)
    one = lambda sql: db.execute(sql).fetchone()[0]
    print(f"{one('SELECT max(id) FROM casefile'):,} dossiers, {one('SELECT max(id) FROM act'):,} acts,",
          f"{one('SELECT count(*) FROM casefile WHERE kind = ' + chr(39) + 'dossier' + chr(39) + ' AND closed = 0'):,} open,",
          f"{one('SELECT count(*) FROM apology'):,} apologies; {os.path.getsize(file) / 1e9:.1f} GB")


def mark(file, day):
    db = sqlite3.connect(file)
    db.execute("UPDATE casefile SET warn = ? WHERE id IN (SELECT id FROM casefile WHERE kind = 'dossier' AND closed = 0 AND clock = 1)", (day,))
    db.commit()


# What is still to be done, of each table of work, and how the work is known.
LEFT = {"warn": "SELECT count(*) FROM casefile WHERE clock = 1 AND warn > 0 AND warn <= ?",
        "breach": "SELECT count(*) FROM casefile WHERE clock = 1 AND late = 0 AND due <= ?"}


def hand_in(url, waits, stop):
    host = url.split("//")[1]
    n = 0
    line = http.client.HTTPConnection(host)
    while not stop.is_set():
        n += 1
        body = json.dumps({"name": f"Tổ tự quản số {n}", "what": "Dọn kênh mỗi sáng chủ nhật suốt một năm.", "place_unit_id": f"X{n % 100}",
                           "proposer_name": "Nguyễn Văn Mẫu", "proposer_phone": "0912345678"})
        began = time.monotonic()
        line.request("POST", "/phong-trao/gioi-thieu.json", body.encode(), {"Content-Type": "application/json"})
        answer = line.getresponse()
        answer.read()
        if answer.status != 201:
            os._exit(1)
        waits.append((time.monotonic() - began) * 1000)
        time.sleep(0.005)


def night(file, clock, when, table, url):
    day = (datetime.date.fromisoformat(when[:10]) - datetime.date(1970, 1, 1)).days
    db = sqlite3.connect(file)
    left = lambda: db.execute(LEFT[table], (day,)).fetchone()[0]
    n = left()
    before, waits, stop = [], [], threading.Event()
    thread = threading.Thread(target=hand_in, args=(url, before, stop))
    thread.start()
    time.sleep(3)
    stop.set()
    thread.join()
    stop.clear()
    thread = threading.Thread(target=hand_in, args=(url, waits, stop))
    thread.start()
    began = time.monotonic()
    with open(clock + ".new", "w") as f:
        f.write(when)
    os.rename(clock + ".new", clock)
    while left() and time.monotonic() - began < 120:
        time.sleep(0.05)
    took = time.monotonic() - began
    stop.set()
    thread.join()
    before.sort()
    waits.sort()
    at = lambda all, share: all[min(len(all) - 1, int(len(all) * share))]
    print(f"{took:.2f} {n - left()} {at(waits, .5):.1f} {at(waits, .99):.1f} {waits[-1]:.1f} {at(before, .5):.1f} {at(before, .99):.1f} {before[-1]:.1f}")


if sys.argv[1] == "procedures":
    procedures()
elif sys.argv[1] == "paths":
    paths(sys.argv[2], sys.argv[3], int(sys.argv[4]))
elif sys.argv[1] == "count":
    count(sys.argv[2])
elif sys.argv[1] == "mark":
    mark(sys.argv[2], int(sys.argv[3]))
else:
    night(*sys.argv[2:])

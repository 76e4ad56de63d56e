"""tallies.py SMALL LARGE ROUNDS - what the figures of the province cost: the tallies in both files, and counting the
records of the large one; a line each of name and microseconds (the median of rounds that alternate). Stops where
the tallies and the records do not agree."""
import re
import sqlite3
import statistics
import sys
import time

# the year 2025
WHEN = {"from_month": 202501, "to_month": 202512, "from_day": 20089, "to_day": 20453, "measure": "cong_nhan", "per": 100}
SQL = open("src/figures/statistics.sql", encoding="utf-8").read()
TALLY = 'SELECT facet, sum("n int") FROM (%s) GROUP BY facet ORDER BY facet' % re.search(
    r"^-- flow_cells\(.*?\n(.*?);", SQL, re.M | re.S).group(1)  # what the page asks, summed as it sums
RECORDS = """SELECT x.facet, count(*) FROM act x {tree}
    WHERE x.kind = 'model' AND x.measure = 'cong_nhan' AND x.done BETWEEN :from_day AND :to_day
      AND NOT EXISTS (SELECT 1 FROM act v WHERE v.voids = x.id AND v.voids > 0)
    GROUP BY x.facet ORDER BY x.facet"""
ANY_UNIT = RECORDS.format(tree="JOIN unit_above a ON a.unit = x.unit AND a.above = :unit")
NO_TREE = RECORDS.format(tree="")  # only right for the top: the cheapest that can be asked


def opened(path):
    db = sqlite3.connect(path)
    db.execute("PRAGMA cache_size=-65536")
    root = db.execute("SELECT id FROM unit WHERE parent = 0 AND wide = 1").fetchone()[0]
    return db, dict(WHEN, unit=root)


def used(values, sql):
    return {k: v for k, v in values.items() if ":" + k in sql}


def us(db, values, sql, times):
    values = used(values, sql)
    began = time.perf_counter()
    for _ in range(times):
        db.execute(sql, values).fetchall()
    return (time.perf_counter() - began) / times * 1e6


small, large = opened(sys.argv[1]), opened(sys.argv[2])
for db, values in (small, large):
    said = [db.execute(sql, used(values, sql)).fetchall() for sql in (TALLY, ANY_UNIT, NO_TREE)]
    if said[0] != said[1] or said[0] != said[2] or not said[0]:
        sys.exit(f"tallies and records do not agree: {said}")
series = {"tally.small": (*small, TALLY, 2000), "tally.large": (*large, TALLY, 2000), "records.any": (*large, ANY_UNIT, 1),
          "records.top": (*large, NO_TREE, 1)}
times = {name: [] for name in series}
for _ in range(int(sys.argv[3])):
    for name, x in series.items():
        times[name].append(us(*x))
for name, all in times.items():
    print(name, statistics.median(all))

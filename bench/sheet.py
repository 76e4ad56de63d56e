"""The rows of sheet.c by a library for Python, as it is told to write without keeping them: rows a second, kB at most.
usage: sheet.py xlsxwriter|openpyxl N FILE"""
import datetime, resource, sys, time

which, n, name = sys.argv[1], int(sys.argv[2]), sys.argv[3]
HEAD = ["code", "name", "unit", "field", "subject", "state", "day", "people", "cost", "decision"]
FIRST = datetime.date(1970, 1, 1) + datetime.timedelta(14000)


def row(i):
    return [f"MH-{i:08}", "Tổ liên kết trồng thanh long theo hướng hữu cơ", "Xã Hàm Thuận Bắc", "kinh_te", "tap_the",
            "recognised", FIRST + datetime.timedelta(i % 6000), i % 1000, i * 1000, "12/QĐ-UBND"]


begin = time.monotonic()
if which == "xlsxwriter":
    import xlsxwriter
    book = xlsxwriter.Workbook(name, {"constant_memory": True, "default_date_format": "dd/mm/yyyy"})
    page = book.add_worksheet("x")
    page.write_row(0, 0, HEAD)
    for i in range(n):
        page.write_row(i + 1, 0, row(i))
    book.close()
else:
    import openpyxl
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet("x")
    page.append(HEAD)
    for i in range(n):
        page.append(row(i))
    book.save(name)
print(round(n / (time.monotonic() - begin)), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)

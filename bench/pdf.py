"""What the worker is asked to draw, as HTML with the same words in the same places, for WeasyPrint and LibreOffice.
usage: pdf.py FILLED >receipt.html"""
import html, sys

STYLE = """@page { size: A4; margin: 20mm 15mm 20mm 30mm }
body { font: 13pt "Liberation Serif"; margin: 0 } p { margin: 0 0 4pt } h1 { font-size: 14pt; text-align: center }
table { border-collapse: collapse; width: 100% } .lines td, .lines th { border: 1px solid; padding: 2pt 4pt }
.half td { width: 50%; text-align: center; vertical-align: top } .small { font-size: 11pt }"""


def text(s):
    s = html.escape(s)
    for code, mark in ("\x01", "<b>"), ("\x02", "</b>"), ("\x03", "<i>"), ("\x04", "</i>"), ("\x0b", "<br>"):
        s = s.replace(code, mark)
    return s


out, columns, slot, table = [], [], {}, False
title = foot = ""


def table_end():
    global table
    if table:
        out.append("</table>")
    table = False
    columns.clear()


for line in open(sys.argv[1], encoding="utf-8", newline="\n").read().split("\n"):
    word, _, rest = line.partition(" ")
    cell = rest.split("\t")
    if word not in ("row", "column"):
        table_end()
    if word == "form":
        title, foot = cell[3], cell[4]
    elif word == "head":
        out.append('<table class="half"><tr><td>%s<br><b>%s</b></td><td><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - '
                   'Tự do - Hạnh phúc</b></td></tr><tr><td>%s</td><td><i>%s</i></td></tr></table>' % tuple(map(text, cell)))
    elif word == "title":
        out.append("<h1>%s</h1>" % text(rest))
    elif word == "about":
        out.append('<p style="text-align: center"><b>%s</b></p>' % text(rest))
    elif word in ("line", "text"):
        out.append("<p>%s</p>" % text(rest))
    elif word == "column":
        columns.append(cell)
    elif word == "row":
        if not table:
            out.append('<table class="lines"><tr>%s</tr>' %
                       "".join('<th width="%s%%">%s</th>' % (c[0], text(c[2])) for c in columns))
        table = True
        out.append("<tr>%s</tr>" % "".join("<td>%s</td>" % text(c) for c in cell))
    elif word == "qr":
        out.append('<table><tr><td width="110"><img src="qr.svg" width="100" height="100"></td><td>%s</td></tr></table>' % text(cell[1]))
    elif word in ("left", "right", "recipients"):
        slot[word] = cell + ["", ""]
    elif word == "sign":
        out.append('<table class="half"><tr>%s</tr></table>' % "".join(
            "<td><b>%s</b><br><i>%s</i><br><br><br><br><b>%s</b></td>" % tuple(map(text, slot[s][:3])) for s in ("left", "right")))
out.append('<p class="small">%s</p>' % text(foot))
print('<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8"><title>%s</title><style>%s</style></head><body>\n%s\n</body></html>'
      % (text(title), STYLE, "\n".join(out)))

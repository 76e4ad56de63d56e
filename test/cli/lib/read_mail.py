"""read_mail.py FOLDER - reads every mail of a test with Python's own parser, and fails at the first that is not as it
should be; prints a line for each: RECIPIENT TAB SUBJECT TAB MESSAGE-ID."""
import email, email.policy, email.utils, html, os, re, sys

folder = sys.argv[1]
wrong = []


def check(good, name, what):
    if not good:
        wrong.append("%s: %s" % (name, what))


for f in sorted((f for f in os.listdir(folder) if f.endswith(".eml")), key=lambda f: int(f[:-4])):
    name = f[:-4]
    raw = open(os.path.join(folder, f), "rb").read()
    sender, *to = open(os.path.join(folder, name + ".to")).read().split()
    head, _, body = raw.partition(b"\r\n\r\n")
    check(len(to) == 1, name, "%d recipients" % len(to))
    check(b"\n" not in raw.replace(b"\r\n", b""), name, "a bare line feed")
    for line in raw.split(b"\r\n"):
        check(len(line) <= 998, name, "a line of %d" % len(line))
        check(line.isascii(), name, "a line that is not ASCII")
    for line in head.split(b"\r\n"):
        check(len(line) <= 78 or b"boundary=" in line, name, "a header line of %d" % len(line))  # that one is libcurl's
    m = email.message_from_bytes(raw, policy=email.policy.default)
    check(not m.defects, name, "defects %r" % m.defects)
    for h in ("From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Auto-Submitted", "List-Unsubscribe", "List-Unsubscribe-Post"):
        check(len(m.get_all(h, [])) == 1, name, "%d times %s" % (len(m.get_all(h, [])), h))
        check(not m[h].defects if m[h] is not None else True, name, "%s is broken: %r" % (h, m[h] is not None and m[h].defects))
    check(m["Bcc"] is None and m["Cc"] is None and m["X-Injected"] is None, name, "a header nobody put there")
    check([a.addr_spec for a in m["To"].addresses] == to, name, "To is %s, the envelope %s" % (m["To"], to))
    check([a.addr_spec for a in m["From"].addresses] == [sender], name, "From is %s, the envelope %s" % (m["From"], sender))
    check(re.fullmatch(r"<[0-9a-f]{32}@[a-z.]+>", m["Message-ID"].strip()) is not None, name, "Message-ID %s" % m["Message-ID"])
    check(m["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click", name, "no one-click")
    check(email.utils.parsedate_to_datetime(m["Date"]).utcoffset().total_seconds() == 7 * 3600, name, "Date %s" % m["Date"])
    check(m.get_content_type() == "multipart/alternative", name, m.get_content_type())
    kinds = [p.get_content_type() for p in m.iter_parts()]
    check(kinds == ["text/plain", "text/html"], name, "parts %s" % kinds)
    plain, markup = [p.get_content() for p in m.iter_parts()]
    check("�" not in plain + markup + m["Subject"], name, "a broken character")
    check("=?" not in m["Subject"], name, "Subject %s" % m["Subject"])
    shown = html.unescape(markup)
    for line in plain.replace("\r\n", "\n").split("\n-- \n")[0].split("\n\n"):
        check(line.split(":\nhttp")[0].strip() in shown, name, "the HTML part lacks: %s" % line)
    check("<script" not in markup and "src=" not in markup and "style" not in markup, name, "something loaded or run")
    print("%s\t%s\t%s" % (to[0], m["Subject"], m["Message-ID"].strip()))
for w in wrong[:10]:
    print(w, file=sys.stderr)
sys.exit(1 if wrong else 0)

"""read_feed.py FILE ADDRESS - is it a feed that every reader takes? The rules of RFC 4287 (and of RFC 3339, 3987 where it
refers to them), as a validator asks them, with Python's own parsers. ADDRESS: where the file was fetched. Prints a line
for each entry: UPDATED TAB ID TAB TITLE; each rule that is broken is said on standard error."""
import datetime, html.parser, re, sys, urllib.parse
import xml.etree.ElementTree as tree

ATOM, XML = "{http://www.w3.org/2005/Atom}", "{http://www.w3.org/XML/1998/namespace}"
raw, address = open(sys.argv[1], "rb").read(), sys.argv[2]
wrong = []
NOW = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=3660)  # the clock of a test may be ahead
IN_FEED = {"author", "category", "contributor", "generator", "icon", "id", "link", "logo", "rights", "subtitle", "title", "updated", "entry"}
IN_ENTRY = {"author", "category", "content", "contributor", "id", "link", "published", "rights", "source", "summary", "title", "updated"}
VOID = {"br", "hr", "img", "input", "link", "meta", "area", "base", "col", "embed", "source", "track", "wbr"}


def check(good, where, what):
    if not good:
        wrong.append("%s: %s" % (where, what))


def is_iri(s):  # whole, not relative to anything
    return re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+", s) is not None


def name(e):
    return e.tag.removeprefix(ATOM)


class Markup(html.parser.HTMLParser):
    """Escaped HTML as a reader shows it: closed, nothing that runs, every address whole."""

    def __init__(self, where):
        super().__init__(convert_charrefs=True)
        self.open, self.where = [], where

    def handle_starttag(self, tag, attrs):
        check(tag not in ("script", "style", "iframe", "object", "embed", "form"), self.where, "<%s> in the content" % tag)
        for key, value in attrs:
            check(not key.startswith("on") and key != "style", self.where, "attribute %s in the content" % key)
            if key in ("href", "src"):
                check(is_iri(value or ""), self.where, "'%s' in the content is no whole address" % value)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        check(self.open and self.open[-1] == tag, self.where, "</%s> closes %s" % (tag, self.open[-1:]))
        if self.open:
            self.open.pop()


def one(e, child, where):
    found = e.findall(ATOM + child)
    check(len(found) == 1, where, "%d times <%s>, not once" % (len(found), child))
    return (found[0].text or "").strip() if found else ""


def text_of(e, where):  # a text construct (3.1), or content (4.1.3)
    kind = e.get("type", "text")
    check(kind in ("text", "html", "xhtml"), where, "<%s type='%s'>" % (name(e), kind))
    if kind == "xhtml":
        return
    check(len(e) == 0, where, "markup in <%s type='%s'> that is not escaped" % (name(e), kind))
    check((e.text or "").strip() != "", where, "<%s> is empty" % name(e))
    if kind == "html":
        m = Markup(where)
        m.feed(e.text or "")
        m.close()
        check(not m.open, where, "left open in the content: %s" % m.open)


def instant(s, where):  # RFC 3339, T and Z as capitals (3.3)
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", s):
        check(False, where, "'%s' is no instant" % s)
        return None
    try:
        at = datetime.datetime.fromisoformat(s.replace("Z", "+00:00"))
    except ValueError:
        check(False, where, "there is no '%s'" % s)
        return None
    check(at <= NOW, where, "'%s' is in the future" % s)
    return at


def link_check(e, where):
    seen = set()
    for x in e.findall(ATOM + "link"):
        rel, href = x.get("rel", "alternate"), x.get("href", "")
        check(is_iri(href), where, "link '%s' is no whole address" % href)
        check(re.fullmatch(r"[a-z]+|[a-z][a-z0-9+.-]*:\S+", rel) is not None, where, "rel '%s'" % rel)
        if x.get("type") is not None:
            check(re.fullmatch(r"[\w.+-]+/[\w.+-]+(;.*)?", x.get("type")) is not None, where, "type '%s' of a link" % x.get("type"))
        if rel == "alternate":
            key = (x.get("type"), x.get("hreflang"))
            check(key not in seen, where, "two alternates %s" % (key,))
            seen.add(key)
    for x in e.findall(ATOM + "category"):
        check(x.get("term", "") != "", where, "a category without a term")
        check(is_iri(x.get("scheme", "a:b")), where, "scheme of a category")


def rels(e, rel):
    return [x.get("href") for x in e.findall(ATOM + "link") if x.get("rel", "alternate") == rel]


def authors(e, where):
    found = e.findall(ATOM + "author")
    for a in found:
        one(a, "name", where + " author")
        check((a.findtext(ATOM + "name") or "").strip() != "", where, "an author without a name")
    return len(found)


def id_of(e, where):
    s = one(e, "id", where)
    check(is_iri(s), where, "id '%s' is no IRI" % s)
    if s.startswith("tag:"):  # RFC 4151
        check(re.fullmatch(r"tag:[\w.@-]+,\d{4}(-\d\d(-\d\d)?)?:\S*", s) is not None, where, "id '%s' is no tag" % s)
    return s


def finish():
    for w in wrong[:20]:
        print(w, file=sys.stderr)
    sys.exit(1 if wrong else 0)


check(re.match(rb'<\?xml version="1\.0" encoding="utf-8"\?>', raw) is not None, "feed", "it does not begin by saying it is XML in UTF-8")
check(re.search(rb"<!DOCTYPE|<!ENTITY", raw) is None, "feed", "a document type")
try:
    raw.decode("utf-8")
    feed = tree.fromstring(raw)
except (UnicodeDecodeError, tree.ParseError) as e:
    wrong.append("feed: not well-formed: %s" % e)
    finish()

check(feed.tag == ATOM + "feed", "feed", "its root is %s" % feed.tag)
for x in feed.iter():
    check(x.tag.startswith(ATOM) or not x.tag.startswith("{http://www.w3.org/2005/Atom"), "feed", "element %s" % x.tag)
for x in feed:
    check(name(x) in IN_FEED, "feed", "<%s> has no place here" % name(x))
ids = [id_of(feed, "feed")]
one(feed, "title", "feed")
text_of(feed.find(ATOM + "title"), "feed") if feed.find(ATOM + "title") is not None else None
updated = instant(one(feed, "updated", "feed"), "feed")
has_author = authors(feed, "feed") > 0
link_check(feed, "feed")
check(rels(feed, "self") == [address], "feed", "self is %s, it was fetched from %s" % (rels(feed, "self"), address))
check(urllib.parse.urlsplit(address).netloc == urllib.parse.urlsplit((rels(feed, "alternate") or [""])[0]).netloc, "feed", "no page of this site as alternate")
check(feed.get(XML + "lang", "") != "", "feed", "no language")

for n, e in enumerate(feed.findall(ATOM + "entry"), 1):
    where = "entry %d" % n
    for x in e:
        check(name(x) in IN_ENTRY, where, "<%s> has no place here" % name(x))
    ids.append(id_of(e, where))
    title = one(e, "title", where)
    at = instant(one(e, "updated", where), where)
    check(has_author or authors(e, where) > 0, where, "nobody wrote it")
    link_check(e, where)
    for kind in ("title", "summary", "content", "rights"):
        found = e.findall(ATOM + kind)
        check(len(found) <= 1, where, "%d times <%s>" % (len(found), kind))
        for x in found:
            text_of(x, where)
    check(rels(e, "alternate") or e.find(ATOM + "content") is not None, where, "neither content nor alternate")
    published = e.findall(ATOM + "published")
    check(len(published) <= 1, where, "%d times <published>" % len(published))
    for x in published:
        first = instant((x.text or "").strip(), where)
        check(not first or not at or first <= at, where, "changed before it was published")
    check(not at or not updated or at <= updated, where, "newer than the feed says it is")
    print("%s\t%s\t%s" % (at.isoformat() if at else "", ids[-1], title))
check(len(ids) == len(set(ids)), "feed", "an id that is there twice")
check(len(ids) > 1, "feed", "no entry")
finish()

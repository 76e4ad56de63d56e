/* pagegen - turns NAME.html into C functions that return Html. It follows the state of the HTML
 * forwards, so that every expression is escaped for its place or refused.
 * usage: pagegen NAME.html OUT_BASE     writes OUT_BASE.h and OUT_BASE.c
 *   {include "onestop/dossier.h"}       before the first page: types it needs
 *   {page name(Type arg, ...)}          starts Html name(Ctx *c, Type arg, ...)
 *   {x}  {call x}                       C expression, escaped by its type; of type Html, as it is
 *   {url x}  {href x}  {asset a.css}    in a link: one segment or query value; a whole own path; a static file
 *   {t key}  {t key, a, b}  {t (expr)}  message, with arguments, of a computed id
 *   {if x} {elif x} {else} {end}  {each Type v in rows} ... {end}  {set Type v = x}
 *   {# comment}  {lb} {rb}              literal braces */
#include <ctype.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { TEXT_MAX = 1 << 20, WORD_MAX_ = 24, DEPTH_MAX = 24 };
typedef enum { TEXT, TAG_NAME, IN_TAG, ATTR_NAME, AFTER_EQ, BARE, QUOTED, RAW, COMMENT, DECLARATION } Place;
typedef enum { NOTHING, OWN, WORD, DIAL, ELSEWHERE } Start; /* how the value of a link begins */
typedef struct {
    Place place;
    char tag[WORD_MAX_], attr[WORD_MAX_], quote;
    bool keep; /* whitespace, inside <pre> or <textarea> */
    bool gap;  /* a blank must come before the next attribute */
    Start start;
    char word[8]; /* the first letters of a link: a scheme? */
} State;
typedef struct {
    State begin;
    Start start; /* after the branches so far */
    int line, branches;
    bool each, has_else;
} Block;

static const char *path;
static int line = 1, depth;
static bool open;
static State now;
static Block blocks[DEPTH_MAX];
static FILE *h, *c, *literal;
static char *literal_text;
static size_t literal_len;
static char last; /* character of the literal */

__attribute__((format(printf, 1, 2), noreturn)) static void die(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fprintf(stderr, "%s:%d: ", path, line);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
    va_end(ap);
    exit(1);
}

/* ---- literal markup ---- */

static void flush(void)
{
    fclose(literal);
    if (literal_len) fputs("    buf_str(&out, S(\"", c);
    for (size_t i = 0; i < literal_len; i++) {
        char k = literal_text[i];
        if (k == '\n')
            fputs(i + 1 < literal_len ? "\\n\"\n        \"" : "\\n", c);
        else if (k == '"' || k == '\\')
            fprintf(c, "\\%c", k);
        else
            fputc(k, c);
    }
    if (literal_len) fputs("\"));\n", c);
    free(literal_text);
    literal = open_memstream(&literal_text, &literal_len);
    if (!literal) exit(1);
    last = 0;
}

static void append(char *word, char k)
{
    size_t n = strlen(word);
    if (n + 1 < WORD_MAX_) word[n] = (char)tolower((unsigned char)k), word[n + 1] = 0;
}

static bool is_link(void)
{
    static const char *const all[] = {"href",   "action", "src",  "formaction", "poster",
                                      "srcset", "cite",   "data", "xlink:href"};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(now.attr, all[i]) == 0) return true;
    return false;
}

static void check_attr(void)
{
    if (strncmp(now.attr, "on", 2) == 0) die("%s=: events belong in a script file (content security policy)", now.attr);
    if (strcmp(now.attr, "style") == 0) die("style=: styles belong in the style sheet (content security policy)");
    if (strcmp(now.attr, "srcdoc") == 0) die("srcdoc= is not for pages");
}

static void end_of_tag(void)
{
    if (strcmp(now.tag, "pre") == 0 || strcmp(now.tag, "textarea") == 0) now.keep = true;
    if (strcmp(now.tag, "/pre") == 0 || strcmp(now.tag, "/textarea") == 0) now.keep = false;
    bool raw = strcmp(now.tag, "script") == 0 || strcmp(now.tag, "style") == 0;
    now = (State){.place = raw ? RAW : TEXT, .keep = now.keep};
}

/* A literal character in the value of a link: what it starts with decides what may follow. */
static void link_char(const char *s)
{
    if (now.start == NOTHING && *s == '/') {
        if (s[1] == '/') die("a link to another site starts with https:");
        if (strcmp(now.attr, "href") == 0 || strcmp(now.attr, "action") == 0 || strcmp(now.attr, "formaction") == 0) {
            flush();
            fputs("    put_lang(c, &out);\n", c);
        }
        now.start = OWN;
    } else if (now.start == NOTHING && (*s == '?' || *s == '#')) {
        now.start = OWN;
    } else if (now.start == NOTHING || now.start == WORD) {
        size_t n = strlen(now.word);
        now.start = WORD;
        if (n + 1 < sizeof now.word) now.word[n] = (char)tolower((unsigned char)*s);
        if (*s == ':') {
            bool dial = strcmp(now.word, "tel:") == 0 || strcmp(now.word, "mailto:") == 0;
            dial = dial && strcmp(now.attr, "href") == 0 && strcmp(now.tag, "a") == 0;
            if (strcmp(now.word, "javascr") == 0) die("javascript: is not a link");
            now.start = dial ? DIAL : ELSEWHERE;
        }
    }
}

static void in_tag_char(char k)
{
    if (k == '>')
        end_of_tag();
    else if (isspace((unsigned char)k) || k == '/')
        now.gap = false, now.place = IN_TAG;
    else if (now.gap)
        die("put a blank before this attribute");
    else {
        memset(now.attr, 0, sizeof now.attr);
        append(now.attr, k);
        now.place = ATTR_NAME;
    }
}

/* The character at s (more may be looked at) moves the state. */
static void step(const char *s)
{
    char k = *s;
    switch (now.place) {
    case TEXT:
        if (k != '<') return;
        if (strncmp(s, "<!--", 4) == 0)
            now.place = COMMENT;
        else if (s[1] == '!')
            now.place = DECLARATION;
        else if (isalpha((unsigned char)s[1]) || s[1] == '/' || s[1] == '{')
            now.place = TAG_NAME;
        return;
    case TAG_NAME:
        if (k == '>')
            end_of_tag();
        else if (isspace((unsigned char)k) || (k == '/' && *now.tag))
            now.place = IN_TAG;
        else
            append(now.tag, k);
        return;
    case IN_TAG:
        in_tag_char(k);
        return;
    case ATTR_NAME:
        if (k == '=')
            check_attr(), now.place = AFTER_EQ;
        else if (isspace((unsigned char)k) || k == '>' || k == '/')
            in_tag_char(k);
        else
            append(now.attr, k);
        return;
    case AFTER_EQ:
        if (isspace((unsigned char)k)) die("no blank after '='");
        now.place = k == '"' || k == '\'' ? QUOTED : BARE;
        if (now.place == QUOTED) now.quote = k, now.start = NOTHING, memset(now.word, 0, sizeof now.word);
        return;
    case BARE:
        if (isspace((unsigned char)k) || k == '>') in_tag_char(k);
        return;
    case QUOTED:
        if (k == now.quote) {
            now.place = IN_TAG, now.gap = true, now.quote = 0, now.start = NOTHING;
            memset(now.attr, 0, sizeof now.attr);
        } else if (is_link())
            link_char(s);
        return;
    case RAW:
        if (k == '<' && s[1] == '/') now.place = TAG_NAME, memset(now.tag, 0, sizeof now.tag);
        return;
    case COMMENT:
        if (k == '>' && s[-1] == '-' && s[-2] == '-') now.place = TEXT;
        return;
    case DECLARATION:
        if (k == '>') now.place = TEXT;
        return;
    }
}

/* Takes literal markup up to the next brace; a run of whitespace with a newline becomes one newline. */
static const char *take_literal(const char *s)
{
    bool squeeze = !now.keep && now.place != QUOTED && now.place != RAW;
    size_t blank = strspn(s, " \t\r\n");
    if (!open) {
        if (!blank) die("text before the first {page ...}");
        for (; blank; blank--)
            line += *s++ == '\n';
        return s;
    }
    if (blank && squeeze && memchr(s, '\n', blank)) {
        step("\n");
        if (last != '\n') fputc(last = '\n', literal);
        for (; blank; blank--)
            line += *s++ == '\n';
        return s;
    }
    if (*s == '}') die("'}' without '{'; a literal one is {rb}");
    step(s);
    line += *s == '\n';
    fputc(last = *s, literal);
    return s + 1;
}

/* ---- expressions: which place takes which ---- */

static void need_place(const char *what, bool text, bool value)
{
    switch (now.place) {
    case TEXT:
        if (text) return;
        die("%s belongs in a quoted attribute", what);
    case QUOTED:
        if (value) return;
        die("%s is markup; it does not fit in an attribute", what);
    case RAW:
        die("nothing in braces inside <script> or <style>");
    case COMMENT:
        die("nothing in braces inside an HTML comment; {# ...} hides a remark");
    case AFTER_EQ:
    case BARE:
        die("quote the attribute value");
    case TAG_NAME:
    case IN_TAG:
    case ATTR_NAME:
    case DECLARATION:
        die("%s cannot stand inside a tag, outside quotes", what);
    }
}

static void code(void)
{
    flush();
    fprintf(c, "#line %d \"%s\"\n", line, path);
}

static void write_plain(const char *x)
{
    need_place("an expression", true, true);
    if (now.place == QUOTED && is_link()) die("in %s= write {url x} (one part) or {href x} (a whole path)", now.attr);
    code();
    fprintf(c, "    %s(&out, %s);\n", now.place == QUOTED ? "put_attr" : "put", x);
}

static void write_link(bool whole, const char *x)
{
    need_place(whole ? "{href}" : "{url}", false, true);
    if (!is_link()) die("{%s} belongs in a link; write {x} in %s=", whole ? "href" : "url", now.attr);
    if (whole && now.start != NOTHING) die("{href} is the whole path: it comes first in %s=", now.attr);
    if (!whole && now.start != OWN && now.start != DIAL)
        die("a link starts with a fixed /path, ?query or #place before {url}");
    code();
    fprintf(c, whole ? "    put_href(c, &out, %s);\n" : "    put_url(&out, %s);\n", x);
    now.start = now.start == NOTHING ? OWN : now.start;
}

static void write_asset(const char *name)
{
    need_place("{asset}", false, true);
    if (now.start != NOTHING) die("{asset} comes first in %s=", now.attr);
    if (strchr(name, '"') || strchr(name, '\\')) die("{asset name} without quotes");
    code();
    fprintf(c, "    put_asset(&out, \"%s\");\n", name);
    now.start = OWN;
}

/* Writes the arguments, split at the commas outside brackets and strings. */
static int write_args(char *s)
{
    int n = 0, deep = 0;
    char quote = 0, *from = s;
    for (;; s++) {
        if (*s && quote) {
            if (*s == '\\' && s[1])
                s++;
            else if (*s == quote)
                quote = 0;
            continue;
        }
        if (*s == '"' || *s == '\'') quote = *s;
        deep += (*s == '(' || *s == '[') - (*s == ')' || *s == ']');
        if (*s && (*s != ',' || deep)) continue;
        bool done = !*s;
        *s = 0;
        fprintf(c, "%sTEXT(c, %s)", n++ ? ", " : "", from + strspn(from, " "));
        if (done) return n;
        from = s + 1;
    }
}

static void write_message(char *x)
{
    char id[256] = "", *args = x;
    need_place("{t}", true, true);
    if (now.place == QUOTED && is_link()) die("a message is not a link");
    if (*x == '(') { /* a computed message */
        int deep = 0;
        do
            deep += (*args == '(') - (*args == ')');
        while (*args++ && deep);
        if (deep) die("{t (expr)} has no ')'");
        snprintf(id, sizeof id, "%.*s", (int)(args - x), x);
    } else {
        size_t n = strcspn(x, ", ");
        args = x + n;
        snprintf(id, sizeof id, "MSG_%.*s", (int)n, x);
        for (char *q = id; *q; q++) {
            if (*q == '.' || *q == '-')
                *q = '_';
            else if (!isalnum((unsigned char)*q) && *q != '_')
                die("'%.*s' is not a message key", (int)n, x);
        }
        if (n == 0) die("{t key.of.message}");
    }
    args += strspn(args, " ");
    if (*args && *args != ',') die("after the message key comes '}' or ','");
    code();
    if (!*args) {
        fprintf(c, "    put_msg(c, &out, %s);\n", id);
        return;
    }
    fprintf(c, "    put_msg_with(c, &out, %s, (Str[]){", id);
    int n = write_args(args + 1);
    fprintf(c, "}, %d);\n", n);
}

/* ---- blocks ---- */

static void begin_block(bool each)
{
    if (now.place == ATTR_NAME) die("put a blank before this block");
    if (now.place != TEXT && now.place != IN_TAG && now.place != QUOTED) need_place("a block", true, true);
    if (depth == DEPTH_MAX) die("blocks more than %d deep", DEPTH_MAX);
    blocks[depth++] = (Block){.begin = now, .line = line, .each = each};
}

/* A branch ends in the state in which the block began; a link must start the same way in all. */
static void end_branch(const char *word)
{
    if (!depth) die("{%s} without {if} or {each}", word);
    Block *b = &blocks[depth - 1];
    if (now.place == ATTR_NAME && b->begin.place == IN_TAG) {
        check_attr();
        now.place = IN_TAG, now.gap = true, memset(now.attr, 0, sizeof now.attr);
    }
    if (now.place == IN_TAG && b->begin.place == IN_TAG) memset(now.attr, 0, sizeof now.attr);
    if (now.place != b->begin.place || strcmp(now.tag, b->begin.tag) != 0 || strcmp(now.attr, b->begin.attr) != 0 ||
        now.quote != b->begin.quote || now.keep != b->begin.keep)
        die("this branch does not end where the block of line %d began (inside a tag, a value or <pre>)", b->line);
    if (b->branches++ && now.start != b->start) die("the branches start this link differently");
    b->start = now.start;
}

static void write_else(const char *word, const char *x)
{
    end_branch(word);
    Block *b = &blocks[depth - 1];
    if (b->each || b->has_else) die("{%s} does not belong here", word);
    code();
    if (*word == 'e' && word[2] == 'i')
        fprintf(c, "    } else if (%s) {\n", x);
    else
        fputs("    } else {\n", c), b->has_else = true;
    now = b->begin;
}

static void write_end(void)
{
    end_branch("end");
    Block *b = &blocks[--depth];
    if (!b->has_else && b->begin.start != b->start) die("without {else} this link may have no start");
    flush();
    fputs(b->each ? "    }\n    }\n" : "    }\n", c);
}

static void write_each(char *x)
{
    char *in = strstr(x, " in "), *name, *end;
    if (!in) die("{each Type v in rows}");
    for (end = in; end > x && end[-1] == ' '; end--) {
    }
    for (name = end; name > x && (isalnum((unsigned char)name[-1]) || name[-1] == '_'); name--) {
    }
    if (name == x || name == end) die("{each Type v in rows}");
    int n = (int)(end - name);
    bool pointer = false;
    for (char *q = x; q < name; q++)
        pointer |= *q == '*';
    code();
    begin_block(true);
    fprintf(c, "    {\n    __auto_type %.*s_rows = (%s);\n", n, name, in + 4);
    fprintf(c, "    for (size_t %.*s_i = 0; %.*s_i < %.*s_rows.len; %.*s_i++) {\n", n, name, n, name, n, name, n, name);
    fprintf(c, "        %.*s%.*s = %s%.*s_rows.at[%.*s_i];\n", (int)(name - x), x, n, name, pointer ? "&" : "", n, name,
            n, name);
}

/* ---- pages ---- */

static void end_page(void)
{
    if (!open) return;
    if (depth) line = blocks[depth - 1].line, die("this block has no {end}");
    if (now.place != TEXT) die("the page ends inside a tag (<%s>)", now.tag);
    flush();
    fputs("    return (Html){buf_done(&out)};\n}\n\n", c);
}

static void begin_page(const char *x)
{
    char *args = strchr(x, '('), *close = strrchr(x, ')');
    if (!args || !close || args == x) die("{page name(Type arg, ...)}");
    end_page();
    open = true, now = (State){0}, last = '\n';
    int n = (int)(args - x), m = (int)(close - args - 1);
    bool none = (int)strspn(args + 1, " \n") >= m;
    fprintf(h, "Html %.*s(Ctx *c%s%.*s);\n", n, x, none ? "" : ", ", none ? 0 : m, args + 1);
    fprintf(c, "#line %d \"%s\"\n", line, path);
    fprintf(c, "Html %.*s(Ctx *c%s%.*s)\n{\n    Buf out = {.arena = c->arena};\n", n, x, none ? "" : ", ", none ? 0 : m,
            args + 1);
}

/* What stands between two braces. */
static void brace(char *t)
{
    char word[8] = "";
    size_t n = 0;
    while (islower((unsigned char)t[n]) && n + 1 < sizeof word)
        word[n] = t[n], n++;
    char *x = t + n + strspn(t + n, " \n");
    if (*t == '#') return;
    if (t[n] && t[n] != ' ' && t[n] != '\n') *word = 0; /* t.title is an expression */
    bool page = strcmp(word, "page") == 0, include = strcmp(word, "include") == 0;
    if (!open && !page && !include) die("before the first {page ...} only {include ...} and {# ...}");
    if (page)
        begin_page(x);
    else if (include && open)
        die("{include} comes before the first {page}");
    else if (include)
        fprintf(h, "#include %s\n", x);
    else if (now.place == RAW || now.place == COMMENT)
        need_place("this", true, true);
    else if (strcmp(word, "t") == 0)
        write_message(x);
    else if (strcmp(word, "url") == 0)
        write_link(false, x);
    else if (strcmp(word, "href") == 0)
        write_link(true, x);
    else if (strcmp(word, "asset") == 0)
        write_asset(x);
    else if (strcmp(word, "call") == 0)
        need_place("{call}", true, false), code(), fprintf(c, "    put_Html(&out, %s);\n", x);
    else if (strcmp(word, "set") == 0)
        code(), fprintf(c, "    %s;\n", x);
    else if (strcmp(word, "if") == 0)
        code(), begin_block(false), fprintf(c, "    if (%s) {\n", x);
    else if (strcmp(word, "each") == 0)
        write_each(x);
    else if (strcmp(word, "elif") == 0 || strcmp(word, "else") == 0)
        write_else(word, x);
    else if (strcmp(word, "end") == 0)
        write_end();
    else if (strcmp(word, "lb") == 0 || strcmp(word, "rb") == 0)
        step("-"), fputc(last = *word == 'l' ? '{' : '}', literal);
    else if (!*t)
        die("nothing between the braces; a literal one is {lb}");
    else
        write_plain(t);
}

static int save(const char *base, const char *ending, const char *text)
{
    char name[4096];
    snprintf(name, sizeof name, "%s%s", base, ending);
    FILE *f = fopen(name, "wb");
    if (f && fputs(text, f) >= 0 && fclose(f) == 0) return 0;
    fprintf(stderr, "%s:0: cannot be written\n", name);
    return 1;
}

int main(int argc, char **argv)
{
    if (argc != 3) return fputs("usage: pagegen NAME.html OUT_BASE\n", stderr), 1;
    char *text = calloc(1, TEXT_MAX + 1), *htext, *ctext;
    size_t size;
    FILE *f = fopen(path = argv[1], "rb");
    h = open_memstream(&htext, &size), c = open_memstream(&ctext, &size);
    literal = open_memstream(&literal_text, &literal_len);
    if (!f || !text || !h || !c || !literal) die("cannot be read");
    if (fread(text, 1, TEXT_MAX + 1, f) > TEXT_MAX) die("larger than 1 MiB");
    fclose(f);
    const char *stem = strrchr(argv[2], '/');
    fprintf(h, "/* made from %s by tool/pagegen */\n#pragma once\n#include \"web/web.h\"\n", path);
    fprintf(c, "/* made from %s by tool/pagegen */\n#include \"%s.h\"\n\n", path, stem ? stem + 1 : argv[2]);
    for (char *s = text; *s;) {
        if (*s != '{') {
            s += take_literal(s) - s;
            continue;
        }
        char *end = strchr(s, '}');
        if (!end) die("'{' without '}'");
        *end = 0;
        brace(s + 1);
        for (; s < end; s++)
            line += *s == '\n';
        s = end + 1;
    }
    if (!open) die("no {page name(...)}");
    end_page();
    fclose(h), fclose(c);
    return save(argv[2], ".h", htext) | save(argv[2], ".c", ctext);
}

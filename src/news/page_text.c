/* page_text.c - a news page as plain text taken to pieces: its date, title, caption, paragraphs, source; what belongs
 * to the page and not to the article is left out; numbers are found with the words that qualify them. */
#include "news/page_text.h"
#include "base/day.h"
#include "figures/qualified.h"
#include "text/fold.h"
#include <string.h>

enum { LINES_MAX = 2000, DATE_LINES = 6, DATE_CHARS = 60, CAPTION_CHARS = 300, HEADING_CHARS = 90, AROUND_BYTES = 90 };

static bool has(Str s, const char *what)
{
    return s.len && memmem(s.ptr, s.len, what, strlen(what)) != NULL;
}

/* A line of column names. */
static bool is_header(Str head)
{
    return (has(head, "slug") || has(head, "title")) && (has(head, ",") || has(head, ";") || has(head, "\t"));
}

bool page_is_table(Str text)
{
    if (str_starts(text, S("\xEF\xBB\xBF"))) text = (Str){text.ptr + 3, text.len - 3};
    text = str_trim(text);
    if (str_starts(text, S("["))) return true;
    return is_header(str_cut(&text, '\n'));
}

/* ---- lines of the page itself ---- */

/* Folded. What follows one of the second kind is no longer the article. */
static const char *const furniture[] = {
    "gui cho ban be", "phan hoi",     "chia se",      "in bai viet",       "in trang",
    "trang chu",      "ve dau trang", "luu bai viet", "nghe bai viet",     "facebook",
    "zalo",           "twitter",      "gui email",    "sao chep lien ket", "thong tin nguoi gui phan hoi",
    "gui binh luan",  "dang nhap",    "tim kiem"};
static const char *const endings[] = {"xem nhieu nhat", "tin lien quan", "tin cung chuyen muc",
                                      "bai lien quan",  "cac tin khac",  "tin khac",
                                      "doc nhieu nhat", "tin moi nhat",  "binh luan"};

static bool among(Str folded, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(folded, str(words[i]))) return true;
    return false;
}

static bool is_digit(char k)
{
    return k >= '0' && k <= '9';
}

/* The first d/m/yyyy of the line. */
static bool date_in(Str line, Day *out)
{
    for (size_t i = 0; i < line.len; i++) {
        size_t end = i;
        if (!is_digit(line.ptr[i]) || (i && is_digit(line.ptr[i - 1]))) continue;
        while (end < line.len && (is_digit(line.ptr[end]) || line.ptr[end] == '/' || line.ptr[end] == '-'))
            end++;
        if (end - i >= 8 && day_parse((Str){line.ptr + i, end - i}, out)) return true;
    }
    return false;
}

/* "(baobinhthuan.com.vn)", "Nguồn: Báo Bình Thuận" */
static bool source_in(Str line, ArticleInput *in)
{
    static const Str words[] = {
        {"Nguồn:", 8},
        {"Theo:",    5}
    };
    Str name = line;
    if (line.len > 2 && line.ptr[0] == '(' && line.ptr[line.len - 1] == ')')
        name = str_trim((Str){line.ptr + 1, line.len - 2});
    else
        for (size_t i = 0; i < LEN(words) && name.ptr == line.ptr; i++)
            if (str_starts(line, words[i])) name = str_trim((Str){line.ptr + words[i].len, line.len - words[i].len});
    if (name.ptr == line.ptr || !name.len || str_chars(name) > 120) return false;
    in->source_name = name;
    if (!memchr(name.ptr, ' ', name.len) && memchr(name.ptr, '.', name.len)) in->source_url = name;
    return true;
}

/* ---- as Markdown that says the same ---- */

static void put_plain(Buf *out, Str s)
{
    size_t digits = 0;
    while (digits < s.len && is_digit(s.ptr[digits]))
        digits++;
    const bool numbered = digits && digits < s.len && (s.ptr[digits] == '.' || s.ptr[digits] == ')');
    for (size_t i = 0; i < s.len; i++) {
        const bool first = i == 0 && strchr("#+-=>~", s.ptr[i]);
        if (first || strchr("\\`*[]<&", s.ptr[i]) || (numbered && i == digits)) buf_char(out, '\\');
        buf_char(out, s.ptr[i]);
    }
}

static bool ends_sentence(Str s)
{
    return str_ends(s, S("…")) || (s.len && strchr(".!?:;,\"", s.ptr[s.len - 1])) || str_ends(s, S("”"));
}

/* ---- numbers ---- */

/* A number after or before one of these is a day, a year, a paper or its article. */
static bool is_reference(Str before, Str after)
{
    static const char *const leads[] = {"so", "nam", "ngay", "thang", "dieu", "khoan", "quy", "khoa", "lan", "thu"};
    static const char *const tails[] = {"nam", "thang", "ngay", "gio", "phut", "tuan"};
    return among(before, leads, LEN(leads)) || among(after, tails, LEN(tails));
}

static Str word_before(Str s, size_t at)
{
    size_t end = at;
    while (end && s.ptr[end - 1] == ' ')
        end--;
    size_t from = end;
    while (from && s.ptr[from - 1] != ' ' && s.ptr[from - 1] != '\n')
        from--;
    return (Str){s.ptr + from, end - from};
}

static Str word_after(Str s, size_t at)
{
    while (at < s.len && s.ptr[at] == ' ')
        at++;
    size_t end = at;
    while (end < s.len && s.ptr[end] != ' ' && s.ptr[end] != '\n')
        end++;
    return (Str){s.ptr + at, end - at};
}

/* Some words around it, whole ones. */
static Str around(Str s, size_t from, size_t end)
{
    size_t a = from, b = end;
    while (a && from - a < AROUND_BYTES / 3 && s.ptr[a - 1] != '\n' &&
           !(s.ptr[a - 1] == ' ' && a > 1 && s.ptr[a - 2] == '.'))
        a--;
    const bool cut = a && from - a >= AROUND_BYTES / 3;
    while (cut && a < from && s.ptr[a - 1] != ' ')
        a++;
    while (b < s.len && b - end < AROUND_BYTES && s.ptr[b] != '\n')
        b++;
    while (b > end && b < s.len && s.ptr[b] != ' ' && s.ptr[b] != '\n')
        b--;
    return str_trim((Str){s.ptr + a, b - a});
}

/* The number at `from` with the one or two words before it, if these say how exact it is. */
static Str with_qualifier(Arena *a, Str s, size_t from, size_t end, Qualified *q)
{
    Str words = {s.ptr + from, end - from}, one = word_before(s, from);
    if (!qualified_parse(a, words, q)) return (Str){0};
    for (int n = 0; n < 2 && one.len; n++) {
        const Str longer = {one.ptr, (size_t)(s.ptr + end - one.ptr)};
        Qualified wider;
        if (qualified_parse(a, longer, &wider) && wider.how != EXACT) words = longer, *q = wider;
        one = word_before(s, (size_t)(one.ptr - s.ptr));
    }
    return words;
}

static void add_figure(Arena *a, Str s, size_t from, size_t end, PageText *out)
{
    Qualified q;
    const char next = end < s.len ? s.ptr[end] : ' ';
    if (out->figures == PAGE_FIGURES_MAX || (from && (s.ptr[from - 1] == '/' || s.ptr[from - 1] == '-')) ||
        next == '/' || next == '%')
        return;
    const Str words = with_qualifier(a, s, from, end, &q);
    if (!words.len) return;
    if (is_reference(fold(a, word_before(s, (size_t)(words.ptr - s.ptr))), fold(a, word_after(s, end)))) return;
    out->figure[out->figures++] =
        (PageFigure){.words = words, .sentence = around(s, (size_t)(words.ptr - s.ptr), end), .value = q.value};
}

static void find_figures(Arena *a, Str s, PageText *out)
{
    for (size_t i = 0; i < s.len; i++) {
        size_t end = i;
        if (!is_digit(s.ptr[i]) || (i && (is_digit(s.ptr[i - 1]) || (s.ptr[i - 1] | 32) >= 'a'))) continue;
        while (end < s.len &&
               (is_digit(s.ptr[end]) || (s.ptr[end] == '.' && end + 3 < s.len && is_digit(s.ptr[end + 1]) &&
                                         is_digit(s.ptr[end + 2]) && is_digit(s.ptr[end + 3]))))
            end++;
        add_figure(a, s, i, end, out);
        i = end - 1;
    }
}

/* ---- the page ---- */

typedef struct {
    Str at[LINES_MAX];
    size_t len;
} Lines;

static Str bare(Str s)
{
    static const Str blanks[] = {
        {"\xC2\xA0",     2},
        {"\xE2\x80\x8B", 3}
    };
    for (bool more = true; more;) {
        more = false;
        s = str_trim(s);
        for (size_t i = 0; i < LEN(blanks); i++) {
            if (str_starts(s, blanks[i])) s = (Str){s.ptr + blanks[i].len, s.len - blanks[i].len}, more = true;
            if (str_ends(s, blanks[i])) s.len -= blanks[i].len, more = true;
        }
    }
    return s;
}

/* What belongs to the article; the rest is named in `dropped`, and the date of the page is taken. */
static void sift(Arena *a, Str text, Lines *lines, PageText *out)
{
    Buf dropped = {.arena = a};
    bool over = false;
    for (size_t n = 0; text.len && lines->len < LINES_MAX;) {
        const Str line = bare(str_cut(&text, '\n')), folded = fold(a, line);
        if (!line.len) continue;
        const bool dated = ++n <= DATE_LINES && !out->in.page_date.n && str_chars(line) <= DATE_CHARS &&
                           date_in(line, &out->in.page_date);
        over = over || (lines->len && among(folded, endings, LEN(endings)));
        if (!dated && !over && !among(folded, furniture, LEN(furniture))) {
            lines->at[lines->len++] = line;
            continue;
        }
        if (dated) continue;
        if (dropped.len) buf_str(&dropped, S(" · "));
        buf_str(&dropped, line);
    }
    out->dropped = buf_done(&dropped);
}

static void put_paragraph(Buf *body, Str line, bool heading)
{
    if (body->len) buf_str(body, S("\n\n"));
    if (heading) buf_str(body, S("## "));
    put_plain(body, line);
}

bool page_read(Arena *a, Str text, PageText *out)
{
    Lines *lines = NEW(a, Lines, 1);
    Buf body = {.arena = a};
    size_t i = 0, end;
    *out = (PageText){.dropped = {0}};
    sift(a, text_clean(a, text), lines, out);
    end = lines->len;
    if (end && source_in(lines->at[end - 1], &out->in)) end--;
    if (i < end && str_chars(lines->at[i]) <= 200) out->in.title = lines->at[i++];
    /* a short line between title and text: what stands below the picture */
    if (i + 1 < end && str_chars(lines->at[i]) <= CAPTION_CHARS && lines->at[i].len * 3 / 2 < lines->at[i + 1].len)
        out->in.caption = lines->at[i++];
    for (; i < end; i++) {
        const Str line = lines->at[i];
        const bool heading = i + 1 < end && str_chars(line) <= HEADING_CHARS && !ends_sentence(line);
        put_paragraph(&body, line, heading);
        out->paragraphs += !heading;
        find_figures(a, line, out);
    }
    out->in.body = buf_done(&body);
    return out->in.title.len && out->in.body.len;
}

/* ---- stored as a draft ---- */

Err page_known_figures(Ctx *c, PageText *p)
{
    for (size_t i = 0; i < p->figures; i++) {
        FigureWordedRows same;
        TRY(figures_worded(c, p->figure[i].words, &same));
        for (size_t k = 0; k < same.len && !p->figure[i].code.len; k++) {
            const Str quote = same.at[k].quote, line = p->figure[i].sentence;
            if (quote.len && memmem(line.ptr, line.len, quote.ptr, quote.len)) p->figure[i].code = same.at[k].code;
        }
    }
    return OK;
}

static void note_found(Ctx *c, const PageText *p, ImportReport *r)
{
    const ArticleInput *in = &p->in;
    const struct {
        const char *field;
        Str value;
    } all[] = {
        {"page_date",          in->page_date.n ? day_vi(c->arena,       in->page_date) : (Str){0}},
        {"title",                    in->title                                                    },
        {"caption",                    in->caption},
        {"source_name",                    in->source_name                                                },
        {"body",                    msg_with(c,      MSG_page_paragraphs, (Str[]){text_int64_t(c, p->paragraphs)}, 1)},
        {"dropped", p->dropped},
    };
    for (size_t i = 0; i < LEN(all); i++)
        if (all[i].value.len) import_note(c, r, 0, str(all[i].field), all[i].value);
    for (size_t i = 0; i < p->figures; i++) {
        const PageFigure *f = &p->figure[i];
        const Str said[] = {f->words, f->sentence, f->code};
        import_note(c, r, 0, S("figure"),
                    msg_with(c, f->code.len ? MSG_page_figure_known : MSG_page_figure, said, LEN(said)));
    }
}

Err page_import(Ctx *system, Str text, ImportReport *r)
{
    PageText *p = NEW(system->arena, PageText, 1);
    Done done;
    r->rows++;
    if (!utf8_valid(text) || !page_read(system->arena, text, p)) {
        import_fault(system, r, 1, (Str){0}, msg(system, MSG_page_unread));
        return ERR_INVALID;
    }
    TRY(page_known_figures(system, p));
    const Deed deed = {
        .flow = &article_flow, .event = S("create"), .input = article_pairs(system, &article_form, &p->in), .seen = -1};
    const Err e = casework_act(system, &deed, &done);
    if (e == ERR_INVALID && !done.form.ok) import_form(system, r, 1, &done.form);
    TRY(e);
    r->added++;
    import_note(system, r, 0, S("code"), done.file.code);
    note_found(system, p, r);
    return OK;
}

/* book_page.c - a book of numbers to be read by the staff of its unit; and the addresses of this folder. */
#include "base/day.h"
#include "book.html.h"
#include "document/batch.h"
#include "document/book.h"

enum { PAGE = 100, DATA = 1000, TABLE_MAX = 100000 };

static const Permission may_print = {"document.batch", BOOK_READERS};
static const Permission may_read = {"document.book", BOOK_READERS};

static const Column columns[] = {
    COLUMN(BookEntry, number), COLUMN(BookEntry, symbol), COLUMN(BookEntry, signed_on), COLUMN(BookEntry, signer),
    COLUMN(BookEntry, code),   COLUMN(BookEntry, gap),    COLUMN(BookEntry, gap_on),
};
static const Columns table = COLUMNS("so-van-ban", columns, BookEntry);

static void offer(Options *o, Str value, Str label)
{
    for (size_t i = 0; i < o->len; i++)
        if (str_eq(o->at[i].value, value)) return;
    o->at[o->len++] = (Option){value, label};
}

/* Of a unit that is named, those of its books that there are; else of the own one, or the first that has any. */
static Err unit_choose(Ctx *c, BookView *v)
{
    UnitRows periods;
    Unit own;
    bool covered = false;
    if (v->unit.len) {
        TRY(unit_periods(c, v->unit, &periods));
        for (size_t i = 0; i < periods.len; i++)
            covered = covered || unit_covers(c, may_read.roles, periods.at[i].path);
        return covered ? OK : ERR_NOT_FOUND;
    }
    if (c->unit) TRY(unit_by_id(c, c->unit, &own));
    for (size_t i = 0; c->unit && i < v->units.len; i++)
        if (str_eq(v->units.at[i].value, own.code)) v->unit = own.code;
    if (!v->unit.len && v->units.len) v->unit = v->units.at[0].value;
    return OK;
}

/* A code is reused: a unit of that code that ended may have had a book of the same kind in the same year. */
static Err choose(Ctx *c, const BookOfRows *all, int64_t id, BookView *v)
{
    v->units = (Options){NEW(c->arena, Option, all->len + 1), 0};
    v->books = (BookOfRows){NEW(c->arena, BookOf, all->len + 1), 0};
    for (size_t i = 0; i < all->len; i++)
        if (unit_covers(c, may_read.roles, all->at[i].path))
            offer(&v->units, all->at[i].unit_code, all->at[i].unit_name);
    TRY(unit_choose(c, v));
    for (size_t i = 0; i < all->len; i++) {
        const BookOf *b = &all->at[i];
        if (!str_eq(b->unit_code, v->unit) || !unit_covers(c, may_read.roles, b->path)) continue;
        v->books.at[v->books.len++] = *b;
        if (id ? b->id == id : !v->book && (!v->kind.len || str_eq(b->kind, v->kind)))
            v->book = &v->books.at[v->books.len - 1];
    }
    return id && !v->book ? ERR_NOT_FOUND : OK;
}

static bool number_asked(const Req *q, const char *name, int64_t *out)
{
    const Str s = query_arg(q, name);
    return !s.len || str_int(s, out);
}

static Err rows_read(Req *q, int64_t before, BookView *v)
{
    Ctx *c = &q->ctx;
    const int64_t most = q->as == AS_HTML ? PAGE : wants_table(q) ? TABLE_MAX : DATA;
    if (!v->book) return OK;
    TRY(book_entries(c, (BookEntries){v->book->id, before, most + 1}, &v->rows));
    if ((int64_t)v->rows.len <= most) return OK;
    v->rows.len = (size_t)most;
    v->next = arena_fmt(c->arena, "%lld", (long long)v->rows.at[most - 1].number);
    return OK;
}

/* A title that names a person is for those who may read the file: here it is left out. */
static void titles(BookEntryRows *rows)
{
    for (size_t i = 0; i < rows->len; i++) {
        const Flow *flow = flow_of(rows->at[i].kind);
        if (!flow || flow->title_private) rows->at[i].title = (Str){0};
    }
}

bool entry_opens(const Ctx *c, const BookEntry *e)
{
    const Flow *flow = flow_of(e->kind);
    return flow && unit_covers(c, flow->readers, e->path);
}

static Str heading(Ctx *c, const BookView *v)
{
    if (!v->book) return msg_with(c, MSG_document_book_none, &v->year_text, 1);
    const Str args[] = {msg_of(c, "document", "kind", v->book->kind), v->book->unit_name, v->year_text};
    return msg_with(c, MSG_document_book_of, args, LEN(args));
}

static Err book_page(Req *q)
{
    Ctx *c = &q->ctx;
    BookView v = {.unit = query_arg(q, "don-vi"), .kind = query_arg(q, "loai")};
    BookOfRows all;
    int64_t year = civil(c->today).year, before = INT64_MAX, id = 0;
    if (!number_asked(q, "nam", &year) || !number_asked(q, "sau", &before) || !number_asked(q, "so", &id))
        return ERR_NOT_FOUND;
    v.year_text = arena_fmt(c->arena, "%lld", (long long)year);
    TRY(books_of_year(c, year, &all));
    TRY(choose(c, &all, id, &v));
    TRY(rows_read(q, before, &v));
    if (!wants_html(q)) return reply_rows(q, &table, v.rows.at, v.rows.len, v.next);
    titles(&v.rows);
    v.heading = heading(c, &v);
    return reply(
        q, (Page){.title = v.heading, .main = book_html(c, &v), .nav = "/can-bo/so-van-ban", .private_page = true});
}

// clang-format off
static const Route routes[] = {
    {GET, "/can-bo/so-van-ban",        &may_read,  book_page, .csv = true},
    {GET, "/can-bo/in",                &may_print, batches_page},
    {GET, "/can-bo/in/:batch",         &may_print, batch_page},
    {GET, "/can-bo/in/:batch/tap.pdf", &may_print, batch_file_page, .limit = LIMIT_EXPORT, .slow = true},
};
static const JobRow jobs[] = {
    {"document.print",  NULL,         2,    false, .prepare = batch_draw, .keep = batch_keep},
    {"document.forget", batch_forget, 3600, false},
};
// clang-format on

const Slice document_slice = {.name = "document", .routes = TABLE(routes), .jobs = TABLE(jobs)};

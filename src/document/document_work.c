/* document_work.c - filled papers drawn as PDF, in the worker only. */
#include "document/draw.h"
#include "document/pdf.h"
#include <string.h>

static const double body = 13, title_size = 14, after = 4;

static cairo_status_t keep(void *to, const unsigned char *bytes, unsigned n)
{
    buf_str(to, (Str){(const char *)bytes, n});
    return CAIRO_STATUS_SUCCESS;
}

/* ---- one word of the filled text each ---- */

static void begin(Draw *d, Str text)
{
    const Str profile = str_cut(&text, '\t'), page = str_cut(&text, '\t'), day = str_cut(&text, '\t');
    table_end(d);
    d->open = true, d->party = str_eq(profile, S("party")), d->lying = str_eq(page, S("lying"));
    d->day = day, d->form = str_cut(&text, '\t'), d->foot = text;
    d->page = d->items = 0;
    memset(d->slot, 0, sizeof d->slot);
    page_begin(d);
    const Str at = arena_fmt(d->a, "page=%d pos=[0 0]", d->pages);
    const Str name = arena_copy(d->a, d->form);
    pango.cairo_pdf_surface_add_outline(d->surface, CAIRO_PDF_OUTLINE_ROOT, name.ptr, at.ptr, 0);
}

static void title(Draw *d, Str text)
{
    paragraph(d, "H1", set_text(d, text, title_size, BOLD | CENTRE, d->width), after);
}

static void about(Draw *d, Str text)
{
    paragraph(d, "P", set_text(d, text, body, BOLD | CENTRE, d->width), after + 4);
}

static void to(Draw *d, Str text)
{
    paragraph(d, "P", set_text(d, text, body, CENTRE, d->width), after + 4);
}

static void prose(Draw *d, Str text)
{
    paragraph(d, "P", set_text(d, text, body, JUSTIFY | INDENT, d->width), after);
}

static void line(Draw *d, Str text)
{
    paragraph(d, "P", set_text(d, text, body, 0, d->width), after);
}

static void part(Draw *d, Str text)
{
    room_for(d, MM(20)); /* never alone at the end of a page */
    const Str at = arena_fmt(d->a, "page=%d pos=[0 %.0f]", d->pages, d->y);
    if (d->tagged) pango.cairo_pdf_surface_add_outline(d->surface, 1, arena_copy(d->a, text).ptr, at.ptr, 0);
    paragraph(d, "H2", set_text(d, text, body, BOLD, d->width), after);
}

static void item(Draw *d, Str text)
{
    line(d, arena_fmt(d->a, "%d. " STR, ++d->items, ARG(text)));
}

static void column(Draw *d, Str text)
{
    int64_t width;
    const Str share = str_cut(&text, '\t'), side = str_cut(&text, '\t');
    if (d->columns == COLUMNS_MAX || !str_int(share, &width) || width < 1) return;
    d->column[d->columns++] = (DrawColumn){(double)width, str_eq(side, S("right")), text};
    d->heading_due = true;
}

static void left(Draw *d, Str text)
{
    d->slot[SLOT_LEFT] = text;
}

static void right(Draw *d, Str text)
{
    d->slot[SLOT_RIGHT] = text;
}

static void recipients(Draw *d, Str text)
{
    d->slot[SLOT_RECIPIENTS] = text;
}

static void sign(Draw *d, Str text)
{
    (void)text;
    sign_draw(d);
}

// clang-format off
static const struct { const char *word; void (*draw)(Draw *d, Str text); bool in_table; } words[] = {
    {"form",       begin,      false},
    {"head",       head_draw,  false},
    {"title",      title,      false},
    {"about",      about,      false},
    {"to",         to,         false},
    {"text",       prose,      false},
    {"line",       line,       false},
    {"part",       part,       false},
    {"item",       item,       false},
    {"column",     column,     true },
    {"row",        row_draw,   true },
    {"qr",         qr_draw,    false},
    {"left",       left,       false},
    {"right",      right,      false},
    {"recipients", recipients, false},
    {"sign",       sign,       false},
};
// clang-format on

static bool draw_line(Draw *d, Str text)
{
    const Str word = str_cut(&text, ' ');
    size_t i = 0;
    while (i < LEN(words) && !str_eq(word, str(words[i].word)))
        i++;
    if (i == LEN(words) || (i > 0 && !d->open)) return false;
    if (!words[i].in_table) table_end(d);
    words[i].draw(d, text);
    return pango.cairo_status(d->cr) == CAIRO_STATUS_SUCCESS;
}

/* ---- the whole ---- */

static void describe(const Draw *d, const char *day)
{
    pango.cairo_pdf_surface_set_metadata(d->surface, CAIRO_PDF_METADATA_TITLE, arena_copy(d->a, d->form).ptr);
    pango.cairo_pdf_surface_set_metadata(d->surface, CAIRO_PDF_METADATA_CREATOR, "Khéo");
    pango.cairo_pdf_surface_set_metadata(d->surface, CAIRO_PDF_METADATA_CREATE_DATE, day);
}

static int papers(Str in)
{
    int n = 0;
    while (in.len)
        n += str_starts(str_cut(&in, '\n'), S("form "));
    return n;
}

static bool draw_all(Draw *d, Str in)
{
    bool ok = true;
    while (ok && in.len)
        ok = draw_line(d, str_cut(&in, '\n'));
    ok = ok && d->pages;
    table_end(d);
    if (!ok) return false;
    describe(d, arena_fmt(d->a, STR "T00:00:00+07:00", ARG(d->day)).ptr);
    tag_end(d, "Document");
    pango.cairo_show_page(d->cr);
    return pango.cairo_status(d->cr) == CAIRO_STATUS_SUCCESS;
}

static bool run(Arena *a, Str in, Buf *out)
{
    Buf raw = {.arena = a};
    Draw d = {.a = a, .tagged = papers(in) == 1};
    d.surface = pango.cairo_pdf_surface_create_for_stream(keep, &raw, MM(210), MM(297));
    pango.cairo_pdf_surface_restrict_to_version(d.surface, CAIRO_PDF_VERSION_1_4); /* what pdf.c reads */
    d.cr = pango.cairo_create(d.surface);
    bool ok = draw_all(&d, in);
    pango.cairo_destroy(d.cr);
    pango.cairo_surface_finish(d.surface);
    ok = ok && pango.cairo_surface_status(d.surface) == CAIRO_STATUS_SUCCESS;
    pango.cairo_surface_destroy(d.surface);
    const Str pdf = ok ? pdf_finish(a, buf_done(&raw)) : (Str){0};
    buf_str(out, pdf.len ? pdf : S("not drawn"));
    return pdf.len > 0;
}

const WorkKind document_work = {.name = "document", .load = pango_load, .run = run, .ms_max = 15000};

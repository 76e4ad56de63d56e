/* draw_text.c - text in type, pages, paragraphs. */
#include "document/draw.h"
#include <math.h>

/* Margins: 20 to 25 mm above and below, 30 to 35 on the left, 15 to 20 on the right (NĐ 30/2020/NĐ-CP, appendix I,
 * part I, II.2). On a page that lies the broad margin is above, where it is bound. */
enum { SHORT_MM = 210, LONG_MM = 297, TOP_MM = 20, BOTTOM_MM = 20, LEFT_MM = 30, RIGHT_MM = 18 };
static const double page_number_size = 13, foot_size = 9;

static void mark(PangoAttrList *marks, PangoAttribute *what, size_t from, size_t to)
{
    what->start_index = (guint)from, what->end_index = (guint)to;
    pango.pango_attr_list_insert(marks, what);
}

/* Takes our marks out of the text and gives them to Pango apart: it is never asked to read markup. */
static Str unmarked(Arena *a, Str s, PangoAttrList *marks)
{
    Buf out = {.arena = a};
    size_t bold = 0, italic = 0;
    for (size_t i = 0; i < s.len; i++)
        switch (s.ptr[i]) {
        case BOLD_ON:
            bold = out.len;
            break;
        case ITALIC_ON:
            italic = out.len;
            break;
        case BOLD_OFF:
            mark(marks, pango.pango_attr_weight_new(PANGO_WEIGHT_BOLD), bold, out.len);
            break;
        case ITALIC_OFF:
            mark(marks, pango.pango_attr_style_new(PANGO_STYLE_ITALIC), italic, out.len);
            break;
        case LINE_END:
            buf_char(&out, '\n');
            break;
        default:
            buf_char(&out, s.ptr[i]);
        }
    return buf_done(&out);
}

PangoLayout *set_text(const Draw *d, Str text, double size, int style, double width)
{
    PangoLayout *l = pango.pango_layout_new(writing);
    PangoFontDescription *font = pango.pango_font_description_new();
    PangoAttrList *marks = pango.pango_attr_list_new();
    const Str plain = unmarked(d->a, text, marks);
    pango.pango_font_description_set_family(font, "Liberation Serif");
    pango.pango_font_description_set_weight(font, style & BOLD ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango.pango_font_description_set_style(font, style & ITALIC ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    pango.pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    pango.pango_layout_set_font_description(l, font);
    pango.pango_layout_set_auto_dir(l, FALSE);
    pango.pango_layout_set_width(l, (int)(width * PANGO_SCALE));
    pango.pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR); /* a word longer than the line is broken, not lost */
    pango.pango_layout_set_alignment(l, style & CENTRE  ? PANGO_ALIGN_CENTER
                                        : style & RIGHT ? PANGO_ALIGN_RIGHT
                                                        : PANGO_ALIGN_LEFT);
    pango.pango_layout_set_justify(l, style & JUSTIFY ? TRUE : FALSE);
    pango.pango_layout_set_indent(l, style & INDENT ? (int)(MM(10) * PANGO_SCALE) : 0);
    pango.pango_layout_set_spacing(l, (int)(size * 0.1 * PANGO_SCALE));
    pango.pango_layout_set_text(l, plain.ptr ? plain.ptr : "", (int)plain.len);
    pango.pango_layout_set_attributes(l, marks);
    pango.pango_attr_list_unref(marks);
    pango.pango_font_description_free(font);
    return l;
}

double text_height(PangoLayout *l)
{
    int width, height;
    pango.pango_layout_get_size(l, &width, &height);
    return (double)height / PANGO_SCALE;
}

double lines_draw(const Draw *d, PangoLayout *l, double x, double y, double room, int *from)
{
    PangoLayoutIter *it = pango.pango_layout_get_iter(l);
    const int begin = *from;
    double first = 0, used = 0;
    int i = 0;
    do {
        int above, below;
        PangoRectangle at;
        if (i < begin) continue;
        pango.pango_layout_iter_get_line_yrange(it, &above, &below);
        if (i == begin) first = (double)above / PANGO_SCALE;
        if ((double)below / PANGO_SCALE - first > room + 0.01) break;
        pango.pango_layout_iter_get_line_extents(it, NULL, &at);
        const double base = (double)pango.pango_layout_iter_get_baseline(it) / PANGO_SCALE;
        pango.cairo_move_to(d->cr, x + (double)at.x / PANGO_SCALE, y + base - first);
        pango.pango_cairo_show_layout_line(d->cr, pango.pango_layout_iter_get_line_readonly(it));
        used = (double)below / PANGO_SCALE - first, *from = i + 1;
    } while (i++, pango.pango_layout_iter_next_line(it));
    pango.pango_layout_iter_free(it);
    return used;
}

double text_draw(const Draw *d, PangoLayout *l, double x, double y)
{
    int from = 0;
    const double used = lines_draw(d, l, x, y, INFINITY, &from);
    pango.g_object_unref(l);
    return used;
}

void rule_draw(const Draw *d, double x, double y, double length)
{
    pango.cairo_set_line_width(d->cr, 0.7);
    pango.cairo_move_to(d->cr, x, y);
    pango.cairo_line_to(d->cr, x + length, y);
    pango.cairo_stroke(d->cr);
}

void tag_begin(const Draw *d, const char *tag)
{
    if (d->tagged) pango.cairo_tag_begin(d->cr, tag, NULL);
}

void tag_end(const Draw *d, const char *tag)
{
    if (d->tagged) pango.cairo_tag_end(d->cr, tag);
}

/* What is marked begins and ends on one page. */
void table_tag(Draw *d, bool open)
{
    if (d->in_table == open) return;
    d->in_table = open;
    if (open)
        tag_begin(d, "Table");
    else
        tag_end(d, "Table");
}

/* ---- pages ---- */

/* In the middle of the top margin, Arabic, not on the first page (appendix I, part I, II.7). */
static void furniture(const Draw *d)
{
    if (d->page > 1)
        text_draw(d, set_text(d, arena_fmt(d->a, "%d", d->page), page_number_size, CENTRE, d->width), d->left,
                  d->top / 2 - page_number_size / 2);
    if (d->foot.len)
        text_draw(d, set_text(d, d->foot, foot_size, CENTRE, d->width), d->left, d->bottom + MM(BOTTOM_MM) / 3);
}

void page_begin(Draw *d)
{
    const double width = MM(d->lying ? LONG_MM : SHORT_MM), height = MM(d->lying ? SHORT_MM : LONG_MM);
    table_tag(d, false);
    if (d->pages) pango.cairo_show_page(d->cr);
    d->pages++, d->page++;
    pango.cairo_pdf_surface_set_size(d->surface, width, height);
    if (d->pages == 1) tag_begin(d, "Document"); /* not before the size of its page: Cairo 1.16 dies of that */
    pango.pango_cairo_update_context(d->cr, writing);
    d->left = d->lying ? MM(TOP_MM) : MM(LEFT_MM);
    d->width = width - d->left - (d->lying ? MM(TOP_MM) : MM(RIGHT_MM));
    d->top = d->lying ? MM(LEFT_MM) : MM(TOP_MM);
    d->bottom = height - MM(BOTTOM_MM);
    d->y = d->top;
    furniture(d);
}

void room_for(Draw *d, double height)
{
    if (d->y + height > d->bottom && d->y > d->top) page_begin(d);
}

void paragraph(Draw *d, const char *tag, PangoLayout *l, double after)
{
    const int lines = pango.pango_layout_get_line_count(l);
    const double height = text_height(l);
    if (lines > 1) room_for(d, 2 * height / lines); /* no first line alone at the end of a page */
    for (int from = 0; from < lines;) {
        const int before = from;
        tag_begin(d, tag);
        d->y += lines_draw(d, l, d->left, d->y, d->bottom - d->y, &from);
        tag_end(d, tag);
        if (from < lines) page_begin(d);
        if (from == before && d->y > d->top) break; /* a line higher than a page: there is no such size */
    }
    d->y += after;
    pango.g_object_unref(l);
}

/* draw_block.c - the parts of an official paper: its head, its tables, its code, and who signs. */
#include "document/draw.h"
#include "qr/qr.h"

static const double cell_size = 11.5, small_size = 11;

/* ---- the head ---- */

typedef struct {
    double left, width, y;
} Side;

static void side_text(const Draw *d, Side *s, Str text, double size, int style)
{
    if (text.len) s->y += text_draw(d, set_text(d, text, size, style | CENTRE, s->width), s->left, s->y) + 1;
}

static void side_rule(const Draw *d, Side *s, double share)
{
    const double length = s->width * share;
    rule_draw(d, s->left + (s->width - length) / 2, s->y + 1.5, length);
    s->y += 6;
}

/* Each profile in its own words; never mixed in one paper. */
void head_draw(Draw *d, Str text)
{
    const Str superior = str_cut(&text, '\t'), issuer = str_cut(&text, '\t'), number = str_cut(&text, '\t');
    const double gap = MM(4), share = 0.42;
    Side left = {d->left, d->width * share - gap, d->y};
    Side right = {d->left + d->width * share, d->width * (1 - share), d->y};
    tag_begin(d, "P");
    side_text(d, &left, superior, 12, 0);
    side_text(d, &left, issuer, 12, BOLD);
    if (d->party)
        side_text(d, &left, S("*"), 12, BOLD);
    else
        side_rule(d, &left, 0.4);
    if (number.len) side_text(d, &left, arena_fmt(d->a, d->party ? "Số " STR : "Số: " STR, ARG(number)), 13, 0);
    tag_end(d, "P");
    tag_begin(d, "P");
    if (d->party) {
        side_text(d, &right, S("ĐẢNG CỘNG SẢN VIỆT NAM"), 14, BOLD);
        side_rule(d, &right, 0.72);
    } else {
        side_text(d, &right, S("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), 12, BOLD);
        side_text(d, &right, S("Độc lập - Tự do - Hạnh phúc"), 13, BOLD);
        side_rule(d, &right, 0.62);
    }
    side_text(d, &right, text, 13, ITALIC);
    tag_end(d, "P");
    d->y = (left.y > right.y ? left.y : right.y) + MM(5);
}

/* ---- who signs ---- */

static const double stamp_mm = 26;

static double signer_draw(const Draw *d, Str text, Side s)
{
    const Str title = str_cut(&text, '\t'), note = str_cut(&text, '\t');
    side_text(d, &s, title, 13, BOLD);
    side_text(d, &s, note, 12, ITALIC);
    s.y += MM(stamp_mm);
    side_text(d, &s, text, 13, BOLD);
    return s.y;
}

/* The Party underlines what the State prints in bold italic. */
static double recipients_title(const Draw *d, const Side *s)
{
    int width, height;
    if (!d->party) return text_draw(d, set_text(d, S("Nơi nhận:"), 12, BOLD | ITALIC, s->width), s->left, s->y);
    PangoLayout *title = set_text(d, S("Nơi nhận"), 12, 0, s->width);
    pango.pango_layout_get_size(title, &width, &height);
    rule_draw(d, s->left, s->y + (double)height / PANGO_SCALE, (double)width / PANGO_SCALE);
    return text_draw(d, title, s->left, s->y) + 2;
}

/* "Nơi nhận:" and a line for each, the last one closed by a full stop. */
static double recipients_draw(const Draw *d, Str text, Side s)
{
    s.y += recipients_title(d, &s);
    while (text.len) {
        const Str one = str_trim(str_cut(&text, ';'));
        const Str line = arena_fmt(d->a, "- " STR "%s", ARG(one), str_trim(text).len ? ";" : ".");
        s.y += text_draw(d, set_text(d, line, small_size, 0, s.width), s.left, s.y);
    }
    return s.y;
}

void sign_draw(Draw *d)
{
    room_for(d, MM(stamp_mm) + MM(28));
    const Side left = {d->left, d->width / 2 - MM(3), d->y + MM(4)};
    const Side right = {d->left + d->width / 2 + MM(3), d->width / 2 - MM(3), d->y + MM(4)};
    double ends[SLOTS] = {d->y, d->y, d->y};
    tag_begin(d, "P");
    if (d->slot[SLOT_RECIPIENTS].len) ends[0] = recipients_draw(d, d->slot[SLOT_RECIPIENTS], left);
    if (d->slot[SLOT_LEFT].len) ends[1] = signer_draw(d, d->slot[SLOT_LEFT], left);
    tag_end(d, "P");
    tag_begin(d, "P");
    if (d->slot[SLOT_RIGHT].len) ends[2] = signer_draw(d, d->slot[SLOT_RIGHT], right);
    tag_end(d, "P");
    for (int i = 0; i < SLOTS; i++) {
        if (ends[i] > d->y) d->y = ends[i];
        d->slot[i] = (Str){0};
    }
}

/* ---- the code ---- */

void qr_draw(Draw *d, Str text)
{
    const double side = MM(27), gap = MM(4);
    const Str link = str_cut(&text, '\t');
    Qr qr;
    if (!qr_of(d->a, link, &qr)) return;
    const double unit = side / (double)(qr.size + QR_QUIET), left = d->left + unit * QR_QUIET / 2;
    PangoLayout *beside = set_text(d, text, small_size, 0, d->width - side - gap);
    const double height = text_height(beside) > side ? text_height(beside) : side;
    room_for(d, height);
    for (int64_t y = 0; y < qr.size; y++)
        for (int64_t x = 0, end; x < qr.size; x = end) {
            const unsigned char *row = qr.dark + y * qr.size;
            for (end = x + 1; end < qr.size && row[end] == row[x];)
                end++;
            if (row[x])
                pango.cairo_rectangle(d->cr, left + unit * (double)x, d->y + unit * (double)(y + QR_QUIET / 2),
                                      unit * (double)(end - x), unit);
        }
    pango.cairo_fill(d->cr);
    tag_begin(d, "P");
    text_draw(d, beside, d->left + side + gap, d->y + unit * QR_QUIET / 2);
    tag_end(d, "P");
    d->y += height + MM(2);
}

/* ---- tables ---- */

typedef struct {
    PangoLayout *at[COLUMNS_MAX];
    int drawn[COLUMNS_MAX];
} Row;
static const double pad = 3;

static double column_width(const Draw *d, size_t i)
{
    double sum = 0;
    for (size_t k = 0; k < d->columns; k++)
        sum += d->column[k].width;
    return d->width * d->column[i].width / sum;
}

static Row row_set(const Draw *d, Str cells, bool heading)
{
    Row r = {0};
    for (size_t i = 0; i < d->columns; i++) {
        const int style = heading ? BOLD | CENTRE : d->column[i].right ? RIGHT : 0;
        const Str text = heading ? d->column[i].heading : str_cut(&cells, '\t');
        r.at[i] = set_text(d, text, cell_size, style, column_width(d, i) - 2 * pad);
    }
    return r;
}

static double row_height(const Draw *d, const Row *r)
{
    double most = 0;
    for (size_t i = 0; i < d->columns; i++)
        if (text_height(r->at[i]) > most) most = text_height(r->at[i]);
    return most + 2 * pad;
}

static bool row_left(const Draw *d, const Row *r)
{
    for (size_t i = 0; i < d->columns; i++)
        if (r->drawn[i] < pango.pango_layout_get_line_count(r->at[i])) return true;
    return false;
}

/* As much of it as has room here, with its borders. */
static void row_piece(Draw *d, Row *r, const char *tag)
{
    double x = d->left, most = 0;
    const double room = d->bottom - d->y - 2 * pad;
    table_tag(d, true);
    tag_begin(d, "TR");
    for (size_t i = 0; i < d->columns; i++) {
        tag_begin(d, tag);
        const double used = lines_draw(d, r->at[i], x + pad, d->y + pad, room, &r->drawn[i]);
        tag_end(d, tag);
        if (used > most) most = used;
        x += column_width(d, i);
    }
    tag_end(d, "TR");
    pango.cairo_set_line_width(d->cr, 0.5);
    x = d->left;
    for (size_t i = 0; i < d->columns; i++) {
        pango.cairo_rectangle(d->cr, x, d->y, column_width(d, i), most + 2 * pad);
        x += column_width(d, i);
    }
    pango.cairo_stroke(d->cr);
    d->y += most + 2 * pad;
}

static void row_free(const Draw *d, Row *r)
{
    for (size_t i = 0; i < d->columns; i++)
        pango.g_object_unref(r->at[i]);
}

static void heading_draw(Draw *d)
{
    Row r = row_set(d, (Str){0}, true);
    row_piece(d, &r, "TH");
    row_free(d, &r);
}

/* A row stays whole where a page can hold it; the headings come again on each page. */
void row_draw(Draw *d, Str cells)
{
    Row r = row_set(d, cells, false), top = row_set(d, (Str){0}, true);
    const double head = row_height(d, &top), height = row_height(d, &r);
    row_free(d, &top);
    const double needed = height + head > d->bottom - d->top ? head + MM(20) : height + (d->heading_due ? head : 0);
    if (d->y + needed > d->bottom && d->y > d->top) page_begin(d), d->heading_due = true;
    while (row_left(d, &r)) {
        if (d->heading_due) heading_draw(d), d->heading_due = false;
        row_piece(d, &r, "TD");
        if (row_left(d, &r)) page_begin(d), d->heading_due = true;
    }
    row_free(d, &r);
}

void table_end(Draw *d)
{
    if (d->columns && d->heading_due) heading_draw(d); /* without a row it still says what would be in it */
    table_tag(d, false);
    d->y += d->columns ? MM(3) : 0;
    d->columns = 0, d->heading_due = false;
}

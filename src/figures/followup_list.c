/* followup_list.c - the published models behind a number of followup_page.c: as many as it says. */
#include "figures/followup.h"
#include "followup.html.h"

enum { LIST_PAGE = 50, LIST_FILE = 10000 };
static const char *const paths[] = {
    [PRAISING] = STATISTICS_PATH "/bieu-duong/danh-sach", [UPKEEP] = STATISTICS_PATH "/duy-tri/danh-sach"};

static bool is_listed(const Followup *f, const Followed *x)
{
    const bool here = f->scope.part ? x->under == f->scope.part : x->under != PLACE_PARTLY;
    return here && x->in[f->group];
}

/* Those of all places, in one order. */
static void keep_listed(const Followup *f, FollowedAll *all)
{
    size_t n = 0;
    for (size_t i = 0; i < all->len; i++)
        if (is_listed(f, &all->at[i])) {
            all->at[n] = all->at[i];
            all->at[n++].under = 0;
        }
    all->len = n;
    followup_order(all);
}

static Str field_name(const Options *fields, Str code)
{
    for (size_t i = 0; i < fields->len; i++)
        if (str_eq(fields->at[i].value, code)) return fields->at[i].label;
    return code;
}

static Err lines_of(Req *q, const FollowedAll *all, size_t from, size_t most, FollowupLines *out)
{
    Ctx *c = &q->ctx;
    const bool shown = wants_html(q);
    Options fields;
    TRY(field_options(c, &fields));
    *out = (FollowupLines){NEW(c->arena, FollowupLine, most + 1), 0};
    for (size_t i = from; i < all->len && out->len < most; i++) {
        const Followed *x = &all->at[i];
        FollowupFile f;
        TRY(followup_file(c, x->id, &f));
        Str subject = f.facet;
        const Str field = str_cut(&subject, '/');
        out->at[out->len++] = (FollowupLine){
            .code = f.code,
            .name = f.title,
            .unit = f.unit,
            .unit_name = f.unit_name,
            .field = shown ? field_name(&fields, field) : field,
            .subject = shown ? msg_of(c, "figures.subject", NULL, subject) : subject,
            .recognised = f.recognised,
            .praised = x->praised,
            .days = x->praised.n ? x->days : NO_NUMBER,
            .last = f.last,
            .confirmed = f.confirmed ? f.confirmed : NO_NUMBER,
        };
    }
    return OK;
}

static Err as_table(Req *q, Question question, const FollowupLines *rows, Str next)
{
    static const Column praise[] = {
        COLUMN(FollowupLine, code),       COLUMN(FollowupLine, name),    COLUMN(FollowupLine, unit),
        COLUMN(FollowupLine, unit_name),  COLUMN(FollowupLine, field),   COLUMN(FollowupLine, subject),
        COLUMN(FollowupLine, recognised), COLUMN(FollowupLine, praised), COLUMN(FollowupLine, days)};
    static const Column upkeep[] = {
        COLUMN(FollowupLine, code),       COLUMN(FollowupLine, name),  COLUMN(FollowupLine, unit),
        COLUMN(FollowupLine, unit_name),  COLUMN(FollowupLine, field), COLUMN(FollowupLine, subject),
        COLUMN(FollowupLine, recognised), COLUMN(FollowupLine, last),  COLUMN(FollowupLine, confirmed)};
    static const Columns columns[] = {[PRAISING] = COLUMNS("danh-sach-bieu-duong", praise, FollowupLine),
                                      [UPKEEP] = COLUMNS("danh-sach-duy-tri", upkeep, FollowupLine)};
    return reply_rows(q, &columns[question], rows->at, rows->len, next);
}

/* sau=50: behind as many of them. */
static size_t begins_at(const Req *q)
{
    const Str after = query_arg(q, "sau");
    int64_t n = 0;
    return str_digits(after) && str_int(after, &n) && n > 0 ? (size_t)n : 0;
}

static Str next_link(Ctx *c, const Followup *f, size_t at)
{
    const Str link = figures_link(c, paths[f->question], &f->scope, NULL, 0);
    bool asked = false;
    for (size_t i = 0; i < link.len; i++)
        asked |= link.ptr[i] == '?';
    return arena_fmt(c->arena, STR "%csau=%zu", ARG(link), asked ? '&' : '?', at);
}

static Err list(Req *q, Question question)
{
    Ctx *c = &q->ctx;
    Followup f;
    Form form = {0};
    FollowedAll all;
    FollowupLines rows;
    const Err e = followup_read(c, q->query, question, &f, &form);
    if (e == ERR_INVALID && form.spec && !form.ok) return statistics_refused(q, &form, paths[question]);
    if (e) return e;
    TRY(followup_find(c, &f, &all));
    keep_listed(&f, &all);
    const size_t from = begins_at(q), most = wants_html(q) ? LIST_PAGE : LIST_FILE;
    TRY(lines_of(q, &all, from, most, &rows));
    const Str next = from < all.len && all.len - from > most ? next_link(c, &f, from + most) : (Str){0};
    if (!wants_html(q)) return as_table(q, question, &rows, next);
    const Str args[] = {text_int64_t(c, (int64_t)all.len), followup_group(c, &f, f.group)};
    const Str heading = msg_with(c, MSG_followup_list_heading, args, LEN(args));
    return reply(q, (Page){.title = heading,
                           .main = followup_list_html(c, heading, &f, rows, next),
                           .nav = STATISTICS_PATH,
                           .up = question == PRAISING ? STATISTICS_PATH "/bieu-duong" : STATISTICS_PATH "/duy-tri",
                           .up_title = question == PRAISING ? MSG_followup_praise : MSG_followup_upkeep});
}

Err followup_praise_list(Req *q)
{
    return list(q, PRAISING);
}

Err followup_upkeep_list(Req *q)
{
    return list(q, UPKEEP);
}

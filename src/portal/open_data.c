/* open_data.c - which data this office gives away, where, and under which licence. */
#include "base/json.h"
#include "open_data.html.h"
#include "portal/portal.h"

/* Listed where the page exists; `csv` follows from its route. */
static const struct {
    const char *path;
    int says;
} known[] = {
    {"/phong-trao/thong-ke",           MSG_open_data_figures   },
    {"/phong-trao/thong-ke/danh-sach", MSG_open_data_list_of   },
    {"/phong-trao",                    MSG_open_data_models    },
    {"/bao-cao",                       MSG_open_data_reports   },
    {"/thu-tuc",                       MSG_open_data_procedures},
    {"/xin-loi",                       MSG_open_data_apologies },
    {"/don-vi",                        MSG_open_data_units     },
    {"/lich",                          MSG_open_data_days      },
    {"/tin",                           MSG_open_data_news      },
};

static const Route *route_of(Str path)
{
    for (const Slice *const *s = web.slices; s && *s; s++)
        for (const Route *r = (*s)->routes.at, *end = r + (*s)->routes.len; r < end; r++)
            if (r->method == GET && !r->may && str_eq(str(r->pattern), path)) return r;
    return NULL;
}

static Offers offers(Ctx *c)
{
    Offers out = {NEW(c->arena, Offered, LEN(known)), 0};
    for (size_t i = 0; i < LEN(known); i++) {
        const Route *r = route_of(str(known[i].path));
        if (r) out.at[out.len++] = (Offered){str(known[i].path), msg(c, known[i].says), r->csv};
    }
    return out;
}

static Err as_json(Req *q, const Offers *o)
{
    static const char *const tables[] = {"csv", "xlsx"};
    Buf out = {.arena = q->ctx.arena};
    Json j = {&out, false};
    json_open(&j, '{');
    json_member(&j, "licence", S("CC BY 4.0"));
    json_member(&j, "publisher", site()->name);
    json_key(&j, "items");
    json_open(&j, '[');
    for (size_t i = 0; i < o->len; i++) {
        const Offered *x = &o->at[i];
        json_open(&j, '{');
        json_member(&j, "title", x->says);
        json_member(&j, "json", arena_fmt(q->ctx.arena, STR ".json", ARG(x->path)));
        for (size_t k = 0; k < LEN(tables); k++) {
            json_key(&j, tables[k]);
            if (x->csv)
                json_Str(&j, arena_fmt(q->ctx.arena, STR ".%s", ARG(x->path), tables[k]));
            else
                json_null(&j);
        }
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    return reply_json(q, 200, buf_done(&out));
}

Err get_open_data(Req *q)
{
    Ctx *c = &q->ctx;
    const Offers o = offers(c);
    if (q->as == AS_JSON) return as_json(q, &o);
    const Str n = text_int64_t(c, (int64_t)o.len), heading = msg_with(c, MSG_open_data_heading, &n, 1);
    return reply(q, (Page){.title = heading, .main = open_data_html(c, heading, o)});
}

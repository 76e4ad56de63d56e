/* display.c - size of letters and colour of the page: kept in two cookies, without any script. */
#include "base/json.h"
#include "display.html.h"
#include "portal/portal.h"

typedef struct {
    Str colours, letters;
} Display;
static const char *const colour_choices[] = {"he-thong", "sang", "toi", NULL};
static const char *const letter_choices[] = {"thuong", "lon", NULL};
static const Field fields[] = {
    {.name = "nen",
     .type = FIELD_CHOICE,
     .at = TYPED(Display, colours, Str),
     .choices = colour_choices,
     .labels = "display.nen"},
    {.name = "chu",
     .type = FIELD_CHOICE,
     .at = TYPED(Display, letters, Str),
     .choices = letter_choices,
     .labels = "display.chu"},
};
const FormSpec display_form = FORM("display", fields, Display);
enum { A_YEAR = 365 * 86400, FORGET = -1 };

static Html page_of(Req *q, const Form *f, bool saved)
{
    Ctx *c = &q->ctx;
    return display_html(c, form_faults(c, f), form_fields(c, f), form_hidden(c, q), saved);
}

static Str known(const Req *q, const char *name, const char *const *choices)
{
    const Str value = cookie(q, name);
    for (const char *const *k = choices; *k; k++)
        if (str_eq(value, str(*k))) return value;
    return str(choices[0]);
}

Err get_display(Req *q)
{
    Ctx *c = &q->ctx;
    Form f = form_blank(&display_form);
    form_value(&f, "nen", known(q, "nen", colour_choices));
    form_value(&f, "chu", known(q, "chu", letter_choices));
    if (q->as == AS_JSON) {
        Buf out = {.arena = c->arena};
        Json j = {&out, false};
        json_open(&j, '{');
        json_member(&j, "nen", f.value[0]);
        json_member(&j, "chu", f.value[1]);
        json_close(&j, '}');
        return reply_json(q, 200, buf_done(&out));
    }
    const bool saved = query_arg(q, "da-luu").len > 0;
    return reply(q, (Page){.title = msg(c, MSG_display_title), .main = page_of(q, &f, saved), .private_page = true});
}

Err post_display(Req *q)
{
    Ctx *c = &q->ctx;
    Display d = {0};
    Form f;
    TRY(form_read(c, q->body, &display_form, &d, &f));
    if (!f.ok) return reply_faults(q, &f, (Page){.title = msg(c, MSG_display_title), .main = page_of(q, &f, false)});
    set_cookie(q, "nen", d.colours, str_eq(d.colours, str(colour_choices[0])) ? FORGET : A_YEAR);
    set_cookie(q, "chu", d.letters, str_eq(d.letters, str(letter_choices[0])) ? FORGET : A_YEAR);
    return redirect(q, "/hien-thi?da-luu=1");
}

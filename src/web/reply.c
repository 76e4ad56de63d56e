/* reply.c - from what a handler found to the bytes of an answer. */
#include "base/json.h"
#include "layout.html.h"
#include "web/form_page.h"
#include "web/web.h"
#include <assert.h>
#include <stdatomic.h>

static const Site unnamed = {
    .name = {"Khéo",            5 },
      .place = {"Dân vận khéo", 16}
};
static _Atomic(const Site *) the_site = &unnamed;

void site_set(const Site *s)
{
    atomic_store(&the_site, s);
}

const Site *site(void)
{
    return atomic_load(&the_site);
}

bool wants_html(const Req *q)
{
    return q->as == AS_HTML;
}

bool wants_table(const Req *q)
{
    return q->as == AS_CSV || q->as == AS_XLSX;
}

Err reply(Req *q, Page p)
{
    assert(p.title.len);
    q->status = p.status ? p.status : 200;
    q->type = S("text/html; charset=utf-8");
    q->store = !p.private_page && !q->session.len && q->status == 200;
    q->text = layout_html(&q->ctx, q, &p, site()).s;
    return OK;
}

Err reply_json(Req *q, int status, Str text)
{
    q->status = status, q->type = S("application/json; charset=utf-8"), q->text = text;
    return OK;
}

Err reply_text(Req *q, const char *type, Str text, Str filename)
{
    q->status = 200, q->type = str(type), q->text = text, q->filename = filename;
    return OK;
}

static Str own_path(Req *q, Str path)
{
    Buf out = {.arena = q->ctx.arena};
    assert(path.len && path.ptr[0] == '/' && !(path.len > 1 && path.ptr[1] == '/'));
    put_lang(&q->ctx, &out);
    buf_str(&out, path);
    return buf_done(&out);
}

Err redirect(Req *q, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    Str path = arena_vfmt(q->ctx.arena, fmt, ap);
    va_end(ap);
    q->status = 303, q->location = own_path(q, path);
    q->type = S("text/plain; charset=utf-8"), q->text = S("");
    return OK;
}

Err reply_done(Req *q, Str code, Str page)
{
    return reply_entered(q, code, page, (Str){0}, 0);
}

Err reply_entered(Req *q, Str code, Str page, Str receipt, int64_t index)
{
    if (wants_html(q)) return redirect(q, STR, ARG(page));
    Buf out = {.arena = q->ctx.arena};
    Json j = {&out, false};
    json_open(&j, '{');
    json_member(&j, "code", code);
    json_member(&j, "link", page);
    if (receipt.len) json_member(&j, "receipt", receipt), json_member(&j, "log_index", index);
    json_close(&j, '}');
    q->location = own_path(q, page);
    return reply_json(q, 201, buf_done(&out));
}

/* RFC 9457 */
static Str problem(Req *q, int status, Str code, Str title, Str detail, const Form *form)
{
    Buf out = {.arena = q->ctx.arena};
    Json j = {&out, false};
    json_open(&j, '{');
    json_member(&j, "type", S("about:blank"));
    json_member(&j, "title", title);
    json_member(&j, "status", (int64_t)status);
    json_member(&j, "code", code);
    if (detail.len) json_member(&j, "detail", detail);
    if (form) {
        json_key(&j, "errors");
        json_open(&j, '[');
        for (size_t i = 0; i < form->spec->len; i++) {
            if (!form->error[i].len) continue;
            json_open(&j, '{');
            json_member(&j, "field", str(form->spec->fields[i].name));
            json_member(&j, "code", str(form->code[i]));
            json_member(&j, "message", form->error[i]);
            json_close(&j, '}');
        }
        json_close(&j, ']');
    }
    json_close(&j, '}');
    return buf_done(&out);
}

Err reply_faults(Req *q, const Form *f, Page p)
{
    p.status = 422, p.private_page = true;
    if (wants_html(q)) {
        p.title = arena_fmt(q->ctx.arena, STR " " STR, ARG(msg(&q->ctx, MSG_form_fault)), ARG(p.title));
        return reply(q, p);
    }
    q->status = 422, q->type = S("application/problem+json; charset=utf-8");
    q->text = problem(q, 422, S("E_INVALID"), msg(&q->ctx, MSG_error_invalid_title), (Str){0}, f);
    return OK;
}

/* The one place where an outcome becomes a page, a problem and a status. */
static const struct {
    int status;
    const char *code;
    int title, advice;
} outcome[] = {
    [ERR_INVALID] = {422, "E_INVALID",   MSG_error_invalid_title,   MSG_error_invalid_advice  },
    [ERR_DENIED] = {403, "E_FORBIDDEN", MSG_error_denied_title,    MSG_error_denied_advice   },
    [ERR_NOT_FOUND] = {404, "E_NOT_FOUND", MSG_error_not_found_title, MSG_error_not_found_advice},
    [ERR_CONFLICT] = {409, "E_CONFLICT",  MSG_error_conflict_title,  MSG_error_conflict_advice },
    [ERR_GONE] = {410, "E_EXPIRED",   MSG_error_gone_title,      MSG_error_gone_advice     },
    [ERR_RATE] = {429, "E_RATE",      MSG_error_rate_title,      MSG_error_rate_advice     },
    [ERR_BUSY] = {503, "E_BUSY",      MSG_error_busy_title,      MSG_error_busy_advice     },
    [ERR_INTERNAL] = {500, "E_INTERNAL",  MSG_error_internal_title,  MSG_error_internal_advice },
};

/* ---- what was typed is not lost ---- */

static bool holds_secret(const FormSpec *spec)
{
    for (size_t i = 0; spec && i < spec->len; i++)
        if (spec->fields[i].type == FIELD_SECRET) return true;
    return false;
}

/* Sending it again does nothing twice: its token goes along. */
static Again again_of(const Req *q)
{
    Again x = {.fields = q->body, .typed = q->method == POST && q->body.len};
    bool whole = x.typed && !holds_secret(q->route ? q->route->form : NULL);
    for (size_t i = 0; i < q->body.len; i++)
        if (q->body.at[i].file) whole = false;
    if (!whole) return x;
    x.path = q->query_text.len ? arena_fmt(q->ctx.arena, STR "?" STR, ARG(q->path), ARG(q->query_text)) : q->path;
    return x;
}

Err web_refuse(Req *q, Err e)
{
    assert(e > OK && e < (Err)LEN(outcome));
    Ctx *c = &q->ctx;
    const int status = outcome[e].status;
    const Str title = msg(c, outcome[e].title), why = why_text(c);
    const bool later = e == ERR_RATE || e == ERR_BUSY;
    const Again again = later ? again_of(q) : (Again){0};
    if (later) q->retry_after = q->retry_after ? q->retry_after : 2;
    q->location = (Str){0};
    q->set_cookie_len = 0;
    if (q->as == AS_HTML) {
        const Html main = error_html(c, title, why, msg(c, outcome[e].advice), &again);
        if (reply(q, (Page){.status = status, .title = title, .main = main, .private_page = true})) return e;
    } else {
        q->status = status, q->type = S("application/problem+json; charset=utf-8");
        q->text = problem(q, status, str(outcome[e].code), title, why, NULL);
    }
    return e;
}

Err web_busy(Req *q)
{
    static const struct {
        const char *vi, *en;
    } page = {"<!doctype html><html lang=\"vi\"><meta charset=\"utf-8\"><title>Máy chủ đang bận</title>"
              "<h1>Máy chủ đang bận</h1><p>Việc của Ông/Bà chưa được ghi. Vui lòng thử lại sau ít phút.</p>",
              "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>The server is busy</title>"
              "<h1>The server is busy</h1><p>Nothing was recorded. Please try again in a few minutes.</p>"};
    q->status = 503, q->retry_after = 2, q->store = false;
    q->location = (Str){0}, q->set_cookie_len = 0;
    q->type = S("text/html; charset=utf-8");
    q->text = str(q->ctx.lang == EN ? page.en : page.vi);
    if (wants_html(q)) return ERR_BUSY;
    q->type = S("application/problem+json; charset=utf-8");
    q->text = S("{\"type\":\"about:blank\",\"title\":\"The server is busy\",\"status\":503,\"code\":\"E_BUSY\"}");
    return ERR_BUSY;
}

void set_cookie(Req *q, const char *name, Str value, int64_t seconds)
{
    assert(q->set_cookie_len < (int)LEN(q->set_cookie));
    Buf out = {.arena = q->ctx.arena};
    buf_fmt(&out, "%s%s=" STR "; Path=/; HttpOnly; SameSite=Lax", web.secure ? "__Host-" : "", name, ARG(value));
    if (seconds) buf_fmt(&out, "; Max-Age=%lld", seconds < 0 ? 0LL : (long long)seconds);
    if (web.secure) buf_str(&out, S("; Secure"));
    q->set_cookie[q->set_cookie_len++] = buf_done(&out);
}

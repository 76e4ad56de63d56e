/* form.c - a field table read: cleaned, checked, stored, and every fault at its field. */
#include "base/day.h"
#include "web/web.h"
#include <assert.h>
#include <sodium.h>
#include <string.h>

typedef struct {
    Ctx *c;
    const FormSpec *spec;
    Form *form;
    size_t i;
} Reading;

Form form_blank(const FormSpec *spec)
{
    assert(spec->len <= FIELDS_MAX);
    return (Form){.spec = spec, .ok = true};
}

Str label_of(const Ctx *c, const FormSpec *spec, const Field *f)
{
    return msg_of(c, spec->name, NULL, str(f->name));
}

static bool fault(const Reading *r, const char *code, int message, Str arg)
{
    const Field *f = &r->spec->fields[r->i];
    const Str args[] = {label_of(r->c, r->spec, f), arg};
    r->form->error[r->i] = msg_with(r->c, message, args, LEN(args));
    r->form->code[r->i] = code;
    r->form->ok = false;
    return false;
}

/* Its place in the form; the form's length: it has no such field. */
static size_t field_at(const Form *f, const char *field)
{
    size_t i = 0;
    while (i < f->spec->len && strcmp(f->spec->fields[i].name, field) != 0)
        i++;
    return i;
}

void form_fault(Ctx *c, Form *f, const char *field, const char *code, int message, Str arg)
{
    const Reading r = {c, f->spec, f, field_at(f, field)};
    assert(r.i < f->spec->len);
    fault(&r, code, message, arg);
}

void form_value(Form *f, const char *field, Str value)
{
    const size_t i = field_at(f, field);
    if (i < f->spec->len) f->value[i] = value;
}

void form_choices(Form *f, const char *field, Options o)
{
    const size_t i = field_at(f, field);
    if (i < f->spec->len) f->choice[i] = o, f->off[i] = !o.len;
}

Str form_given(const Form *f, const char *field)
{
    const size_t i = field_at(f, field);
    return i < f->spec->len ? f->value[i] : (Str){0};
}

Str form_error(const Form *f, const char *field)
{
    const size_t i = field_at(f, field);
    return i < f->spec->len ? f->error[i] : (Str){0};
}

bool each_given(Str lines, Str value, Str *text)
{
    while (lines.len) {
        *text = str_cut(&lines, '\n');
        if (str_eq(str_cut(text, ' '), value)) return true;
    }
    *text = (Str){0};
    return false;
}

bool is_phone(Str s)
{
    if (str_starts(s, S("+84"))) return s.len == 12 && str_digits((Str){s.ptr + 3, 9});
    return s.len == 10 && s.ptr[0] == '0' && str_digits(s);
}

bool is_email(Str s)
{
    const char *at = s.len ? memchr(s.ptr, '@', s.len) : NULL;
    if (!at || at == s.ptr || s.len > 254) return false;
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] <= ' ' || strchr(",;<>()\"\\", s.ptr[i])) return false;
    Str domain = {at + 1, s.len - (size_t)(at - s.ptr) - 1};
    const char *point = domain.len ? memchr(domain.ptr, '.', domain.len) : NULL;
    return point && point != domain.ptr && domain.ptr[domain.len - 1] != '.' && !memchr(domain.ptr, '@', domain.len);
}

bool is_code(Str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char k = s.ptr[i];
        bool letter = ((k | 32) >= 'a' && (k | 32) <= 'z') || (k >= '0' && k <= '9');
        if (!letter && !strchr("._-", k)) return false;
    }
    return s.len > 0;
}

static Str range(Ctx *c, int64_t min, int64_t max)
{
    Str a = text_int64_t(c, min), b = text_int64_t(c, max);
    return arena_fmt(c->arena, STR "–" STR, ARG(a), ARG(b));
}

static bool read_number(const Reading *r, const Field *f, Str v, int64_t *at)
{
    Buf plain = {.arena = r->c->arena}; /* people write 1.850 and 1 850 */
    for (size_t i = 0; i < v.len; i++)
        if (!strchr(". ", v.ptr[i])) buf_char(&plain, v.ptr[i]);
    if (!str_int(buf_done(&plain), at)) return fault(r, "E_FORMAT", MSG_form_number, (Str){0});
    if (*at < f->min || *at > f->max) return fault(r, "E_RANGE", MSG_form_range, range(r->c, f->min, f->max));
    return true;
}

static bool read_text(const Reading *r, const Field *f, Str v, Str *at)
{
    int64_t n = (int64_t)str_chars(v);
    *at = v;
    if (n < f->min) return fault(r, "E_RANGE", MSG_form_short, text_int64_t(r->c, f->min));
    if (f->max && n > f->max) return fault(r, "E_TOO_LONG", MSG_form_long, text_int64_t(r->c, f->max));
    if (f->check && !f->check(v))
        return fault(r, "E_FORMAT", MSG_form_shape, f->example ? msg(r->c, f->example) : S(""));
    return true;
}

static bool listed(const Field *f, const Options *o, Str v)
{
    if (!f->choices && !f->options) return f->check && f->check(v);
    for (size_t i = 0; f->choices && f->choices[i]; i++)
        if (str_eq(v, str(f->choices[i]))) return true;
    for (size_t i = 0; i < o->len; i++)
        if (str_eq(v, o->at[i].value)) return true;
    return false;
}

static Err read_known(const Reading *r, const Field *f, Str v)
{
    bool yes = false;
    TRY(f->known(r->c, v, &yes));
    if (!yes) fault(r, "E_UNKNOWN_REF", MSG_form_unknown, v);
    return OK;
}

static Err read_listed(const Reading *r, const Field *f, Str v, Str *at)
{
    Options options = {0};
    *at = v;
    if (f->known && f->type != FIELD_MANY) return read_known(r, f, v);
    if (f->options) TRY(f->options(r->c, &options));
    if (f->type != FIELD_MANY) {
        if (!listed(f, &options, v)) fault(r, "E_UNKNOWN_REF", MSG_form_unknown, v);
        return OK;
    }
    int64_t n = 0;
    for (Str rest = v; rest.len; n++) {
        Str text = str_cut(&rest, f->each ? '\n' : ';');
        const Str one = f->each ? str_cut(&text, ' ') : text;
        if (!listed(f, &options, one)) fault(r, "E_UNKNOWN_REF", MSG_form_unknown, one);
        if (f->each && !text.len) fault(r, "E_REQUIRED", MSG_form_each, msg(r->c, f->each));
        if (f->each && (int64_t)str_chars(text) > EACH_MAX)
            fault(r, "E_TOO_LONG", MSG_form_long, text_int64_t(r->c, EACH_MAX));
    }
    if (f->max && n > f->max) fault(r, "E_RANGE", MSG_form_many, text_int64_t(r->c, f->max));
    return OK;
}

bool form_has_file(const FormSpec *spec)
{
    for (size_t i = 0; spec && i < spec->len; i++)
        if (spec->fields[i].type == FIELD_FILE) return true;
    return false;
}

static Upload *upload_of(Pairs body, const char *name)
{
    for (size_t i = 0; i < body.len; i++)
        if (body.at[i].file && str_eq(body.at[i].name, str(name))) return body.at[i].file;
    return NULL;
}

static bool fits_size(const Field *f, const Upload *u)
{
    return u->bytes.len && (!f->max || (int64_t)u->bytes.len <= f->max) && (int64_t)u->bytes.len >= f->min;
}

Str sha256_hex(Arena *a, Str bytes)
{
    unsigned char h[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(h, (const unsigned char *)bytes.ptr, bytes.len);
    return hex_of(a, h, sizeof h);
}

static bool is_hash(Str s)
{
    return s.len == 2 * crypto_hash_sha256_BYTES && strspn(s.ptr, "0123456789abcdef") >= s.len;
}

static Err take_file(Ctx *c, const Field *f, Upload *u)
{
    u->hash = sha256_hex(c->arena, u->bytes);
    Err e = f->take && fits_size(f, u) ? f->take(c, u) : OK;
    if (e != ERR_INVALID) return e;
    u->fault = why_text(c), u->code = "E_MEDIA";
    c->why = MSG_NONE;
    return OK;
}

Err form_files(Req *q, const FormSpec *spec)
{
    for (size_t i = 0; spec && i < spec->len; i++) {
        const Field *f = &spec->fields[i];
        Upload *u = f->type == FIELD_FILE ? upload_of(q->body, f->name) : NULL;
        if (!u) continue;
        TRY(take_file(&q->ctx, f, u));
        for (size_t k = 0; k < q->body.len; k++)
            if (q->body.at[k].file == u) q->body.at[k].value = u->hash;
    }
    return OK;
}

static Str mebibytes(Ctx *c, int64_t bytes)
{
    return text_int64_t(c, (bytes + (1 << 20) - 1) >> 20);
}

static void read_file(const Reading *r, const Field *f, Pairs body, Upload *at)
{
    const Upload *u = upload_of(body, f->name);
    const Str value = pair(body, f->name);
    if (!u && is_hash(value))
        at->hash = value;
    else if (!u && !f->optional)
        fault(r, "E_REQUIRED", MSG_form_file, (Str){0});
    if (!u) return;
    *at = *u;
    r->form->value[r->i] = u->name;
    if (!u->bytes.len)
        fault(r, "E_REQUIRED", MSG_form_file_empty, (Str){0});
    else if (!fits_size(f, u))
        fault(r, "E_TOO_LARGE", MSG_form_file_large, mebibytes(r->c, f->max));
    else if (u->fault.len)
        r->form->error[r->i] = u->fault, r->form->code[r->i] = u->code, r->form->ok = false;
}

static Err read_field(const Reading *r, const Field *f, Str v, void *at)
{
    switch (f->type) {
    case FIELD_NUMBER:
        read_number(r, f, v, at);
        return OK;
    case FIELD_DAY:
        if (!day_parse(v, at)) fault(r, "E_FORMAT", MSG_form_day, (Str){0});
        return OK;
    case FIELD_TIME:
        if (!time_parse(v, at)) fault(r, "E_FORMAT", MSG_form_time, (Str){0});
        return OK;
    case FIELD_YES:
        *(bool *)at = true;
        return OK;
    case FIELD_CHOICE:
    case FIELD_PICK:
    case FIELD_MANY:
        return read_listed(r, f, v, at);
    case FIELD_TEXT:
    case FIELD_LONG:
    case FIELD_SECRET:
    case FIELD_HIDDEN:
        read_text(r, f, v, at);
        return OK;
    case FIELD_FILE: /* has no text */
        return OK;
    }
    return OK;
}

static Str one_line(Ctx *c, Str s)
{
    if (!s.len || !memchr(s.ptr, '\n', s.len)) return s;
    Str copy = arena_copy(c->arena, s);
    for (size_t i = 0; i < copy.len; i++)
        if (copy.ptr[i] == '\n') ((char *)(uintptr_t)copy.ptr)[i] = ' ';
    return copy;
}

/* A text is as good as a tick: whoever says why has said that. */
static Str gathered_each(Ctx *c, Pairs body, const Field *f)
{
    Buf out = {.arena = c->arena};
    const Str prefix = arena_fmt(c->arena, "%s.", f->name);
    for (size_t i = 0; i < body.len; i++) {
        const Pair *p = &body.at[i];
        const bool tick = str_eq(p->name, str(f->name)), said = str_starts(p->name, prefix) && p->value.len;
        Str value = p->value;
        if (said) value = (Str){p->name.ptr + prefix.len, p->name.len - prefix.len};
        if (!value.len || !(tick || said) || each_given(buf_done(&out), value, &(Str){0})) continue;
        Str text = text_clean(c->arena, pair(body, arena_fmt(c->arena, STR STR, ARG(prefix), ARG(value)).ptr));
        text = one_line(c, text);
        buf_fmt(&out, "%s" STR " " STR, out.len ? "\n" : "", ARG(value), ARG(text));
    }
    return buf_done(&out);
}

/* Boxes that are ticked come as many pairs of one name: joined by ';', as the import writes them. */
static Str gathered(Ctx *c, Pairs body, const Field *f)
{
    if (f->each) return gathered_each(c, body, f);
    if (f->type != FIELD_MANY) return pair(body, f->name);
    Buf out = {.arena = c->arena};
    for (size_t i = 0; i < body.len; i++) {
        if (!str_eq(body.at[i].name, str(f->name)) || !body.at[i].value.len) continue;
        if (out.len) buf_char(&out, ';');
        buf_str(&out, body.at[i].value);
    }
    return buf_done(&out);
}

Err form_read(Ctx *c, Pairs body, const FormSpec *spec, void *into, Form *out)
{
    *out = form_blank(spec);
    for (size_t i = 0; i < spec->len; i++) {
        const Field *f = &spec->fields[i];
        const Reading r = {c, spec, out, i};
        if (f->type == FIELD_FILE) {
            read_file(&r, f, body, (Upload *)((char *)into + f->at));
            continue;
        }
        Str raw = gathered(c, body, f);
        Str v = f->type == FIELD_SECRET ? raw : text_clean(c->arena, raw);
        if (f->type != FIELD_LONG && f->type != FIELD_SECRET && !f->each) v = one_line(c, v);
        if (f->type != FIELD_SECRET) out->value[i] = v;
        if (v.len)
            TRY(read_field(&r, f, v, (char *)into + f->at));
        else if (!f->optional && f->type != FIELD_YES)
            fault(&r, "E_REQUIRED", MSG_form_required, (Str){0});
    }
    return OK;
}

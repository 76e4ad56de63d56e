/* naughty_test.c - whatever is typed into whichever form: it is cleaned, or refused at its field, and the form that
 * comes back shows it as text. What the pages behind the forms make of it: test/naughty.test. */
#include "app/house.h"
#include "app/services.h"
#include "base/test.h"
#include "casework/casework.h"
#include "store/bench.h"
#include <string.h>

static const char *const typed[] = {
    "\"><script>alert(7)</script>",
    "' onmouseover='alert(7)' x='",
    "</textarea><script>alert(7)</script>",
    "{if x}{t news.title}{} {0} %s%n ${7*7}",
    "\xe2\x80\xae"
    "abc\xe2\x80\xac \xe2\x81\xa6"
    "abc\xe2\x81\xa9", /* turned writing */
    "a\xe2\x80\x8b"
    "b\xef\xbb\xbf"
    "c\xe2\x80\x8d"
    "d", /* of no width */
    "Chào\r\nBcc: tram@noi.vn\rSubject: x",
    "a\tb\x01\x1b[31m\x7f\xc2\x85",
    "=1+1+cmd|' /C calc'!A0",
    "Bà \"Tư\" & “con” &amp; ông 'Ba'); DROP TABLE photo;--",
    "🌊🐟👩🏽",
    "مرحبا",
    "   \n  ",
};

static bool is_text(const Field *f)
{
    return f->type == FIELD_TEXT || f->type == FIELD_LONG || f->type == FIELD_HIDDEN;
}

/* A body that says `text` in every field in which people write. */
static Pairs everywhere(Arena *a, const FormSpec *spec, Str text)
{
    Pairs out = {NEW(a, Pair, spec->len), 0};
    for (size_t i = 0; i < spec->len; i++)
        if (is_text(&spec->fields[i])) out.at[out.len++] = (Pair){.name = str(spec->fields[i].name), .value = text};
    return out;
}

static bool holds(Str s, const char *what)
{
    return s.len && memmem(s.ptr, s.len, what, strlen(what));
}

/* Neither a control character nor one that hides or turns what stands beside it; a line ends only where lines are. */
static bool is_clean(const Field *f, Str s)
{
    static const char *const hidden[] = {"\xe2\x80\x8b", "\xe2\x80\x8d", "\xe2\x80\xae", "\xe2\x80\xac",
                                         "\xe2\x81\xa6", "\xe2\x81\xa9", "\xef\xbb\xbf", "\xc2\x85"};
    for (size_t i = 0; i < s.len; i++) {
        const unsigned char k = (unsigned char)s.ptr[i];
        if ((k < ' ' && !(k == '\n' && f->type == FIELD_LONG)) || k == 0x7f) return false;
    }
    for (size_t i = 0; i < LEN(hidden); i++)
        if (holds(s, hidden[i])) return false;
    return true;
}

static Form read_in(Ctx *c, const FormSpec *spec, Str text)
{
    Form form;
    OKAY(form_read(c, everywhere(c->arena, spec, text), spec, arena_alloc(c->arena, spec->size), &form));
    return form;
}

static void try(Ctx *c, const FormSpec *spec, const char *text)
{
    const Form form = read_in(c, spec, str(text));
    for (size_t i = 0; i < spec->len; i++)
        if (is_text(&spec->fields[i]) && !is_clean(&spec->fields[i], form.value[i]))
            test_fail(__FILE__, __LINE__, "%s.%s keeps: " STR, spec->name, spec->fields[i].name, ARG(form.value[i]));
    const Str drawn = form_fields(c, &form).s;
    if (holds(drawn, "<script") || holds(drawn, "onmouseover='") || holds(drawn, "\"><script"))
        test_fail(__FILE__, __LINE__, "%s shows as markup: %s", spec->name, text);
    c->why = MSG_NONE;
}

/* One letter more than the field takes, of two bytes each. */
static void try_long(Ctx *c, const FormSpec *spec)
{
    int64_t most = 0;
    for (size_t i = 0; i < spec->len; i++) {
        const Field *f = &spec->fields[i];
        if (is_text(f) && f->max <= 0) test_fail(__FILE__, __LINE__, "%s.%s has no limit", spec->name, f->name);
        if (is_text(f) && f->max > most) most = f->max;
    }
    Buf text = {.arena = c->arena};
    for (int64_t i = 0; i <= most; i++)
        buf_str(&text, S("đ"));
    const Form form = read_in(c, spec, buf_done(&text));
    for (size_t i = 0; i < spec->len; i++)
        if (is_text(&spec->fields[i]) && (!form.code[i] || strcmp(form.code[i], "E_TOO_LONG") != 0))
            test_fail(__FILE__, __LINE__, "%s.%s takes %lld letters", spec->name, spec->fields[i].name,
                      (long long)most + 1);
}

static size_t try_form(Ctx *c, const FormSpec *spec)
{
    Arena own = arena_empty(1 << 25);
    Ctx of = *c;
    if (!spec) return 0;
    of.arena = &own;
    for (size_t k = 0; k < LEN(typed); k++)
        try(&of, spec, typed[k]);
    try_long(&of, spec);
    arena_clear(&own);
    return 1;
}

TEST(whatever_is_typed_into_a_form_is_text)
{
    Ctx *c = bench_ctx();
    size_t tried = 0;
    services_set();
    OKAY(house_load(c));
    for (const Slice *const *s = slices; *s; s++) {
        for (size_t i = 0; i < (*s)->forms.len; i++)
            tried += try_form(c, (*s)->forms.at[i]);
        for (size_t i = 0; i < (*s)->routes.len; i++)
            tried += try_form(c, (*s)->routes.at[i].form);
    }
    for (const Flow *const *f = casework_flows; *f; f++)
        for (size_t i = 0; i < (*f)->row_len; i++)
            tried += try_form(c, (*f)->rows[i].form);
    CHECK(tried > 100); /* else hardly a form was asked */
}

/* form_page.c - a field table shown: labels, hints, faults and controls. */
#include "web/form_page.h"
#include "form.html.h"
#include "web/web.h"
#include <string.h>

enum { RADIOS_MAX = 6 }; /* more than these are easier to find in a list that drops down */
enum { LIST_MAX = 300 }; /* more than these weigh more than a page: their code is typed, and checked all the same */

Faults form_fault_list(Ctx *c, const Form *f)
{
    Faults out = {NEW(c->arena, Fault, f->spec->len), 0};
    for (size_t i = 0; i < f->spec->len; i++)
        if (f->error[i].len) out.at[out.len++] = (Fault){str(f->spec->fields[i].name), f->error[i]};
    return out;
}

Html form_faults(Ctx *c, const Form *f)
{
    size_t n = form_fault_list(c, f).len;
    return n ? form_faults_html(c, f, (int64_t)n)
             : (Html){
                   {"", 0}
    };
}

Html form_hidden(Ctx *c, const Req *q)
{
    unsigned char random[16];
    if (q->method == POST && q->token.len) return form_hidden_html(c, q->csrf, q->token); /* the form once more */
    chance_bytes(c, random, sizeof random);
    return form_hidden_html(c, q->csrf, hex_of(c->arena, random, sizeof random));
}

static Choice choice_of(const Field *f, const Option *x, Str value)
{
    Choice out = {.value = x->value, .label = x->label};
    out.chosen = f->each ? each_given(value, x->value, &out.text) : str_among(value, ';', x->value);
    return out;
}

static Choices choices_of(Ctx *c, const Field *f, Options own, Str value)
{
    Options o = own;
    size_t fixed = 0;
    while (!own.len && !f->each && f->choices && f->choices[fixed])
        fixed++;
    if (!own.len && f->options && f->options(c, &o)) o = (Options){0}; /* the page says so by its empty list */
    Choices out = {NEW(c->arena, Choice, fixed + o.len + 1), 0};
    for (size_t i = 0; i < fixed; i++) {
        Str code = str(f->choices[i]);
        out.at[out.len++] =
            (Choice){code, msg_of(c, f->labels ? f->labels : f->name, NULL, code), str_among(value, ';', code)};
    }
    for (size_t i = 0; i < o.len; i++)
        out.at[out.len++] = choice_of(f, &o.at[i], value);
    return out;
}

static Str input_of(const Field *f, bool group)
{
    if (group) return f->type == FIELD_MANY ? S("checkbox") : S("radio");
    switch (f->type) {
    case FIELD_DAY:
        return S("text"); /* dd/mm/yyyy is typed faster than picked, and reads aloud */
    case FIELD_SECRET:
        return S("password");
    default:
        break;
    }
    if (f->check == is_phone) return S("tel");
    return f->check == is_email ? S("email") : S("text");
}

static FieldView view_of(Ctx *c, const Form *form, size_t i)
{
    const Field *f = &form->spec->fields[i];
    FieldView v = {.f = f,
                   .name = str(f->name),
                   .label = form->label[i].len ? form->label[i] : label_of(c, form->spec, f),
                   .value = form->value[i],
                   .error = form->error[i]};
    int hint = msg_find(arena_fmt(c->arena, "%s.%s.hint", form->spec->name, f->name));
    v.hint = hint ? msg(c, hint) : f->type == FIELD_DAY ? msg(c, MSG_form_day_hint) : (Str){0};
    v.autocomplete = str(f->autocomplete);
    if (f->type == FIELD_CHOICE || f->type == FIELD_PICK || f->type == FIELD_MANY)
        v.choices = choices_of(c, f, form->choice[i], v.value);
    if (f->type == FIELD_PICK && f->known && v.choices.len > LIST_MAX) {
        if (!v.hint.len) v.hint = msg_with(c, MSG_form_code_hint, &v.choices.at[0].value, 1);
        v.choices = (Choices){0};
    }
    v.group = f->type == FIELD_MANY || (f->type == FIELD_CHOICE && v.choices.len <= RADIOS_MAX);
    v.input = input_of(f, v.group);
    v.group_class = v.error.len ? S("f bad") : S("f");
    v.limited = (f->type == FIELD_TEXT || f->type == FIELD_SECRET) && f->max;
    v.file = f->type == FIELD_FILE;
    if (v.file) {
        const Str size = text_int64_t(c, (f->max + (1 << 20) - 1) >> 20);
        v.size_hint = msg_with(c, v.value.len ? MSG_form_file_again : MSG_form_file_hint, &size, 1);
    }
    v.numeric = f->type == FIELD_NUMBER;
    const bool hinted = v.hint.len || v.file;
    v.described = arena_fmt(c->arena, "%s%s%s%s", hinted ? "h-" : "", hinted ? f->name : "", v.error.len ? " e-" : "",
                            v.error.len ? f->name : "");
    return v;
}

Html form_field(Ctx *c, const Form *f, const char *name)
{
    for (size_t i = 0; i < f->spec->len; i++)
        if (!f->off[i] && !strcmp(f->spec->fields[i].name, name)) return field_html(c, view_of(c, f, i));
    return (Html){
        {"", 0}
    };
}

Html form_fields(Ctx *c, const Form *f)
{
    Buf out = {.arena = c->arena};
    for (size_t i = 0; i < f->spec->len; i++)
        if (!f->off[i]) put(&out, field_html(c, view_of(c, f, i)));
    return (Html){buf_done(&out)};
}

Html filter_choice(Ctx *c, Str name, Str label, Str all, Options options, Str chosen)
{
    FilterView v = {name, label, all, chosen, {0}, options};
    if (options.len > LIST_MAX) v.hint = msg_with(c, MSG_form_code_hint, &options.at[0].value, 1);
    return filter_choice_html(c, v);
}

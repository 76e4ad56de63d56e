/* letter.c - what whoever brought a dossier is told of it, by mail, SMS or on paper: a row for each event. */
#include "onestop/events.h"

enum { VALUES_MAX = 8 };

/* What fills the {} of the messages, a letter each, in their order: o office, c code, p procedure, y Ông/Bà, d the day
 * in force, f the first one, r the day of reception, i what is missing, n the reason. */
typedef struct {
    const char *event; /* or several, parted by spaces */
    int subject;       /* filled with the code */
    int text;
    const char *text_of;
    int more; /* a second paragraph; 0: none */
    const char *more_of;
    int sms; /* 0: not worth one */
    const char *sms_of;
    bool paper; /* it is owed: without mail and phone it is handed over */
} LetterRow;
// clang-format off
static const LetterRow letters[] = {
    {"receive", MSG_dossier_told_receive, MSG_dossier_told_receive_text, "ocpd", 0, NULL, 0, NULL, false},
    {"refuse", MSG_dossier_told_refuse, MSG_dossier_told_refuse_text, "ocpn", 0, NULL, 0, NULL, false},
    {"request_supplement", MSG_dossier_told_supplement, MSG_dossier_told_supplement_text, "cpi", 0, NULL, MSG_dossier_told_supplement_sms, "co", true},
    {"apologise apologise_late", MSG_dossier_told_apology, MSG_dossier_told_apology_text, "rocpfon", MSG_dossier_told_apology_more, "oyd", MSG_dossier_told_apology_sms, "cod", true},
    {"complete deny", MSG_dossier_told_result, MSG_dossier_told_result_text, "cp", MSG_dossier_told_result_more, "yo", MSG_dossier_told_result_sms, "co", false},
    {"resubmit resume recounted", MSG_dossier_told_appointment, MSG_dossier_told_appointment_text, "cpd", 0, NULL, MSG_dossier_told_appointment_sms, "cd", false},
    {"moved", MSG_dossier_told_moved, MSG_dossier_told_moved_text, "cpo", 0, NULL, MSG_dossier_told_moved_sms, "co", false},
    {"stop lapse", MSG_dossier_told_stop, MSG_dossier_told_stop_text, "cpn", 0, NULL, MSG_dossier_told_stop_sms, "co", true},
};
// clang-format on

typedef struct {
    Act *a;
    Dossier d;
    Procedure p;
    Applicant who;
    Supplement supplement;
    Apology apology;
} Told;

static Err fill(Told *t)
{
    Ctx *c = t->a->c;
    const int64_t id = t->a->file.id;
    TRY(dossier_of(c, id, &t->d));
    TRY(procedure_by_id(c, t->d.procedure, &t->p));
    Err e = supplement_of(c, id, &t->supplement);
    if (e && e != ERR_NOT_FOUND) return e;
    e = apology_of(c, id, &t->apology);
    return e == ERR_NOT_FOUND ? OK : e;
}

static Str value(Ctx *c, const Told *t, char which)
{
    const Day due = t->a->file.due;
    switch (which) {
    case 'o':
        return t->a->file.unit_name;
    case 'c':
        return t->a->file.code;
    case 'p':
        return t->p.name;
    case 'y':
        return msg(c, str_eq(t->who.kind, S("to_chuc")) ? MSG_dossier_told_body : MSG_dossier_told_you);
    case 'd':
        return due.n ? date_long(c, due) : msg(c, MSG_dossier_no_promise);
    case 'f':
        return text_Day(c, t->apology.promised);
    case 'r':
        return text_Day(c, t->d.reception);
    case 'i':
        return t->supplement.items;
    default:
        return t->a->note.len ? t->a->note : msg(c, MSG_dossier_lapsed);
    }
}

static Str filled(Ctx *c, const Told *t, int message, const char *values)
{
    Str args[VALUES_MAX * 2];
    size_t n = 0;
    for (; n < LEN(args) && values[n]; n++)
        args[n] = value(c, t, values[n]);
    return msg_with(c, message, args, n);
}

static Str whole(Ctx *c, const Told *t, const LetterRow *row)
{
    const Str title = honorific(c, &t->who);
    const Str who[] = {title.len ? arena_fmt(c->arena, STR " " STR, ARG(title), ARG(t->who.name)) : t->who.name};
    const Str greeting = msg_with(c, MSG_dossier_told_greeting, who, LEN(who));
    const Str help[] = {t->a->file.unit_name, site()->help_phone};
    const Str close = help[1].len ? msg_with(c, MSG_dossier_told_help, help, LEN(help)) : (Str){0};
    const Str text = filled(c, t, row->text, row->text_of);
    const Str more = row->more ? filled(c, t, row->more, row->more_of) : (Str){0};
    return arena_fmt(c->arena, STR "\n" STR "%s" STR "%s" STR, ARG(greeting), ARG(text), more.len ? "\n" : "",
                     ARG(more), close.len ? "\n" : "", ARG(close));
}

/* First in Vietnamese, below that the same in English: who brought it may be a stranger here. */
static void write(Told *t, const LetterRow *row, Mail *m)
{
    Ctx *c = t->a->c, en = *c;
    en.lang = EN;
    const Str code[] = {t->a->file.code};
    m->to = t->who.email, m->phone = t->who.phone;
    m->subject = msg_with(c, row->subject, code, 1);
    m->text = arena_fmt(c->arena, STR "\n* * *\n" STR, ARG(whole(c, t, row)), ARG(whole(&en, t, row)));
    m->sms = row->sms ? filled(c, t, row->sms, row->sms_of) : (Str){0};
    m->paper = row->paper;
}

Err dossier_letter(Act *a, Str event, Mail *m)
{
    Told t = {.a = a};
    const LetterRow *row = NULL;
    for (size_t i = 0; i < LEN(letters); i++)
        if (str_among(str(letters[i].event), ' ', event)) row = &letters[i];
    if (!row) return OK;
    const Err e = applicant_of(a->c, a->file.id, &t.who);
    if (e) return e == ERR_NOT_FOUND ? OK : e; /* erased: nobody is left to tell */
    TRY(fill(&t));
    write(&t, row, m);
    return OK;
}

/* article.c - the way of an article from draft to the archive: its table of rows and its rules. */
#include "news/article.h"
#include "base/day.h"
#include "base/json.h"
#include "desk.html.h"
#include "media/media.h"
#include "movement/field.h"
#include "news/feed.h"
#include "news/own.h"
#include "text/code.h"
#include "text/fold.h"
#include <string.h>

enum { NONE, DRAFT, IN_REVIEW, SCHEDULED, PUBLISHED, WITHDRAWN };
static const char *const states[] = {"", "draft", "in_review", "scheduled", "published", "withdrawn"};
enum { TAGS_MAX = 10, TAG_CHARS_MAX = 40, MODELS_MAX = 20, SCHEDULE_DAYS_MAX = 366 };

/* ---- what is filled in ---- */

/* An address of the web, or the bare name of a site. */
static bool is_source(Str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] <= ' ' || strchr("<>\"'\\", s.ptr[i])) return false;
    return memchr(s.ptr, '.', s.len) &&
           (!memchr(s.ptr, ':', s.len) || str_starts(s, S("http://")) || str_starts(s, S("https://")));
}

// clang-format off
#define TEXT_FIELDS \
    TEXT_FIELD(ArticleInput, section, .max = 80, .optional = true), \
    LONG_FIELD(ArticleInput, lede, .max = 500, .optional = true), \
    LONG_FIELD(ArticleInput, body, .min = 1, .max = 60000)
#define ABOUT_FIELDS \
    TEXT_FIELD(ArticleInput, tags, .max = 400, .optional = true), \
    MANY_FIELD(ArticleInput, campaigns, campaign_options, .max = 5, .optional = true), \
    TEXT_FIELD(ArticleInput, models, .max = 400, .optional = true)
#define SOURCE_FIELDS \
    TEXT_FIELD(ArticleInput, source_name, .max = 120, .optional = true), \
    TEXT_FIELD(ArticleInput, source_title, .max = 300, .optional = true), \
    TEXT_FIELD(ArticleInput, source_url, .max = 300, .check = is_source, .example = MSG_article_source_url_example, .optional = true), \
    DAY_FIELD(ArticleInput, page_date, .optional = true), \
    DAY_FIELD(ArticleInput, published_on, .optional = true)
#define SLUG_FIELD(o) TEXT_FIELD(ArticleInput, slug, .max = SLUG_MAX, .check = is_slug, .example = MSG_article_slug_example, .optional = o)

static const Field draft_fields[] = {
    TEXT_FIELD(ArticleInput, title, .min = 3, .max = 200),
    TEXT_FIELDS,
    TEXT_FIELD(ArticleInput, caption, .max = 500, .optional = true),
    ABOUT_FIELDS,
    SOURCE_FIELDS,
    SLUG_FIELD(true),
};
static const Field correction_fields[] = {
    LONG_FIELD(ArticleInput, change, .min = 10, .max = 500),
    TEXT_FIELD(ArticleInput, title, .min = 3, .max = 200),
    TEXT_FIELDS,
    ABOUT_FIELDS,
    SOURCE_FIELDS,
    SLUG_FIELD(true),
};
static const Field row_fields[] = {
    SLUG_FIELD(false),
    TEXT_FIELD(ArticleInput, title, .min = 3, .max = 200),
    TEXT_FIELDS,
    TEXT_FIELD(ArticleInput, caption, .max = 500, .optional = true),
    TEXT_FIELD(ArticleInput, alt, .max = 300, .optional = true),
    ABOUT_FIELDS,
    SOURCE_FIELDS,
};
// clang-format on
const FormSpec article_form = FORM("article", draft_fields, ArticleInput);
const FormSpec article_correction_form = FORM("article", correction_fields, ArticleInput);
const FormSpec article_row_form = FORM("article", row_fields, ArticleInput);

/* ---- rules over it ---- */

/* "Một cửa ; một   CỬA, Dân vận" is two tags: one spelling each, and the address of each. */
static Err tags_check(Act *a, Str tags, Str *out)
{
    Ctx *c = a->c;
    Buf names = {.arena = c->arena}, seen = {.arena = c->arena};
    int n = 0;
    while (tags.len) {
        const Str name = str_trim(str_cut(&tags, ',')), tag = slug(c->arena, name);
        if (!tag.len || str_among(buf_done(&seen), ',', tag)) continue;
        if (++n > TAGS_MAX || str_chars(name) > TAG_CHARS_MAX) {
            form_fault(c, a->form, "tags", "E_RANGE", MSG_article_tags_many, (Str){0});
            return OK;
        }
        buf_str(&seen, tag), buf_char(&seen, ',');
        if (names.len) buf_str(&names, S(", "));
        buf_str(&names, name);
    }
    *out = buf_done(&names);
    return OK;
}

/* Codes of models that everybody may see, as they are written here. */
static Err models_check(Act *a, Str typed, Str *out)
{
    Ctx *c = a->c;
    Buf codes = {.arena = c->arena};
    int n = 0;
    for (Str rest = typed; rest.len;) {
        Str word = str_trim(str_cut(&rest, ' ')), code;
        Casefile f;
        while (word.len && strchr(",;", word.ptr[word.len - 1]))
            word.len--;
        if (!word.len) continue;
        Err e = code_read(c->arena, word, &code) ? casefile_by_code(c, code, &f) : ERR_NOT_FOUND;
        if (e && e != ERR_NOT_FOUND) return e;
        if (e || !str_eq(f.kind, S("model")) || !f.public || ++n > MODELS_MAX) {
            form_fault(c, a->form, "models", "E_UNKNOWN_REF", MSG_article_model_unknown, word);
            return OK;
        }
        if (codes.len) buf_char(&codes, ' ');
        buf_str(&codes, code);
    }
    *out = buf_done(&codes);
    return OK;
}

static Err figures_check(Act *a, Str body)
{
    TextFigures figures;
    ProseMarks marks;
    TRY(figures_in(a->c, body, &figures, &marks));
    if (figures.unknown.len)
        form_fault(a->c, a->form, "body", "E_UNKNOWN_REF", MSG_article_figure_unknown, figures.unknown);
    return OK;
}

static void days_check(Act *a, const ArticleInput *in)
{
    if (in->page_date.n > a->c->today.n)
        form_fault(a->c, a->form, "page_date", "E_RANGE", MSG_article_day_future, (Str){0});
    if (in->published_on.n > a->c->today.n)
        form_fault(a->c, a->form, "published_on", "E_RANGE", MSG_article_day_future, (Str){0});
}

/* What was asked for, if it is free; else, where nothing was asked for, the one it has, or one made of the title. */
static Err slug_check(Act *a, const Article *old, const ArticleInput *in, Str *out)
{
    bool yes;
    *out = in->slug.len ? in->slug : old->slug;
    if (!out->len) return slug_make(a->c, in->title, a->file.id, out);
    TRY(slug_free(a->c, *out, a->file.id, &yes));
    if (!yes) form_fault(a->c, a->form, "slug", "E_DUP", MSG_article_slug_taken, in->slug);
    return OK;
}

static Err write_tags(Ctx *c, int64_t article, Str tags)
{
    TRY(tag_drop_all(c, article));
    while (tags.len) {
        const Str name = str_trim(str_cut(&tags, ','));
        TRY(tag_add(c, (TagAdd){article, slug(c->arena, name), name}));
    }
    return OK;
}

static Err write_article(Act *a, const Article *old)
{
    Ctx *c = a->c;
    const ArticleInput *in = a->input;
    Str slug = {0}, tags = {0}, models = {0};
    days_check(a, in);
    TRY(tags_check(a, in->tags, &tags));
    TRY(models_check(a, in->models, &models));
    TRY(figures_check(a, in->body));
    TRY(slug_check(a, old, in, &slug));
    if (!a->form->ok) return ERR_INVALID;
    a->file.title = in->title;
    if (!old->id) TRY(article_add(c, a->file.id, slug));
    Article now = *old;
    now.id = a->file.id, now.slug = old->id ? old->slug : slug;
    TRY(slug_move(c, &now, slug));
    TRY(write_tags(c, a->file.id, tags));
    const bool pictured = a->row->form != &article_correction_form; /* whose form does not have these two */
    const bool drawn = a->row->form == &article_row_form;
    return article_write(c, (ArticleWrite){a->file.id, slug, in->section, in->lede, in->body,
                                           pictured ? in->caption : old->caption, drawn ? in->alt : old->alt, tags,
                                           in->campaigns, models, in->source_name, in->source_title, in->source_url,
                                           in->page_date, in->published_on});
}

static Err write_new(Act *a)
{
    const Article none = {0};
    return write_article(a, &none);
}

static Err write_again(Act *a)
{
    Article old;
    TRY(article_of(a->c, a->file.id, &old));
    return write_article(a, &old);
}

/* ---- publishing ---- */

Str version_hash(Ctx *c, const Article *a)
{
    return sha256_hex(c->arena, arena_fmt(c->arena, STR "\n" STR "\n" STR "\n" STR "\n" STR "\n" STR "\n",
                                          ARG(a->title), ARG(a->lede), ARG(a->body), ARG(a->source_name),
                                          ARG(a->source_title), ARG(a->source_url)));
}

/* What everybody reads from now on is kept, and its hash is what the ledger has of it. */
static Err keep_version(Act *a, Str change, Str *hash)
{
    Ctx *c = a->c;
    Article now;
    VersionN last;
    TRY(article_of(c, a->file.id, &now));
    TRY(version_last(c, a->file.id, &last));
    now.title = a->file.title; /* the file itself is moved after this */
    *hash = version_hash(c, &now);
    const Str source =
        arena_fmt(c->arena, STR "\n" STR "\n" STR, ARG(now.source_name), ARG(now.source_title), ARG(now.source_url));
    return version_add(
        c, (VersionAdd){a->file.id, last.n + 1, c->now, change, now.title, now.lede, now.body, *hash, source});
}

typedef struct {
    Str text;
} Publication;
static const Field publication_fields[] = {HIDDEN_FIELD(Publication, text, .max = 64, .optional = true)};
static const FormSpec publication_form = FORM("article.publication", publication_fields, Publication);

static Err publish(Act *a)
{
    Ctx *c = a->c;
    Str hash;
    TRY(feed_authority_make(c));
    TRY(keep_version(a, (Str){0}, &hash));
    if (a->row->form == &publication_form) form_value(a->form, "text", hash);
    a->file.public = true;
    return article_list_set(c, (ArticleListSet){a->file.id, c->now, month_of(day_of(c->now))});
}

static Err write_and_publish(Act *a)
{
    TRY(write_new(a));
    return publish(a);
}

/* ---- at a later hour ---- */

typedef struct {
    Time at;
} Schedule;
static const Field schedule_fields[] = {TIME_FIELD(Schedule, at)};
static const FormSpec schedule_form = FORM("article.schedule", schedule_fields, Schedule);

static Err schedule(Act *a)
{
    const Time at = ((const Schedule *)a->input)->at;
    if (at.ms <= a->c->now.ms || at.ms > a->c->now.ms + (int64_t)SCHEDULE_DAYS_MAX * DAY_MS) {
        form_fault(a->c, a->form, "at", "E_RANGE", MSG_article_schedule_past, (Str){0});
        return ERR_INVALID;
    }
    return article_due_set(a->c, a->file.id, at);
}

static Err unschedule(Act *a)
{
    return article_due_set(a->c, a->file.id, (Time){0});
}

/* ---- after publication ---- */

static bool differs(const Article *a, const ArticleInput *in)
{
    return !str_eq(a->title, in->title) || !str_eq(a->lede, in->lede) || !str_eq(a->body, in->body) ||
           !str_eq(a->section, in->section) || !str_eq(a->tags, in->tags) || !str_eq(a->campaigns, in->campaigns) ||
           !str_eq(a->models, in->models) || !str_eq(a->source_name, in->source_name) ||
           !str_eq(a->source_title, in->source_title) || !str_eq(a->source_url, in->source_url) ||
           a->page_date.n != in->page_date.n || a->published_on.n != in->published_on.n ||
           (in->slug.len && !str_eq(a->slug, in->slug));
}

static Err correction_check(Act *a)
{
    Article old;
    const ArticleInput *in = a->input;
    TRY(article_of(a->c, a->file.id, &old));
    if (!differs(&old, in)) form_fault(a->c, a->form, "change", "E_FORMAT", MSG_article_nothing_changed, (Str){0});
    return a->form->ok ? OK : ERR_INVALID;
}

static Err correct(Act *a)
{
    Str hash;
    const ArticleInput *in = a->input;
    TRY(write_again(a));
    const Str change = in->change.len ? in->change : msg(a->c, MSG_article_brought_in_anew);
    TRY(keep_version(a, change, &hash));
    a->note = change;
    return article_corrected_set(a->c, a->file.id, a->c->now);
}

typedef struct {
    Str why;
} Withdrawal;
static const Field withdrawal_fields[] = {LONG_FIELD(Withdrawal, why, .min = 10, .max = 500)};
static const FormSpec withdrawal_form = FORM("article.withdrawal", withdrawal_fields, Withdrawal);

static Err withdraw(Act *a)
{
    a->file.public = false; /* its photos, too */
    return article_withdraw(a->c, (ArticleWithdraw){a->file.id, a->c->now, ((const Withdrawal *)a->input)->why});
}

/* ---- the table ---- */

// clang-format off
enum { UNPUBLISHED = IN(DRAFT) | IN(IN_REVIEW) };
static const Transition rows[] = {
    {IN(NEW_FILE),     "create",      DRAFT,     ARTICLE_WRITERS, .form = &article_form, .apply = write_new, .hidden = true, .inner = true},
    {IN(DRAFT),        "edit",        STAY,      ARTICLE_WRITERS, .form = &article_form, .apply = write_again, .hidden = true, .inner = true},
    PHOTO_ROWS(IN(DRAFT), ARTICLE_WRITERS),
    {IN(DRAFT),        "submit",      IN_REVIEW, ARTICLE_WRITERS, .inner = true, .tell = TELL_STAFF},
    {IN(IN_REVIEW),    "publish",     PUBLISHED, CHIEF_EDITOR,    .not_by = "create edit submit", .form = &publication_form, .apply = publish,
     .leaf = "article.published", .tell = TELL_STAFF},
    {IN(IN_REVIEW),    "schedule",    SCHEDULED, CHIEF_EDITOR,    .not_by = "create edit submit", .form = &schedule_form, .apply = schedule, .inner = true},
    {IN(IN_REVIEW),    "return",      DRAFT,     CHIEF_EDITOR,    .form = &casework_reason_form, .inner = true, .tell = TELL_STAFF},
    {IN(IN_REVIEW),    "recall",      DRAFT,     ARTICLE_WRITERS, .inner = true, .aside = true},
    {IN(SCHEDULED),    "publish",     PUBLISHED, CHIEF_EDITOR,    .not_by = "create edit submit", .form = &publication_form, .apply = publish,
     .leaf = "article.published", .tell = TELL_STAFF, .aside = true},
    {IN(SCHEDULED),    "publish_due", PUBLISHED, SYSTEM,          .form = &publication_form, .apply = publish, .kind = "publish", .leaf = "article.published",
     .tell = TELL_STAFF},
    {IN(SCHEDULED),    "unschedule",  IN_REVIEW, CHIEF_EDITOR,    .apply = unschedule, .inner = true, .aside = true},
    {IN(PUBLISHED),    "correct",     STAY,      ARTICLE_WRITERS, .sign = CHIEF_EDITOR, .form = &article_correction_form, .check = correction_check, .apply = correct,
     .hidden = true, .leaf = "article.corrected", .aside = true, .tell = TELL_STAFF},
    {IN(PUBLISHED),    "photo_edit",  STAY,      CHIEF_EDITOR,    .form = &photo_edit_form, .apply = photo_edit, .undo = photo_undo, .hidden = true, .aside = true},
    {IN(PUBLISHED),    "photo_remove", STAY,     CHIEF_EDITOR,    .form = &photo_remove_form, .apply = photo_remove, .undo = photo_undo, .hidden = true, .aside = true},
    {IN(PUBLISHED),    "withdraw",    WITHDRAWN, CHIEF_EDITOR,    .form = &withdrawal_form, .apply = withdraw, .note = "why", .leaf = "article.withdrawn",
     .aside = true, .tell = TELL_STAFF},
    {UNPUBLISHED,      "discard",     WITHDRAWN, ARTICLE_WRITERS, .form = &casework_reason_form, .inner = true, .aside = true},
    {IN(NEW_FILE),     "bring_in",    PUBLISHED, SYSTEM,          .form = &article_row_form, .apply = write_and_publish, .kind = "publish", .leaf = "article.published"},
    {IN(PUBLISHED),    "bring_anew",  STAY,      SYSTEM,          .form = &article_row_form, .apply = correct, .kind = "correct", .leaf = "article.corrected"},
};
// clang-format on

static Err fill(Ctx *c, const Casefile *f, Str event, Form *out)
{
    Article a;
    if (!str_eq(event, S("edit")) && !str_eq(event, S("correct"))) return OK;
    TRY(article_of(c, f->id, &a));
    // clang-format off
    const struct {
        const char *name;
        Str value;
    } all[] = {
        {"title", a.title}, {"section", a.section}, {"lede", a.lede}, {"body", a.body}, {"caption", a.caption},
        {"tags", a.tags}, {"campaigns", a.campaigns}, {"models", a.models}, {"source_name", a.source_name},
        {"source_title", a.source_title}, {"source_url", a.source_url}, {"slug", a.slug},
        {"page_date", a.page_date.n ? day_vi(c->arena, a.page_date) : (Str){0}},
        {"published_on", a.published_on.n ? day_vi(c->arena, a.published_on) : (Str){0}},
    };
    // clang-format on
    for (size_t i = 0; i < LEN(all); i++)
        form_value(out, all[i].name, all[i].value);
    return OK;
}

/* ---- its part of the casefile page ---- */

static Err panel(Ctx *c, const Casefile *f, bool inside, Html *out)
{
    Article a;
    TextFigures figures;
    ProseMarks marks;
    ArticlePanel v = {.f = f, .a = &a};
    *out = (Html){S("")};
    if (!inside) return OK;
    TRY(article_of(c, f->id, &a));
    TRY(figures_in(c, a.body, &figures, &marks));
    (void)prose_html(c->arena, a.body, marks, &v.notes);
    TRY(photos_panel(c, f, true, &v.photos));
    Pending waiting;
    const Err e = pending_of(c, f->id, S("correct"), &waiting);
    if (e && e != ERR_NOT_FOUND) return e;
    v.awaits = !e;
    const bool writes = unit_covers(c, ARTICLE_WRITERS, f->path);
    v.may_edit = writes && str_eq(f->state, str(states[DRAFT]));
    v.may_correct = writes && !v.awaits && str_eq(f->state, str(states[PUBLISHED]));
    *out = article_panel_html(c, &v);
    return OK;
}

static Err json(Ctx *c, const Casefile *f, bool inside, Buf *out)
{
    Article a;
    Json j = {out, true}; /* goes on after the members of the engine */
    TRY(article_of(c, f->id, &a));
    json_member(&j, "slug", a.slug);
    json_member(&j, "posted_at", a.posted_at);
    json_member(&j, "corrected_at", a.corrected_at);
    if (inside) json_member(&j, "due_at", a.due_at);
    return OK;
}

static Err words(Ctx *c, const Casefile *f, bool inside, Words *out)
{
    Article a;
    (void)inside;
    const Err e = article_of(c, f->id, &a);
    if (e) return e == ERR_NOT_FOUND ? OK : e; /* not yet written */
    out->title = a.title;
    return article_plain(c, &a, &out->text);
}

const Flow article_flow = {
    FLOW("article", "BV", states, rows),
    .readers = ARTICLE_READERS,
    .closed = IN(PUBLISHED) | IN(WITHDRAWN),
    .fill = fill,
    .page = "/tin",
    .panel = panel,
    .json = json,
    .words = words,
};

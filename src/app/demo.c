/* demo.c - kheo demo: an empty data file filled with units, days off, procedures, figures, the first article,
 * accounts, and sample models and dossiers whose acts were really done, each on its day and by its person. */
#include "account/account.h"
#include "app/command.h"
#include "app/exchange.h"
#include "app/house.h"
#include "base/data.h"
#include "base/day.h"
#include "casework/casework.h"
#include "directive/directive.h"
#include "figures/figure.h"
#include "media/media.h"
#include "movement/model.h"
#include "news/article.h"
#include "onestop/dossier.h"
#include "report/report.h"
#include "worker/worker.h"
#include <jansson.h>
#include <string.h>

#define PROVINCE "68"
static const char demo_password[] = "dan-van-kheo-2026"; /* printed; a demo has nothing to keep */

/* ---- who plays ---- */

static const struct {
    const char *word;
    int64_t commune, province; /* roles */
    const char *person;
} people[] = {
    {"motcua",      ONESTOP_CLERK | OFFICER, 0,                 "Cán bộ một cửa (mẫu)"  },
    {"danvan",      MOVEMENT_STAFF,          MOVEMENT_APPROVER, "Cán bộ dân vận (mẫu)"   },
    {"lanhdao",     UNIT_HEAD,               UNIT_HEAD,         "Lãnh đạo đơn vị (mẫu)"},
    {"bientap",     0,                       EDITOR,            "Biên tập viên (mẫu)"      },
    {"tongbientap", 0,                       CHIEF_EDITOR,      "Tổng biên tập (mẫu)"     },
    {"giamsat",     0,                       PROVINCE_MONITOR,  "Giám sát tỉnh (mẫu)"      },
    {"quantri",     UNIT_ADMIN,              UNIT_ADMIN,        "Quản trị đơn vị (mẫu)"},
};

enum { KNOWN_MOST = 64 };
typedef struct {
    Str id, code;
} Known;
typedef struct {
    Ctx *c;
    Str hash;
    Grant grant;
    int said;
    Day stands; /* the day at which the demo ends */
    Known known[KNOWN_MOST];
    size_t known_len;
} Demo;

static Err account_make(Demo *d, Str name, Str person, Str unit, int64_t roles)
{
    int64_t id;
    TRY(account_add(d->c, &(NewAccount){.name = name, .person = person, .unit = unit, .password = d->hash}, &id));
    for (int64_t role = 1; role < ANYONE; role <<= 1)
        if (roles & role)
            TRY(account_grant(d->c, &(NewRole){.name = name, .role = str(role_name(role)), .unit = unit}));
    return OK;
}

static Err accounts_of(Demo *d, const Unit *u, bool province)
{
    for (size_t i = 0; i < LEN(people); i++) {
        const int64_t roles = province ? people[i].province : people[i].commune;
        Str name = arena_fmt(d->c->arena, "%s@" STR, people[i].word, ARG(u->code));
        if (roles) TRY(account_make(d, name, str(people[i].person), u->code, roles));
    }
    return OK;
}

static Err accounts(Demo *d)
{
    Ctx *c = d->c;
    Unit top;
    UnitRows below;
    TRY(password_hash(c, str(demo_password), &d->hash));
    TRY(account_make(d, S("quantri"), S("Quản trị hệ thống (mẫu)"), (Str){0}, SYS_ADMIN));
    TRY(unit_by_code(c, S(PROVINCE), c->today, &top));
    TRY(accounts_of(d, &top, true));
    TRY(unit_children(c, top.id, c->today, &below));
    for (size_t i = 0; i < below.len; i++)
        if (str_eq(below.at[i].kind, S("xa")) || str_eq(below.at[i].kind, S("phuong")) ||
            str_eq(below.at[i].kind, S("dac_khu")))
            TRY(accounts_of(d, &below.at[i], false));
    return OK;
}

/* ---- acts ---- */

typedef struct {
    const char *who;
    Str unit;
    Time at;
} Scene;

static Err enter(Demo *d, const Scene *s)
{
    Ctx *c = d->c;
    Unit u;
    for (size_t i = 0; i < LEN(people); i++) {
        if (strcmp(people[i].word, s->who) != 0) continue;
        c->now = s->at, c->today = day_of(s->at);
        TRY(unit_by_code(c, s->unit, c->today, &u));
        d->grant = (Grant){str_eq(s->unit, S(PROVINCE)) ? people[i].province : people[i].commune, u.path};
        c->actor = arena_fmt(c->arena, "%s@" STR, s->who, ARG(s->unit)), c->actor_name = str(people[i].person);
        c->unit = u.id, c->grants = &d->grant, c->grant_len = 1;
        return OK;
    }
    return FAIL(ERR_INTERNAL, "demo: nobody is called %s", s->who);
}

static Err refused(Demo *d, const char *event, const Done *done, Err e)
{
    Ctx *c = d->c;
    const Form *f = &done->form;
    for (size_t i = 0; f->spec && i < f->spec->len; i++)
        if (f->error[i].len) complain(NOT_SO, "demo: %s: %s: " STR, event, f->spec->fields[i].name, ARG(f->error[i]));
    if (f->ok) complain(NOT_SO, "demo: %s: " STR, event, ARG(why_text(c)));
    return e;
}

static Err play(Demo *d, const Scene *s, const Flow *flow, Str code, const char *event, Pairs input, Str *opened)
{
    Done done;
    TRY(enter(d, s));
    const Deed deed = {.flow = flow, .code = code, .event = str(event), .input = input, .seen = -1, .demo = true};
    Err e = casework_act(d->c, &deed, &done);
    if (e) return refused(d, event, &done, e);
    if (opened) *opened = done.file.code;
    return OK;
}

enum { INPUT_MAX = 24 };
typedef struct {
    Pair at[INPUT_MAX];
    size_t len;
} Input;

static void say_pair(Input *in, const char *name, Str value)
{
    if (value.len && in->len < INPUT_MAX) in->at[in->len++] = (Pair){str(name), value};
}

static Pairs pairs_of(Input *in)
{
    return (Pairs){in->at, in->len};
}

static Str text(const json_t *record, const char *name)
{
    return str(json_string_value(json_object_get(record, name)));
}

static Str number(Demo *d, const json_t *record, const char *name)
{
    const json_t *v = json_object_get(record, name);
    return json_is_integer(v) ? arena_fmt(d->c->arena, "%lld", (long long)json_integer_value(v)) : (Str){0};
}

static Day day_in(const json_t *record, const char *name)
{
    Day d = {0};
    return day_parse(text(record, name), &d) ? d : (Day){0};
}

static Time time_in(const json_t *record, const char *name)
{
    Time t = {0};
    return time_parse(text(record, name), &t) ? t : (Time){0};
}

/* ---- a model: registered on its first day, appraised on the working day before it was recognised ---- */

static Err model_register(Demo *d, const json_t *r, Str *code)
{
    static const char *const texts[][2] = {
        {"name",            "name"           },
        {"subject_kind",    "subject_kind"   },
        {"field",           "field"          },
        {"campaigns",       "campaign"       },
        {"place_unit_id",   "place"          },
        {"start_on",        "start"          },
        {"goal",            "goal"           },
        {"method",          "method"         },
        {"expected_result", "expected_result"},
        {"lead_name",       "lead_name"      },
        {"person_name",     "person_name"    },
    };
    const Day start = day_in(r, "start");
    Input in = {.len = 0};
    for (size_t i = 0; i < LEN(texts); i++)
        say_pair(&in, texts[i][0], text(r, texts[i][1]));
    say_pair(&in, "participants", number(d, r, "participants"));
    say_pair(&in, "beneficiaries", number(d, r, "beneficiaries"));
    TRY(play(d, &(Scene){"danvan", text(r, "unit"), time_at(start, 8 * 60 + 30)}, &model_flow, (Str){0}, "create",
             pairs_of(&in), code));
    return play(d, &(Scene){"danvan", text(r, "unit"), time_at(start, 9 * 60)}, &model_flow, *code, "submit",
                (Pairs){0}, NULL);
}

static Err model_recognise(Demo *d, const json_t *r, Str code)
{
    Arena *a = d->c->arena;
    const Day on = day_in(r, "recognised"), before = workdays_add(d->c->calendar, on, -1);
    Input appraisal = {.len = 0}, recognition = {.len = 0};
    say_pair(&appraisal, "appraised_on", day_vi(a, before));
    TRY(play(d, &(Scene){"danvan", S(PROVINCE), time_at(before, 14 * 60)}, &model_flow, code, "appraise_pass",
             pairs_of(&appraisal), NULL));
    say_pair(&recognition, "decision", arena_fmt(a, "%d/QĐ-MẪU", 100 + ++d->said));
    say_pair(&recognition, "decided_on", day_vi(a, on));
    say_pair(&recognition, "agreed", S("1"));
    return play(d, &(Scene){"lanhdao", S(PROVINCE), time_at(on, 10 * 60)}, &model_flow, code, "recognise",
                pairs_of(&recognition), NULL);
}

/* ---- what came after: praised, confirmed, ended ---- */

static Err model_praised(Demo *d, const json_t *r, Str code)
{
    const Day on = day_in(r, "praised");
    Input in = {.len = 0};
    if (!on.n) return OK;
    say_pair(&in, "praised_on", day_vi(d->c->arena, on));
    say_pair(&in, "paper", arena_fmt(d->c->arena, "%d/TB-MẪU", 20 + ++d->said));
    say_pair(&in, "note", text(r, "praise"));
    return play(d, &(Scene){"lanhdao", S(PROVINCE), time_at(on, 10 * 60)}, &model_flow, code, "praise", pairs_of(&in),
                NULL);
}

/* Of the years kept up those that were confirmed after the one day and not after the other. */
static Err model_confirmed(Demo *d, const json_t *r, Str code, Day after, Day until)
{
    const json_t *year;
    size_t i;
    json_array_foreach(json_object_get(r, "kept"), i, year)
    {
        const int y = (int)json_integer_value(year);
        Day on = workdays_add(d->c->calendar, day(y + 1, 1, 10), 1);
        if (on.n > d->stands.n) on = workdays_add(d->c->calendar, d->stands, -3);
        if (on.n <= after.n || on.n > until.n) continue;
        Input in = {.len = 0};
        say_pair(&in, "year", arena_fmt(d->c->arena, "%d", y));
        TRY(play(d, &(Scene){"danvan", text(r, "unit"), time_at(on, 9 * 60)}, &model_flow, code, "confirm_year",
                 pairs_of(&in), NULL));
    }
    return OK;
}

static Err model_ended(Demo *d, const json_t *r, Str code)
{
    const Day on = day_in(r, "ended");
    Input in = {.len = 0};
    if (!on.n) return OK;
    say_pair(&in, "end_on", day_vi(d->c->arena, on));
    say_pair(&in, "reason", text(r, "end_reason"));
    return play(d, &(Scene){"danvan", text(r, "unit"), time_at(on, 9 * 60)}, &model_flow, code, "end", pairs_of(&in),
                NULL);
}

/* A drawing stands where an office would have its photo; a machine that cannot decode pictures gets a demo without. */
static Err model_pictured(Demo *d, const json_t *r, Str code)
{
    Ctx *c = d->c;
    const json_t *p = json_object_get(r, "photo");
    const Str name = text(p, "file");
    if (!name.len) return OK;
    Upload u = {.name = name, .bytes = data_file(arena_fmt(c->arena, "movement/data/" STR, ARG(name)).ptr)};
    if (photo_take(c, &u)) return complain(DONE, "demo: a model has no picture: " STR, ARG(why_text(c))), OK;
    Input in = {.len = 0};
    say_pair(&in, "photo", u.hash);
    in.at[0].file = &u;
    say_pair(&in, "caption", text(p, "caption"));
    say_pair(&in, "credit", S("Ảnh minh họa"));
    say_pair(&in, "alt", text(p, "alt"));
    say_pair(&in, "consent", S("1"));
    return play(d, &(Scene){"danvan", text(r, "unit"), time_at(day_in(r, "start"), 9 * 60 + 30)}, &model_flow, code,
                "photo_add", pairs_of(&in), NULL);
}

/* A copy names as its parent the record that it has under "parent". */
static Err model_linked(Demo *d, const json_t *r, Str code)
{
    const Str parent = text(r, "parent");
    Input in = {.len = 0};
    for (size_t i = 0; i < d->known_len; i++)
        if (parent.len && str_eq(d->known[i].id, parent)) say_pair(&in, "parent", d->known[i].code);
    if (!in.len) return OK;
    say_pair(&in, "reason", S("Cán bộ xã sang học rồi về làm theo (mẫu)"));
    return play(d, &(Scene){"danvan", text(r, "unit"), time_at(day_in(r, "start"), 10 * 60)}, &model_flow, code,
                "link_parent", pairs_of(&in), NULL);
}

static Err model_life(Demo *d, const json_t *r, Str code)
{
    const Day praised = day_in(r, "praised"); /* acts of one file come in the order of time */
    TRY(model_recognise(d, r, code));
    TRY(model_confirmed(d, r, code, (Day){0}, praised));
    TRY(model_praised(d, r, code));
    TRY(model_confirmed(d, r, code, praised, d->stands));
    return model_ended(d, r, code);
}

static Err model_demo(Demo *d, const json_t *r)
{
    const Str state = text(r, "state");
    Str code;
    TRY(model_register(d, r, &code));
    TRY(model_pictured(d, r, code));
    TRY(model_linked(d, r, code));
    if (d->known_len < KNOWN_MOST) d->known[d->known_len++] = (Known){arena_copy(d->c->arena, text(r, "id")), code};
    if (str_eq(state, S("submitted"))) return OK;
    const Day next = workdays_add(d->c->calendar, day_in(r, "start"), 1);
    TRY(play(d, &(Scene){"danvan", S(PROVINCE), time_at(next, 9 * 60)}, &model_flow, code, "take", (Pairs){0}, NULL));
    if (str_eq(state, S("recognised"))) return model_life(d, r, code);
    if (!str_eq(state, S("returned"))) return OK;
    Input reason = {.len = 0};
    say_pair(&reason, "reason", text(r, "reason"));
    return play(d, &(Scene){"danvan", S(PROVINCE), time_at(next, 15 * 60)}, &model_flow, code, "return",
                pairs_of(&reason), NULL);
}

/* ---- a dossier, as far as its record says ---- */

static Err dossier_apology(Demo *d, const json_t *r, Str code)
{
    Input in = {.len = 0};
    Time at = time_in(r, "apology_at");
    const Time signed_at = {at.ms + 30 * 60000};
    if (!at.ms) return OK;
    say_pair(&in, "cause", S("cho_tra_loi"));
    say_pair(&in, "reason", text(r, "reason"));
    say_pair(&in, "new_day", text(r, "new_due"));
    TRY(play(d, &(Scene){"motcua", text(r, "unit"), at}, &dossier_flow, code, "apologise", pairs_of(&in), NULL));
    return play(d, &(Scene){"lanhdao", text(r, "unit"), signed_at}, &dossier_flow, code, "apologise", (Pairs){0}, NULL);
}

static Err dossier_supplement(Demo *d, const json_t *r, Str code)
{
    Input in = {.len = 0};
    Time at = time_in(r, "supplement_at");
    if (!at.ms) return OK;
    say_pair(&in, "items", str(json_string_value(json_array_get(json_object_get(r, "items"), 0))));
    return play(d, &(Scene){"motcua", text(r, "unit"), at}, &dossier_flow, code, "request_supplement", pairs_of(&in),
                NULL);
}

/* In the middle of its way: the first step is done, the second lies with another unit. */
static Err dossier_passed(Demo *d, const json_t *r, Str code)
{
    Input in = {.len = 0};
    const Time at = time_in(r, "passed_at");
    if (!at.ms) return OK;
    say_pair(&in, "note", text(r, "note"));
    return play(d, &(Scene){"motcua", text(r, "unit"), at}, &dossier_flow, code, "pass", pairs_of(&in), NULL);
}

static Err dossier_return(Demo *d, const json_t *r, Str code)
{
    Input result = {.len = 0}, hand = {.len = 0};
    Time at = time_in(r, "returned_at");
    const Time ready = {at.ms - 60 * 60000};
    if (!at.ms) return OK;
    say_pair(&result, "paper", S("45/CT-MẪU"));
    TRY(play(d, &(Scene){"motcua", text(r, "unit"), ready}, &dossier_flow, code, "complete", pairs_of(&result), NULL));
    say_pair(&hand, "checked", S("giay_hen"));
    say_pair(&hand, "fee_settled", S("1"));
    return play(d, &(Scene){"motcua", text(r, "unit"), at}, &dossier_flow, code, "hand_over", pairs_of(&hand), NULL);
}

static Err dossier_demo(Demo *d, const json_t *r)
{
    static const char *const texts[] = {"procedure", "papers", "applicant_kind", "applicant_name", "channel"};
    const bool refuse = str_eq(text(r, "state"), S("refused"));
    const Time at = time_in(r, "received_at"), soon = {at.ms + 20 * 60000};
    Input in = {.len = 0};
    Str code;
    for (size_t i = 0; i < LEN(texts); i++)
        say_pair(&in, texts[i], text(r, texts[i]));
    if (refuse) say_pair(&in, "reason", text(r, "reason"));
    const Scene desk = {"motcua", text(r, "unit"), at};
    TRY(play(d, &desk, &dossier_flow, (Str){0}, refuse ? "refuse" : "receive", pairs_of(&in), &code));
    if (refuse) return OK;
    TRY(play(d, &(Scene){"motcua", text(r, "unit"), soon}, &dossier_flow, code, "forward", (Pairs){0}, NULL));
    TRY(dossier_passed(d, r, code));
    TRY(dossier_supplement(d, r, code));
    TRY(dossier_apology(d, r, code));
    return dossier_return(d, r, code);
}

/* ---- reports of 2025: of a few communes and, after them, of the province; the others have not reported ---- */

static const struct {
    const char *unit;
    int date; /* of January 2026 */
    const char *document, *result, *difficulty, *plan;
} reports[] = {
    {"23235",  8,  "03/BC-MẪU",
     "Phường duy trì mô hình camera an ninh do dân góp và các tổ tự quản ở khu phố. (Dữ liệu mẫu.)",                              "",
     "Nhân rộng tổ tự quản ra các khu phố còn lại."                                                                                                                                                                                                                                                   },
    {"22918",  9,  "05/BC-MẪU", "Phường vận động bốn khu phố phân loại rác tại nguồn dọc tuyến ven biển. (Dữ liệu mẫu.)",
     "Thiếu điểm tập kết rác đã phân loại.",                                                                                                                                                                             ""                                                                           },
    {"23059",  13, "11/BC-MẪU", "Xã cùng dân góp ngày công bê tông hóa đường nội đồng. (Dữ liệu mẫu.)",                           "",                                                                         ""                                                                           },
    {PROVINCE, 19, "27/BC-MẪU",
     "Năm 2025 phong trào “Dân vận khéo” được các xã, phường, đặc khu đăng ký và công nhận theo bốn lĩnh vực. (Dữ liệu "
     "mẫu.)",                                                                                                                                             "Nhiều đơn vị mới sắp xếp chưa gửi báo cáo đúng hạn.", "Đôn đốc các đơn vị chưa báo cáo; nhân rộng mô hình tốt."},
};

static Err report_demo(Demo *d, size_t i)
{
    Input in = {.len = 0}, paper = {.len = 0};
    Str code;
    const Str unit = str(reports[i].unit);
    const Time at = time_at(day(2026, 1, reports[i].date), 9 * 60), signed_at = {at.ms + 3600000};
    const Scene writer = {"danvan", unit, at}, head = {"lanhdao", unit, signed_at};
    say_pair(&in, "unit", unit), say_pair(&in, "period", S("nam")), say_pair(&in, "year", S("2025"));
    say_pair(&in, "result", str(reports[i].result));
    say_pair(&in, "difficulty", str(reports[i].difficulty)), say_pair(&in, "plan", str(reports[i].plan));
    say_pair(&paper, "document", str(reports[i].document));
    TRY(play(d, &writer, &report_flow, (Str){0}, "create", pairs_of(&in), &code));
    TRY(play(d, &writer, &report_flow, code, "submit", (Pairs){0}, NULL));
    TRY(play(d, &head, &report_flow, code, "issue", pairs_of(&paper), NULL));
    if (str_eq(unit, S(PROVINCE))) return OK;
    return play(d, &head, &report_flow, code, "send_up", (Pairs){0}, NULL);
}

/* ---- a directive: its tasks given, then what the units and the province did with them ---- */

static Err directive_draft(Demo *d, const json_t *r, Str *code)
{
    static const char *const texts[] = {"number", "issuer", "issued_on", "title", "summary"};
    const Time at = time_in(r, "at"), later = {at.ms + 30 * 60000};
    Input in = {.len = 0};
    for (size_t i = 0; i < LEN(texts); i++)
        say_pair(&in, texts[i], text(r, texts[i]));
    TRY(play(d, &(Scene){"danvan", S(PROVINCE), at}, &directive_flow, (Str){0}, "create", pairs_of(&in), code));
    TRY(play(d, &(Scene){"lanhdao", S(PROVINCE), later}, &directive_flow, *code, "issue", (Pairs){0}, NULL));
    return play(d, &(Scene){"danvan", S(PROVINCE), later}, &directive_flow, *code, "publish", (Pairs){0}, NULL);
}

static Err directive_assign(Demo *d, const json_t *task, Str code)
{
    static const char *const texts[] = {"title", "detail", "due_on"};
    const json_t *units = json_object_get(task, "units");
    Input in = {.len = 0};
    for (size_t i = 0; i < LEN(texts); i++)
        say_pair(&in, texts[i], text(task, texts[i]));
    for (size_t i = 0; i < json_array_size(units); i++)
        say_pair(&in, "units", str(json_string_value(json_array_get(units, i))));
    return play(d, &(Scene){"danvan", S(PROVINCE), time_in(task, "at")}, &directive_flow, code, "assign", pairs_of(&in),
                NULL);
}

static Err task_code(Demo *d, Str directive, const json_t *step, Str *out)
{
    Casefile f;
    Unit u;
    TaskTwinRows found;
    TRY(casefile_by_code(d->c, directive, &f));
    TRY(unit_by_code(d->c, text(step, "of"), d->c->today, &u));
    TRY(task_twins(d->c, (TaskTwins){f.id, u.id, text(step, "task")}, &found));
    if (!found.len) return FAIL(ERR_INTERNAL, "demo: no such task");
    *out = found.at[0].code;
    return OK;
}

static Err directive_step(Demo *d, const json_t *step, Str directive)
{
    static const char *const texts[] = {"text", "paper", "reason", "new_due", "note"};
    Input in = {.len = 0};
    Str code;
    for (size_t i = 0; i < LEN(texts); i++)
        say_pair(&in, texts[i], text(step, texts[i]));
    TRY(task_code(d, directive, step, &code));
    const Scene s = {text(step, "who").ptr, text(step, "unit"), time_in(step, "at")};
    return play(d, &s, &directive_task_flow, code, text(step, "event").ptr, pairs_of(&in), NULL);
}

static Err directive_demo(Demo *d, const json_t *r)
{
    const json_t *tasks = json_object_get(r, "tasks"), *steps = json_object_get(r, "steps");
    Str code;
    TRY(directive_draft(d, r, &code));
    for (size_t i = 0; i < json_array_size(tasks); i++)
        TRY(directive_assign(d, json_array_get(tasks, i), code));
    for (size_t i = 0; i < json_array_size(steps); i++)
        TRY(directive_step(d, json_array_get(steps, i), code));
    return OK;
}

/* ---- the first article: written by one person, published by another ---- */

static Err article_demo(Demo *d)
{
    const Day on = day(2026, 11, 20);
    const Scene writer = {"bientap", S(PROVINCE), time_at(on, 8 * 60 + 30)};
    const Scene chief = {"tongbientap", S(PROVINCE), time_at(on, 10 * 60)};
    Str code;
    Casefile f;
    TRY(play(d, &writer, &article_flow, (Str){0}, "create", news_demo_article(d->c), &code));
    TRY(casefile_by_code(d->c, code, &f));
    TRY(news_demo_named(d->c, f.id));
    TRY(play(d, &writer, &article_flow, code, "submit", (Pairs){0}, NULL));
    return play(d, &chief, &article_flow, code, "publish", (Pairs){0}, NULL);
}

/* ---- all of it ---- */

static Err records(Demo *d)
{
    const Str file = data_file("app/data/demo.json");
    json_t *all = json_loadb(file.ptr, file.len, 0, NULL), *r;
    size_t i;
    Err e = all ? OK : FAIL(ERR_INTERNAL, "demo.json is not readable");
    if (all) json_array_foreach(all, i, r)
        {
            if (e) break;
            const Str type = text(r, "type");
            e = str_eq(type, S("model"))       ? model_demo(d, r)
                : str_eq(type, S("directive")) ? directive_demo(d, r)
                                               : dossier_demo(d, r);
        }
    json_decref(all);
    return e;
}

static Err tables(Ctx *c)
{
    static const struct {
        const char *kind, *file;
    } all[] = {
        {"units",      "app/data/units.csv"           },
        {"holidays",   "app/data/holidays.csv"        },
        {"procedures", "procedure/data/procedures.csv"},
        {"papers",     "procedure/data/papers.csv"    },
        {"steps",      "procedure/data/steps.csv"     },
    };
    for (size_t i = 0; i < LEN(all); i++) {
        ImportReport r = {0};
        Err e = exchange_of(str(all[i].kind))->read(c, data_file(all[i].file), &r);
        for (size_t k = 0; k < r.len; k++)
            complain(NOT_SO, "demo: %s:%d: " STR ": " STR, all[i].file, (int)r.at[k].line, ARG(r.at[k].field),
                     ARG(r.at[k].reason));
        TRY(e);
    }
    return OK;
}

static Err office(Ctx *c)
{
    static const char *const about[][2] = {
        {"name",       "Dân vận khéo Bình Thuận"                        },
        {"place",      "Bản chạy thử trên 45 xã, phường, đặc khu"},
        {"help_phone", "0252 000 0000"                                         },
        {"demo",       "1"                                                     },
    };
    for (size_t i = 0; i < LEN(about); i++)
        TRY(house_put(c, str(about[i][0]), str(about[i][1])));
    return OK;
}

static Err fill(Ctx *c)
{
    Demo d = {.c = c};
    const Ctx before = *c;
    c->now = time_at(day(2026, 11, 23), 8 * 60), c->today = day_of(c->now); /* the day at which the demo stands */
    d.stands = c->today;
    TRY(tables(c));
    TRY(house_load(c));
    TRY(figure_demo(c));
    TRY(office(c));
    TRY(accounts(&d));
    TRY(article_demo(&d));
    TRY(records(&d));
    for (size_t i = 0; i < LEN(reports); i++)
        TRY(report_demo(&d, i));
    const Calendar *calendar = c->calendar;
    *c = before, c->calendar = calendar;
    return OK;
}

static Err is_empty(Ctx *c, bool *empty)
{
    int64_t accounts;
    Unit top;
    TRY(account_count(c, &accounts));
    Err e = unit_root(c, &top);
    *empty = accounts == 0 && e == ERR_NOT_FOUND;
    return e == ERR_NOT_FOUND ? OK : e;
}

static int report(const Command *x)
{
    say(arena_fmt(x->arena,
                  "filled '%s' with the demo\n"
                  "sign-ins (password %s): motcua@22945 danvan@22945 lanhdao@22945 danvan@" PROVINCE
                  " lanhdao@" PROVINCE " quantri@" PROVINCE " quantri; the same in every commune\n",
                  x->s.data, demo_password));
    return DONE;
}

int demo_command(const Command *x)
{
    Ctx c;
    bool empty = false;
    if (!data_open(x, CREATE, &c)) return NOT_SO;
    Err e = is_empty(&c, &empty);
    if (!e && !empty)
        return data_close(&c), complain(NOT_SO, "'%s' holds data already: name an empty file with --data", x->s.data);
    if (!e) e = store_do(c.store, BEGIN_WRITE);
    if (!e) e = fill(&c);
    if (!e) e = store_do(c.store, COMMIT);
    data_close(&c);
    worker_stop();
    return e ? complain(NOT_SO, "the demo could not be made: see above") : report(x);
}

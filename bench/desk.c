/* desk.c - a one-stop desk of any size, by the engine's own clock and counts; and what a statement costs there.
 *
 * desk fill FILE N: N dossiers of all states with about six acts each, into a data file that has units and the
 * procedures they are about; `kheo verify` finds nothing wrong.
 *
 * desk cost FILE STATEMENT VALUE...: a line of numbers (rows, steps of the machine, pages looked at, whether it sorts),
 * then its plan.
 *
 * Day after day goes by, and acts are written in that order, so that those of one dossier lie apart as in real life.
 * Indexes are made at the end. The same number gives the same data. */
#include "base/day.h"
#include "casework/engine.h"
#include "onestop/dossier.h"
#include "store/store.h"
#include "text/code.h"
#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MEMORY = 1 << 16, PLACES_MAX = 256, MEASURES_MAX = 48, PROCEDURES_MAX = 48, FIRST_YEAR = 2023, YEARS = 5 };
enum { SLOTS = YEARS * 12 + YEARS }; /* of a cell: months, then years */

static void need(bool good, const char *what)
{
    if (good) return;
    fprintf(stderr, "desk: %s\n", what);
    exit(1);
}

/* ---- the data file, without a log ---- */

static sqlite3 *db;

static void run(const char *sql)
{
    char *why = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &why)) fprintf(stderr, "desk: %s: %s\n", sql, why), exit(1);
}

static sqlite3_stmt *prepare(const char *sql)
{
    sqlite3_stmt *st = NULL;
    need(sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &st, NULL) == SQLITE_OK, sql);
    return st;
}

static const char *statement(const char *name)
{
    for (const Sql *s = __start_kheo_sql; s < __stop_kheo_sql; s++)
        if (!strcmp(s->name, name)) return s->sqlite;
    need(false, "there is no such statement");
    return NULL;
}

typedef struct {
    int64_t n;
    Str s;
    bool text;
} Value;
static Value value_int(int64_t n)
{
    return (Value){.n = n};
}
static Value value_Day(Day d)
{
    return (Value){.n = d.n};
}
static Value value_Time(Time t)
{
    return (Value){.n = t.ms};
}
static Value value_Str(Str s)
{
    return (Value){.s = s, .text = true};
}
static Value value_text(const char *z)
{
    return (Value){.s = str(z), .text = true};
}
#define V(x)                                                                                                           \
    _Generic((x), Str: value_Str, Day: value_Day, Time: value_Time, char *: value_text, const char *: value_text, default: value_int)(x)
#define PUT(st, ...) insert((st), (const Value[]){__VA_ARGS__}, LEN(((const Value[]){__VA_ARGS__})))

static void insert(sqlite3_stmt *st, const Value *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (v[i].text)
            sqlite3_bind_text(st, (int)i + 1, v[i].s.len ? v[i].s.ptr : "", (int)v[i].s.len, SQLITE_STATIC);
        else
            sqlite3_bind_int64(st, (int)i + 1, v[i].n);
    if (sqlite3_step(st) != SQLITE_DONE) need(false, sqlite3_errmsg(db));
    sqlite3_reset(st);
}

/* ---- what the engine would read and write ---- */

#define WRAPPED(type, name, ...)                                                                                       \
    type __wrap_##name(__VA_ARGS__);                                                                                   \
    type __wrap_##name(__VA_ARGS__)

static char link_key[65];
WRAPPED(Err, house_of, Ctx *c, Str name, HouseValue *out)
{
    (void)c, (void)name;
    *out = (HouseValue){str(link_key)};
    return OK;
}

static struct {
    int64_t id;
    char code[21], path[64];
} places[PLACES_MAX];
static struct {
    int64_t id;
    char code[16], name[128];
    int limit;
} asked[PROCEDURES_MAX];
static size_t place_len, procedure_len, measure_len;
static char *measures[MEASURES_MAX];
static int32_t (*cells)[MEASURES_MAX][SLOTS][PROCEDURES_MAX]; /* [place] */
static size_t place_now, procedure_now;                       /* those of the act under way */

static size_t measure_at(Str name)
{
    for (size_t i = 0; i < measure_len; i++)
        if (str_eq(name, str(measures[i]))) return i;
    need(measure_len < MEASURES_MAX, "too many measures");
    measures[measure_len] = strndup(name.ptr, name.len);
    return measure_len++;
}

/* 202603 and 2026 alike. */
static size_t slot_of(int64_t month)
{
    if (month < 10000) return (size_t)(YEARS * 12 + month - FIRST_YEAR);
    return (size_t)((month / 100 - FIRST_YEAR) * 12 + month % 100 - 1);
}

static int64_t month_at(size_t slot)
{
    if (slot >= YEARS * 12) return (int64_t)slot - YEARS * 12 + FIRST_YEAR;
    return ((int64_t)slot / 12 + FIRST_YEAR) * 100 + (int64_t)slot % 12 + 1;
}

WRAPPED(Err, tally_add, Ctx *c, TallyAdd p)
{
    (void)c;
    cells[place_now][measure_at(p.measure)][slot_of(p.month)][procedure_now] += (int32_t)p.n;
    return OK;
}

/* ---- dossiers under way ---- */

typedef enum {
    RECEIVE,
    REFUSE,
    FORWARD,
    REQUEST,
    RESUBMIT,
    LAPSE,
    WAIT,
    RESUME,
    APOLOGY_PROPOSED,
    APOLOGY,
    OVERDUE,
    DENIAL_PROPOSED,
    DENIAL,
    COMPLETE,
    WITHDRAW,
    HAND_OVER,
    RATE,
    NOTHING
} What;
typedef enum { NOBODY, HOLDER_SELF, CLERK, DOER, HEAD } Who;
static const struct {
    const char *event;
    bool proposed;
    Who who;
    const char *note, *document;
} whats[] = {
    [RECEIVE] = {"receive",            false, CLERK,       "",                                                                ""       },
    [REFUSE] = {"refuse",             false, CLERK,       "Không thuộc thẩm quyền của cơ quan",                    ""       },
    [FORWARD] = {"forward",            false, CLERK,       "",                                                                ""       },
    [REQUEST] = {"request_supplement", false, DOER,        "Bản sao giấy tờ chứng minh chỗ ở hợp pháp",        ""       },
    [RESUBMIT] = {"resubmit",           false, CLERK,       "Đã nộp đủ giấy tờ",                                    ""       },
    [LAPSE] = {"lapse",              false, NOBODY,      "",                                                                ""       },
    [WAIT] = {"wait_external",      false, DOER,        "Thực hiện nghĩa vụ tài chính",                           ""       },
    [RESUME] = {"resume",             false, DOER,        "",                                                                ""       },
    [APOLOGY_PROPOSED] = {"apologise",          true,  DOER,        "",                                                                ""       },
    [APOLOGY] = {"apologise",          false, HEAD,        "Cần xác minh thêm tại thực địa do mưa lũ kéo dài", "12/TXL" },
    [OVERDUE] = {"overdue",            false, NOBODY,      "",                                                                ""       },
    [DENIAL_PROPOSED] = {"deny",               true,  DOER,        "",                                                                ""       },
    [DENIAL] = {"deny",               false, HEAD,        "Thửa đất không đủ điều kiện theo quy định",      "35/TB"  },
    [COMPLETE] = {"complete",           false, DOER,        "",                                                                "128/QĐ"},
    [WITHDRAW] = {"withdraw",           false, CLERK,       "Công dân xin rút hồ sơ",                                    ""       },
    [HAND_OVER] = {"hand_over",          false, CLERK,       "Giấy hẹn trả kết quả",                                  ""       },
    [RATE] = {"rate",               false, HOLDER_SELF, "Hài lòng",                                                      ""       },
};

typedef struct {
    Casefile file;
    size_t place, procedure;
    bool supplement, waits, denied, rated, online;
    enum { ON_TIME, LATE, APOLOGISED, LAPSED, WITHDRAWN, REFUSED } fate;
    What next, then; /* then: after the breach that comes first */
    Day day, then_day;
    int minute;
    uint64_t chance;
    Time received;
    Day asked, forwarded, result_on, returned_on, signed_on, promised, promised_anew;
    char code[CODE_LEN + 1], number[48];
    Str secret;
} Live;

static Ctx ctx;
static Arena arena;
static Day first_day, last_day;
typedef struct {
    Live **at;
    size_t len, cap;
} Bucket;
static Bucket *buckets; /* by day from first_day */
static int32_t apologies[PLACES_MAX];
static sqlite3_stmt *put_file, *put_act, *put_dossier, *put_applicant, *put_paper, *put_supplement, *put_apology,
    *put_rating;

static uint64_t next_chance(uint64_t *state) /* splitmix64 */
{
    uint64_t x = *state += 0x9e3779b97f4a7c15u;
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
    x = (x ^ x >> 27) * 0x94d049bb133111ebu;
    return x ^ x >> 31;
}

static int64_t below(Live *l, int64_t n)
{
    return (int64_t)(next_chance(&l->chance) % (uint64_t)n);
}

static bool one_in(Live *l, int percent)
{
    return below(l, 100) < percent;
}

static Day after(Day d, int64_t workdays)
{
    return workdays_add(ctx.calendar, d, workdays);
}

static void enqueue(Live *l, Day d)
{
    if (d.n > last_day.n) return; /* it has not happened yet */
    Bucket *b = &buckets[d.n - first_day.n];
    if (b->len == b->cap) {
        b->cap = b->cap ? b->cap * 2 : 64;
        b->at = realloc(b->at, b->cap * sizeof *b->at);
        need(b->at, "no memory");
    }
    b->at[b->len++] = l;
}

/* A deadline that passes before is an act of its own, at the end of its day. */
static void plan(Live *l, What what, Day d)
{
    const Casefile *f = &l->file;
    l->next = what, l->day = d;
    if (what == NOTHING) return;
    if (f->clock == RUNNING && !f->late && f->due.n < d.n)
        l->then = what, l->then_day = d, l->next = OVERDUE, l->day = f->due;
    enqueue(l, l->day);
}

/* How the work ends, from the day on which all is there. */
static void plan_end(Live *l, Day today)
{
    const Day due = l->file.due;
    const int64_t left = workdays_between(ctx.calendar, today, due);
    if (l->fate == WITHDRAWN) return plan(l, WITHDRAW, after(today, below(l, 5)));
    if (l->fate == APOLOGISED && !l->signed_on.n && left >= 1) return plan(l, APOLOGY_PROPOSED, after(due, -1));
    if (l->fate == LATE) return plan(l, l->denied ? DENIAL_PROPOSED : COMPLETE, after(due, 1 + below(l, 20)));
    return plan(l, l->denied ? DENIAL_PROPOSED : COMPLETE, after(today, left > 0 ? left - below(l, left / 3 + 1) : 0));
}

static void plan_next(Live *l, What done)
{
    const Day today = l->day;
    switch (done) {
    case RECEIVE:
        return plan(l, FORWARD, minute_of(l->received) < CUT_OFF ? today : after(today, 1));
    case FORWARD:
        if (l->supplement) return plan(l, REQUEST, after(today, below(l, 3)));
        if (l->waits) return plan(l, WAIT, after(today, below(l, 2)));
        return plan_end(l, today);
    case REQUEST:
        if (l->fate == LAPSED) return plan(l, LAPSE, after((Day){today.n + 30}, 0));
        return plan(l, RESUBMIT, after(today, 1 + below(l, 12)));
    case RESUBMIT:
        if (l->waits) return plan(l, WAIT, after(today, below(l, 2)));
        return plan_end(l, today);
    case WAIT:
        return plan(l, RESUME, after(today, 1 + below(l, 10)));
    case RESUME:
        return plan_end(l, today);
    case APOLOGY_PROPOSED:
        return plan(l, APOLOGY, today);
    case APOLOGY:
        return plan(l, COMPLETE, after(l->file.due, -below(l, 3)));
    case OVERDUE:
        return plan(l, l->then, l->then_day);
    case DENIAL_PROPOSED:
        return plan(l, DENIAL, today);
    case DENIAL:
    case COMPLETE:
        return plan(l, HAND_OVER, after(today, one_in(l, 3) ? 60 + below(l, 200) : below(l, 5)));
    case HAND_OVER:
        if (l->rated) return plan(l, RATE, (Day){today.n + (int32_t)below(l, 6)});
        break;
    default:
        break;
    }
    plan(l, NOTHING, today);
}

/* ---- one act ---- */

static const char *const people[] = {
    [NOBODY] = "", [HOLDER_SELF] = "", [CLERK] = "Nguyễn Thị Mẫu", [DOER] = "Trần Văn Mẫu", [HEAD] = "Lê Văn Mẫu"};
static const char *const accounts[] = {
    [NOBODY] = "kheo", [HOLDER_SELF] = "", [CLERK] = "motcua", [DOER] = "chuyenvien", [HEAD] = "lanhdao"};

static void effect(Live *l, Act *a, What what)
{
    switch (what) {
    case FORWARD:
        l->forwarded = workday_forward(ctx.calendar, l->received, CUT_OFF);
        break;
    case REQUEST:
        l->asked = a->done;
        break;
    case APOLOGY:
        l->signed_on = a->done, l->promised = a->file.due;
        a->new_due = l->promised_anew = after(a->file.due, 1 + below(l, 8));
        break;
    case DENIAL:
    case COMPLETE:
        l->result_on = a->done;
        break;
    case HAND_OVER:
        l->returned_on = a->done;
        break;
    case OVERDUE:
        a->file.late = 1;
        break;
    default:
        break;
    }
}

static const char *const overalls[] = {"rat_hai_long", "hai_long", "hai_long", "binh_thuong", "khong_hai_long"};
static const char *const manners[] = {"tot", "tot", "tot", "binh_thuong", "chua_tot"};

static void rate(Live *l, Act *a)
{
    const size_t k = (size_t)below(l, LEN(overalls));
    const int month = month_of(a->done);
    const Str facet = a->file.facet;
    need(!count_at(a, &(Count){a->file.unit, arena_fmt(&arena, "rating@%s", overalls[k]), facet, month, 1}) &&
             !count_at(a, &(Count){a->file.unit, arena_fmt(&arena, "manner@%s", manners[k]), facet, month, 1}),
         "not counted");
    PUT(put_rating, V(l->file.id), V(overalls[k]), V(manners[k]), V(""), V(a->done), V(month), V(l->file.unit),
        V(facet));
}

static void write_act(Live *l, Act *a, What what, const char *before, const char *after_it)
{
    const Who who = whats[what].who;
    const bool two = what == APOLOGY || what == DENIAL, proposed = whats[what].proposed;
    const Str event = proposed ? arena_fmt(&arena, "%s.proposed", whats[what].event) : str(whats[what].event);
    l->file.version++;
    PUT(put_act, V(l->file.id), V(l->file.version), V("dossier"), V(event), V(proposed ? (Str){0} : event), V(before),
        V(after_it), V(accounts[who]), V(people[who]), V(two ? accounts[DOER] : ""), V(str(two ? people[DOER] : "")),
        V(l->file.unit), V(l->file.unit), V(l->file.facet), V(time_at(a->done, l->minute)), V(a->done),
        V(month_of(a->done)), V(0), V(whats[what].document), V(whats[what].note), V(clock_save(&ctx, a->was)),
        V(buf_done(&a->counts)), V(l->file.due));
}

static void act(Live *l)
{
    const What what = l->next;
    Casefile *f = &l->file;
    const Casefile was = *f;
    const int state = f->state.len ? state_of(&dossier_flow, f->state) : NEW_FILE;
    Act a = {.c = &ctx, .flow = &dossier_flow, .file = *f, .was = &was, .done = l->day, .counts = {.arena = &arena}};
    place_now = l->place, procedure_now = l->procedure;
    ctx.today = l->day;
    l->minute = what == OVERDUE ? OFFICE_END : l->minute + 7;
    const char *before = dossier_flow.states[state];
    if (whats[what].proposed) return write_act(l, &a, what, before, before);
    if (what == OVERDUE)
        a.to = state;
    else {
        a.row = row_named(&dossier_flow, state, str(whats[what].event));
        need(a.row, "the flow does not allow what is planned");
        a.to = a.row->to == STAY ? state : a.row->to, a.clock = a.row->clock;
    }
    if (a.clock == CLOCK_START || a.clock == CLOCK_RESTART)
        a.file.days = asked[l->procedure].limit, a.file.day_unit = WORKDAYS;
    effect(l, &a, what);
    need(!clock_move(&a), "the clock does not move");
    if (a.to != state) state_timer(&a, what == REQUEST ? 30 : 0);
    if (!(dossier_flow.closed & IN(a.to)))
        a.file.closed = (Day){0};
    else if (!a.file.closed.n)
        a.file.closed = a.done;
    if (what == RATE) rate(l, &a);
    if (what == RECEIVE && l->online) need(!casework_count(&a, "receive_online", f->facet, 1), "not counted");
    need(!count_act(&a, str(whats[what].event), before, dossier_flow.states[a.to]), "not counted");
    *f = a.file;
    f->state = str(dossier_flow.states[a.to]);
    write_act(l, &a, what, before, dossier_flow.states[a.to]);
}

/* ---- a dossier, from reception to the last row ---- */

static struct {
    int64_t id;
    Day from;
} rulesets[8];
static size_t ruleset_len;

static int64_t ruleset_on(Day d)
{
    int64_t id = 0;
    for (size_t i = 0; i < ruleset_len && rulesets[i].from.n <= d.n; i++)
        id = rulesets[i].id;
    return id;
}

static Live *receive(int64_t id, Day d, int32_t *numbers)
{
    Live *l = calloc(1, sizeof *l);
    need(l, "no memory");
    l->chance = (uint64_t)id * 0x2545f4914f6cdd1du;
    const int64_t r = below(l, 1000), fate = below(l, 100);
    l->place = (size_t)(r * r * (int64_t)place_len / 1000000); /* some are large: the first has a tenth of all */
    l->procedure = (size_t)below(l, (int64_t)procedure_len);
    l->supplement = one_in(l, 25), l->waits = one_in(l, 35), l->denied = one_in(l, 5), l->rated = one_in(l, 55);
    l->online = one_in(l, 30);
    l->fate = fate < 8    ? LATE
              : fate < 14 ? APOLOGISED
              : fate < 15 ? WITHDRAWN
              : fate < 16 ? LAPSED
              : fate < 17 ? REFUSED
                          : ON_TIME;
    if (l->fate == LAPSED) l->supplement = true;
    if (l->fate == APOLOGISED) l->denied = false;
    l->minute = 7 * 60 + 30 + (int)below(l, 9 * 60);
    l->received = time_at(d, l->minute);
    const Civil v = civil(d);
    const uint64_t spread =
        (uint64_t)id * 0x9e3779b97f; /* odd: no two alike in 40 bits, where chance would give a dozen */
    const Str code = code_make(&arena, str(dossier_flow.prefix), spread);
    memcpy(l->code, code.ptr, code.len);
    snprintf(l->number, sizeof l->number, "H36.%s-%02d%02d%02d-%04d", places[l->place].code, v.year % 100, v.month,
             v.date, ++numbers[l->place]);
    l->file = (Casefile){.id = id,
                         .kind = S("dossier"),
                         .code = str(l->code),
                         .unit = places[l->place].id,
                         .state = S(""),
                         .title = str(asked[l->procedure].name),
                         .facet = str(asked[l->procedure].code),
                         .ruleset = ruleset_on(d),
                         .opened = d,
                         .year = v.year};
    plan(l, l->fate == REFUSED ? REFUSE : RECEIVE, d);
    return l;
}

static void write_person(Live *l)
{
    static const char *const ho[] = {"Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "K'", "Ka", "Bùi"}, *const ho_fold[] = {
                                                                                                      "nguyen", "tran",
                                                                                                      "le",     "pham",
                                                                                                      "hoang",  "k'",
                                                                                                      "ka",     "bui"};
    const size_t k = (size_t)below(l, LEN(ho));
    const long long n = (long long)below(l, 900000), id = (long long)l->file.id;
    PUT(put_applicant, V(id), V("ca_nhan"), V(arena_fmt(&arena, "%s Văn Mẫu %lld", ho[k], n)),
        V(arena_fmt(&arena, "%s van mau %lld", ho_fold[k], n)),
        V(arena_fmt(&arena, "09%08lld", (long long)below(l, 100000000))),
        V(arena_fmt(&arena, "Thôn %lld, xã Mẫu", (long long)below(l, 20))),
        V(arena_fmt(&arena, "0680%08lld", (long long)below(l, 100000000))), V(""));
    PUT(put_paper, V(id), V(1), V("Tờ khai theo mẫu"), V(1), V("ban_chinh"));
    PUT(put_paper, V(id), V(2), V("Giấy tờ chứng minh nhân thân"), V(1), V("ban_sao"));
}

static void write_file(Live *l)
{
    Casefile *f = &l->file;
    Str secret;
    ctx.today = last_day;
    if (f->clock == RUNNING && f->warn.n && f->warn.n <= last_day.n) /* they were told */
        need(!warn_after(&ctx, &dossier_flow, f, last_day, &f->warn), "no further warning");
    need(!link_make(&ctx, f->code, &secret), "no link");
    PUT(put_file, V(f->id), V("dossier"), V(f->code), V(link_hash(&ctx, secret)), V(f->unit), V(f->state), V(f->title),
        V(f->facet), V(f->version), V(f->ruleset), V(f->opened), V(f->year), V(f->closed), V(f->clock), V(f->days),
        V(f->day_unit), V(f->counted_from), V(f->due), V(f->first_due), V(f->paused), V(f->stood), V(f->promised),
        V(f->late), V(f->warn), V(f->wake), V(0), V(0));
    PUT(put_dossier, V(f->id), V(l->number), V(asked[l->procedure].id), V(l->received), V(f->opened), V(l->forwarded),
        V(l->online ? "cong_quoc_gia" : "truc_tiep"), V("tai_quay"), V(l->result_on.n ? "128/QĐ" : ""), V(l->result_on),
        V(l->returned_on), V(l->result_on.n ? f->unit : 0), V(l->result_on.n > f->first_due.n),
        V(l->result_on.n > f->due.n));
    if (l->asked.n) PUT(put_supplement, V(f->id), V(l->asked), V(whats[REQUEST].note), V(""));
    if (l->signed_on.n)
        PUT(put_apology, V(f->id), V(arena_fmt(&arena, "%d/TXL", ++apologies[l->place])), V(f->unit), V(l->signed_on),
            V(people[HEAD]), V(whats[APOLOGY].note), V(l->promised), V(l->promised_anew), V(0));
    free(l);
}

static void fresh_arena(void)
{
    static _Alignas(16) char memory[MEMORY];
    arena_clear(&arena);
    arena = arena_over(memory, sizeof memory, 1 << 24);
}

/* Files that are over are written then; those still open at the end. */
static void days_go_by(int64_t n)
{
    static int32_t numbers[PLACES_MAX];
    const int64_t workdays = workdays_between(ctx.calendar, (Day){first_day.n - 1}, last_day);
    int64_t id = 0, day = 0;
    Live **open = calloc((size_t)n + 1, sizeof(Live *));
    need(open, "no memory");
    for (Day d = first_day; d.n <= last_day.n; d.n++) {
        if (workday(ctx.calendar, d)) {
            day++;
            memset(numbers, 0, sizeof numbers);
            for (; id < n * day / workdays; id++) {
                open[id + 1] = receive(id + 1, d, numbers);
                write_person(open[id + 1]);
                fresh_arena();
            }
        }
        Bucket *b = &buckets[d.n - first_day.n];
        for (size_t i = 0; i < b->len; i++) {
            Live *l = b->at[i];
            const What what = l->next;
            const int64_t of = l->file.id;
            act(l);
            plan_next(l, what);
            if (l->next == NOTHING) write_file(l), open[of] = NULL;
            fresh_arena();
        }
        free(b->at);
    }
    for (int64_t i = 1; i <= n; i++)
        if (open[i]) write_file(open[i]), fresh_arena();
    free(open);
    sqlite3_stmt *number = prepare("INSERT INTO running_number (scope, last) VALUES (?, ?)");
    for (size_t i = 0; i < place_len; i++) { /* so that reception goes on where this ends */
        const Str day_text = day_iso(&arena, last_day);
        PUT(number, V(arena_fmt(&arena, "dossier/%s/" STR, places[i].code, ARG(day_text))), V(numbers[i]));
        PUT(number, V(arena_fmt(&arena, "apology/%s/%d", places[i].code, civil(last_day).year)), V(apologies[i]));
        fresh_arena();
    }
    sqlite3_finalize(number);
}

/* ---- filling ---- */

static void read_seed(void)
{
    sqlite3_stmt *st = prepare("SELECT id, code FROM unit WHERE in_force = 1 AND wide = 0 ORDER BY id");
    for (; sqlite3_step(st) == SQLITE_ROW && place_len < PLACES_MAX; place_len++) {
        places[place_len].id = sqlite3_column_int64(st, 0);
        snprintf(places[place_len].code, sizeof places->code, "%s", (const char *)sqlite3_column_text(st, 1));
    }
    sqlite3_finalize(st);
    st = prepare("SELECT id, code, name, limit_value FROM procedure WHERE limit_value > 0 AND limit_unit = "
                 "'ngay_lam_viec' ORDER BY id");
    for (; sqlite3_step(st) == SQLITE_ROW && procedure_len < PROCEDURES_MAX; procedure_len++) {
        asked[procedure_len].id = sqlite3_column_int64(st, 0);
        snprintf(asked[procedure_len].code, sizeof asked->code, "%s", (const char *)sqlite3_column_text(st, 1));
        snprintf(asked[procedure_len].name, sizeof asked->name, "%s", (const char *)sqlite3_column_text(st, 2));
        asked[procedure_len].limit = sqlite3_column_int(st, 3);
    }
    sqlite3_finalize(st);
    st = prepare("SELECT id, valid_from FROM ruleset WHERE area = 'onestop' ORDER BY valid_from");
    for (; sqlite3_step(st) == SQLITE_ROW && ruleset_len < LEN(rulesets); ruleset_len++) {
        rulesets[ruleset_len].id = sqlite3_column_int64(st, 0);
        rulesets[ruleset_len].from.n = sqlite3_column_int(st, 1);
    }
    sqlite3_finalize(st);
    need(place_len && procedure_len, "no units, or no procedures with a limit in working days");
    cells = calloc(place_len, sizeof *cells);
    need(cells, "no memory");
}

static void write_cells(void)
{
    sqlite3_stmt *st =
        prepare("INSERT INTO tally (unit, kind, measure, month, facet, n, own) VALUES (?, 'dossier', ?, ?, ?, ?, ?)");
    for (size_t p = 0; p < place_len; p++)
        for (size_t m = 0; m < measure_len; m++)
            for (size_t s = 0; s < SLOTS; s++)
                for (size_t f = 0; f < procedure_len; f++) {
                    const int n = cells[p][m][s][f];
                    if (n) PUT(st, V(places[p].id), V(measures[m]), V(month_at(s)), V(asked[f].code), V(n), V(n));
                }
    sqlite3_finalize(st);
    run(statement("tally_roll_up"));
}

/* Indexes are taken away and made again when all is in. */
static char *indexes_drop(void)
{
    Buf made = {.arena = NULL}, gone = {.arena = NULL};
    Arena a = arena_empty(1 << 20);
    made.arena = gone.arena = &a;
    sqlite3_stmt *st = prepare(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql <> '' AND tbl_name IN ('casefile', 'act', "
        "'dossier', 'applicant', 'apology', 'rating')");
    while (sqlite3_step(st) == SQLITE_ROW) {
        buf_fmt(&gone, "DROP INDEX %s;", (const char *)sqlite3_column_text(st, 0));
        buf_fmt(&made, "%s;", (const char *)sqlite3_column_text(st, 1));
    }
    sqlite3_finalize(st);
    run(arena_copy(&a, buf_done(&gone)).ptr);
    const Str text = buf_done(&made);
    char *out = strndup(text.ptr, text.len);
    arena_clear(&a);
    return out;
}

static void fill(int64_t n)
{
    unsigned char key[32];
    first_day = day(2024, 6, 3), last_day = day(2026, 11, 24);
    for (size_t i = 0; i < sizeof key; i++) /* it guards nothing here, and the same number gives the same data */
        key[i] = (unsigned char)i;
    sodium_bin2hex(link_key, sizeof link_key, key, sizeof key);
    run("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; PRAGMA cache_size=-1000000; "
        "PRAGMA threads=2;"
        "PRAGMA temp_store=FILE; BEGIN");
    read_seed();
    char *indexes = indexes_drop();
    put_file = prepare(
        "INSERT INTO casefile (id, kind, code, secret, unit, state, title, facet, version, ruleset, opened, year, "
        "closed, clock, "
        "days, day_unit, counted_from, due, first_due, paused, stood, promised, late, warn, wake, public, demo) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    put_act = prepare("INSERT INTO act (casefile, seq, kind, event, measure, before, after, actor, actor_name, "
                      "proposer, proposer_name, unit, "
                      "acting_unit, facet, at, done, month, voids, document, note, undo, counts, due) "
                      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    put_dossier =
        prepare("INSERT INTO dossier (id, number, procedure, received, reception, forwarded, channel, "
                "delivery, result, result_on, "
                "returned_on, result_unit, late_first, late) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    put_applicant = prepare("INSERT INTO applicant (id, kind, name, name_fold, phone, address, id_number, tax_code) "
                            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    put_paper = prepare("INSERT INTO dossier_paper (dossier, sort, name, copies, form) VALUES (?, ?, ?, ?, ?)");
    put_supplement = prepare("INSERT INTO supplement (dossier, asked, items, late_reason) VALUES (?, ?, ?, ?)");
    put_apology =
        prepare("INSERT INTO apology (dossier, number, unit, signed_on, signer, reason, promised, promised_anew, late) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    put_rating = prepare("INSERT INTO rating (dossier, overall, manner, comment, done, month, unit, facet) VALUES (?, "
                         "?, ?, ?, ?, ?, ?, ?)");
    buckets = calloc((size_t)(last_day.n - first_day.n + 1), sizeof *buckets);
    need(buckets, "no memory");
    days_go_by(n);
    write_cells();
    PUT(prepare("INSERT INTO house (name, value) VALUES ('link_key', ?)"), V(link_key));
    run(indexes);
    run("COMMIT");
    free(indexes);
}

/* ---- what a statement costs ---- */

/* In the order of the statement's header, as the generated code binds them. */
static void bind(sqlite3_stmt *st, int i, const char *value)
{
    int64_t n;
    if (str_int(str(value), &n))
        sqlite3_bind_int64(st, i, n);
    else
        sqlite3_bind_text(st, i, value, -1, SQLITE_STATIC);
}

static int pages_seen(void)
{
    int hit, miss, most;
    sqlite3_db_status(db, SQLITE_DBSTATUS_CACHE_HIT, &hit, &most, 0);
    sqlite3_db_status(db, SQLITE_DBSTATUS_CACHE_MISS, &miss, &most, 0);
    return hit + miss;
}

static void cost(const char *name, char **given, int n)
{
    sqlite3_stmt *st = prepare(statement(name));
    int rows = 0;
    for (int i = 0; i < n; i++)
        bind(st, i + 1, given[i]);
    const int before = pages_seen();
    while (sqlite3_step(st) == SQLITE_ROW)
        rows++;
    printf("%d %d %d %d\n", rows, sqlite3_stmt_status(st, SQLITE_STMTSTATUS_VM_STEP, 0), pages_seen() - before,
           sqlite3_stmt_status(st, SQLITE_STMTSTATUS_SORT, 0));
    sqlite3_finalize(st);
    char *explain = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", statement(name));
    for (st = prepare(explain); sqlite3_step(st) == SQLITE_ROW;)
        printf("    %s\n", (const char *)sqlite3_column_text(st, 3));
    sqlite3_finalize(st);
}

int main(int argc, char **argv)
{
    static _Alignas(16) char memory[1 << 20];
    Arena of_calendar = arena_over(memory, sizeof memory, 1 << 26);
    need(argc >= 4 && sodium_init() >= 0, "fill FILE N, or cost FILE STATEMENT VALUE...");
    need(sqlite3_open(argv[2], &db) == SQLITE_OK, "the file does not open");
    arena = arena_empty(1 << 24);
    ctx = (Ctx){.arena = &arena, .calendar = calendar_build(&of_calendar, NULL, 0)};
    if (!strcmp(argv[1], "fill"))
        fill(strtoll(argv[3], NULL, 10));
    else
        cost(argv[3], argv + 4, argc - 4);
    if (!strcmp(argv[1], "fill")) run("PRAGMA locking_mode=NORMAL; PRAGMA journal_mode=WAL");
    sqlite3_close(db);
    return 0;
}

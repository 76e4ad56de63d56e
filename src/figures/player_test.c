/* player_test.c - no figure drifts, whatever people do: a player who draws lots registers, appraises, recognises,
 * corrects, takes back, moves and merges. After every step all cells of the tallies must be what a recount says that
 * knows nothing of the engine: it has its own list of units, files and acts. */
#include "base/day.h"
#include "base/test.h"
#include "figures/player.h"
#include "store/bench.h"
#include "store/store.h"
#include <stdio.h>
#include <string.h>

enum { WORLDS = 6, STEPS = 350 };

const char *const player_states[] = {"",         "draft",     "submitted",  "appraising", "returned",
                                     "rejected", "appraised", "recognised", "withdrawn",  "ended"};
const char *const player_facets[FACETS] = {"kinh_te/tap_the",
                                           "kinh_te/ca_nhan",
                                           "van_hoa_xa_hoi/tap_the",
                                           "van_hoa_xa_hoi/ca_nhan",
                                           "quoc_phong_an_ninh/tap_the",
                                           "quoc_phong_an_ninh/ca_nhan",
                                           "xay_dung_htct/tap_the",
                                           "xay_dung_htct/ca_nhan"};
const char *const player_measures[] = {"create",     "edit",      "dang_ky",   "nop_lai", "take",      "return",
                                       "reject",     "tham_dinh", "cong_nhan", "publish", "unpublish", "duy_tri",
                                       "bieu_duong", "ket_thuc",  "reopen",    "withdraw"};

/* What may be done, said once more and otherwise than the service says it. */
typedef enum { PLAIN, FORM_, REASON_, APPRAISAL_, RECOGNITION_, CONSENT_, YEAR_, PRAISE_, ENDING_ } Input;
#define B(s) (1u << (s))
static const struct {
    unsigned from;
    const char *event;
    int to; /* NOWHERE: it stays */
    const char *measure;
    int64_t role;
    Input input;
    bool undo, correct;
} plays[] = {
    {B(DRAFT) | B(RETURNED),                                               "edit",          NOWHERE,    "edit",       MOVEMENT_STAFF,    FORM_,        false, false},
    {B(DRAFT),                                                             "submit",        SUBMITTED,  "dang_ky",    MOVEMENT_STAFF,    PLAIN,        false, true },
    {B(RETURNED),                                                          "submit",        SUBMITTED,  "nop_lai",    MOVEMENT_STAFF,    PLAIN,        false, false},
    {B(SUBMITTED),                                                         "take",          APPRAISING, "take",       MOVEMENT_APPROVER, PLAIN,        false, false},
    {B(APPRAISING),                                                        "return",        RETURNED,   "return",     MOVEMENT_APPROVER, REASON_,      false, false},
    {B(APPRAISING),                                                        "reject",        REJECTED,   "reject",     MOVEMENT_APPROVER, REASON_,      false, false},
    {B(APPRAISING),                                                        "appraise_pass", APPRAISED,  "tham_dinh",  MOVEMENT_APPROVER, APPRAISAL_,   true,  true },
    {B(APPRAISED),                                                         "recognise",     RECOGNISED, "cong_nhan",  UNIT_HEAD,         RECOGNITION_, true,  true },
    {B(RECOGNISED) | B(OVER),                                              "publish",       NOWHERE,    "publish",    MOVEMENT_APPROVER, CONSENT_,     false, false},
    {B(RECOGNISED) | B(OVER),                                              "unpublish",     NOWHERE,    "unpublish",  MOVEMENT_APPROVER, REASON_,      false, false},
    {B(RECOGNISED),                                                        "confirm_year",  NOWHERE,    "duy_tri",    MOVEMENT_STAFF,    YEAR_,        true,  false},
    {B(RECOGNISED),                                                        "praise",        NOWHERE,    "bieu_duong", UNIT_HEAD,         PRAISE_,      true,  true },
    {B(RECOGNISED),                                                        "end",           OVER,       "ket_thuc",   MOVEMENT_STAFF,    ENDING_,      true,  true },
    {B(OVER),                                                              "reopen",        RECOGNISED, "reopen",     MOVEMENT_APPROVER, REASON_,      true,  false},
    {B(DRAFT) | B(SUBMITTED) | B(APPRAISING) | B(RETURNED) | B(APPRAISED), "withdraw",      WITHDRAWN,  "withdraw",
     MOVEMENT_STAFF,                                                                                                                     REASON_,      false, false},
};

_Static_assert(LEN(plays) == PLAYS && LEN(player_measures) == MEASURES && LEN(player_states) == STATES,
               "as player.h says");

struct Player player;

static int lot(int n)
{
    player.lots = player.lots * 6364136223846793005u + 1442695040888963407u;
    return (int)((player.lots >> 33) % (uint64_t)n);
}

int player_measure(const char *name)
{
    for (int i = 0; i < MEASURES; i++)
        if (!strcmp(player_measures[i], name)) return i;
    return NOWHERE;
}

/* ---- steps ---- */

static void as(int64_t role, Str path, int64_t unit)
{
    static Grant g;
    Ctx *c = player.c;
    g = (Grant){role, path};
    c->actor = c->actor_name = role == MOVEMENT_STAFF      ? S("staff")
                               : role == MOVEMENT_APPROVER ? S("approver")
                                                           : S("head");
    c->unit = unit, c->grants = &g, c->grant_len = 1;
}

static Str encoded(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    const Str s = arena_vfmt(player.c->arena, fmt, ap);
    va_end(ap);
    return s;
}

static Str registration(int name, int facet)
{
    const char *slash = strchr(player_facets[facet], '/');
    return encoded("name=Mo hinh "
                   "%d&field=%.*s&subject_kind=%s&person_name=Mau&place_unit_id=%s&start_on=2026-01-05&goal=a&method=b"
                   "&expected_result=c&lead_name=d",
                   name, (int)(slash - player_facets[facet]), player_facets[facet], slash + 1, player.place[0].code);
}

static Err act(const char *event, Str code, Str input, Done *done)
{
    Pairs pairs;
    CHECK(pairs_parse(player.c->arena, input, &pairs));
    OKAY(store_do(player.c->store, SAVEPOINT));
    const Err e = casework_act(
        player.c, &(Deed){.flow = &model_flow, .code = code, .event = str(event), .input = pairs, .seen = -1}, done);
    if (e) OKAY(store_do(player.c->store, ROLLBACK_TO));
    OKAY(store_do(player.c->store, RELEASE));
    return e;
}

static Happened *noted(Played *f, int measure, int before, int play)
{
    CHECK(f->acts < ACTS_MAX);
    Happened *h = &f->act[f->acts++];
    *h = (Happened){.measure = measure,
                    .place = f->place,
                    .facet = f->facet,
                    .before = before,
                    .done = player.today,
                    .seq = ++f->version,
                    .stands = true,
                    .correction = NOWHERE,
                    .play = play};
    return h;
}

static int commune(void)
{
    for (;;) {
        const int p = lot(player.places);
        if (player.place[p].commune && !player.place[p].ended) return p;
    }
}

static const char *open_one(void)
{
    const int p = commune(), facet = lot(FACETS);
    Done done;
    Unit u;
    if (player.files == FILES_MAX) return NULL;
    OKAY(unit_by_id(player.c, player.place[p].id, &u));
    as(MOVEMENT_STAFF, u.path, u.id);
    const Err e = act("create", (Str){0}, registration(++player.names, facet), &done);
    if (e) test_fail(__FILE__, __LINE__, "create: " STR, ARG(why_text(player.c)));
    Played *f = &player.file[player.files++];
    *f = (Played){.place = p, .state = DRAFT, .facet = facet};
    snprintf(f->code, sizeof f->code, STR, ARG(done.file.code));
    noted(f, player_measure("create"), NONE, NOWHERE);
    return "create";
}

static Str input_of(Input kind, const Played *f, int facet)
{
    const Str day = day_iso(player.c->arena, player.today);
    switch (kind) {
    case PLAIN:
        return (Str){0};
    case FORM_:
        return registration(1000 + (int)(f - player.file), facet);
    case REASON_:
        return S("reason=Mot ly do du dai");
    case APPRAISAL_:
        return encoded("appraised_on=" STR, ARG(day));
    case RECOGNITION_:
        return encoded("no_decision=1&decided_on=" STR "%s", ARG(day), f->version % 2 ? "&agreed=1" : "");
    case CONSENT_:
        return S("agreed=1");
    case YEAR_:
        return encoded("year=%d", civil(player.today).year);
    case PRAISE_:
        return encoded("paper=1/QD&praised_on=" STR, ARG(day));
    case ENDING_:
        return encoded("reason=Mot ly do du dai&end_on=" STR, ARG(day));
    }
    return (Str){0};
}

/* What the rules forbid beyond the state. */
static bool is_forbidden(const Played *f, size_t play)
{
    const char *event = plays[play].event;
    if (!strcmp(event, "publish")) return f->public;
    if (!strcmp(event, "unpublish")) return !f->public;
    for (int i = 0; !strcmp(event, "confirm_year") && i < f->acts; i++)
        if (f->act[i].stands && f->act[i].measure == player_measure("duy_tri") &&
            civil(f->act[i].done).year == civil(player.today).year)
            return true;
    return false;
}

static bool is_allowed(const Played *f, size_t i)
{
    return (plays[i].from & B(f->state)) && !is_forbidden(f, i);
}

/* Mostly a row that the state allows; of those that end a model only every fourth, so that some get far. */
static size_t row_drawn(const Played *f)
{
    const bool any = !lot(10);
    for (;;) {
        const size_t i = (size_t)lot(LEN(plays));
        const bool end = plays[i].to == WITHDRAWN || plays[i].to == REJECTED;
        if (any || (is_allowed(f, i) && (!end || !lot(4)))) return i;
        if (!lot(100)) return i; /* a model that is over allows nothing */
    }
}

/* Where the state does not allow it, nothing may change. */
static const char *play_one(void)
{
    Played *f = &player.file[lot(player.files)];
    const size_t i = row_drawn(f);
    const bool may = is_allowed(f, i);
    const int facet = plays[i].input == FORM_ ? lot(FACETS) : f->facet, before = f->state;
    Casefile file;
    Done done;
    if (!may && !strcmp(plays[i].event, "submit")) return NULL; /* another row of that event may have this state */
    OKAY(casefile_by_code(player.c, str(f->code), &file));
    Unit root;
    OKAY(unit_by_id(player.c, player.place[0].id, &root));
    as(plays[i].role, plays[i].role == MOVEMENT_STAFF ? file.path : root.path, file.unit);
    const Err e = act(plays[i].event, str(f->code), input_of(plays[i].input, f, facet), &done);
    if (!e != may)
        test_fail(__FILE__, __LINE__, "%s of %s in %s: outcome %d: " STR, plays[i].event, f->code,
                  player_states[f->state], e, ARG(why_text(player.c)));
    if (e) return player.refused++, plays[i].event;
    f->facet = facet;
    if (plays[i].to != NOWHERE) f->state = plays[i].to;
    if (!strcmp(plays[i].event, "recognise")) f->public = f->version % 2;
    if (!strcmp(plays[i].event, "publish")) f->public = true;
    if (!strcmp(plays[i].event, "unpublish")) f->public = false;
    noted(f, player_measure(plays[i].measure), before, (int)i);
    f->last_voidable = plays[i].undo;
    player.done[i]++;
    return plays[i].event;
}

static Happened *last_moving(Played *f)
{
    for (int i = f->acts; i-- > 0;)
        if (f->act[i].play != NOWHERE) return &f->act[i];
    return NULL;
}

static void as_for(int play, const Played *f)
{
    Casefile file;
    Unit root;
    OKAY(casefile_by_code(player.c, str(f->code), &file));
    OKAY(unit_by_id(player.c, player.place[0].id, &root));
    as(plays[play].role, plays[play].role == MOVEMENT_STAFF ? file.path : root.path, file.unit);
}

static const char *take_back_one(void)
{
    Played *f = &player.file[lot(player.files)];
    Happened *h = last_moving(f);
    Done done;
    if (!h) return NULL;
    as_for(h->play, f);
    OKAY(store_do(player.c->store, SAVEPOINT));
    const Err e = casework_void(player.c, &model_flow, str(f->code), S("Mot ly do du dai"), -1, &done);
    if (e) OKAY(store_do(player.c->store, ROLLBACK_TO));
    OKAY(store_do(player.c->store, RELEASE));
    if (!e != f->last_voidable)
        test_fail(__FILE__, __LINE__, "void of %s: outcome %d: " STR, plays[h->play].event, e, ARG(why_text(player.c)));
    if (e) return player.refused++, "void";
    h->stands = false;
    if (h->correction != NOWHERE) f->act[h->correction].stands = false;
    f->state = h->before, f->version++, f->last_voidable = false;
    if (!strcmp(plays[h->play].event, "recognise")) f->public = false;
    player.voided++;
    return "void";
}

static const char *correct_one(void)
{
    Played *f = &player.file[lot(player.files)];
    const int i = lot(2) ? lot(f->acts) : f->acts - 1;
    Happened *h = &f->act[i];
    const Day on = {player.today.n - lot(60)};
    Done done;
    if (h->play == NOWHERE || !plays[h->play].correct || !h->stands || on.n == h->done.n) return NULL;
    as_for(h->play, f);
    OKAY(store_do(player.c->store, SAVEPOINT));
    const Err e = casework_correct(player.c, &model_flow, str(f->code),
                                   &(Correction){h->seq, on, S("2/QD"), S("Ghi nham ngay")}, -1, &done);
    if (e) test_fail(__FILE__, __LINE__, "correct %s: " STR, plays[h->play].event, ARG(why_text(player.c)));
    OKAY(store_do(player.c->store, RELEASE));
    const int measure = h->measure, place = h->place;
    Happened *now = noted(f, measure, f->state, NOWHERE);
    now->place = place, now->done = on;
    h->stands = false, h->correction = f->acts - 1;
    player.corrected++;
    return "correct";
}

/* Open work of units that ended goes to the one that took over. */
static void follow(void)
{
    for (int i = 0; i < player.files; i++) {
        Played *f = &player.file[i];
        if (!player.place[f->place].ended ||
            !(B(f->state) & (B(DRAFT) | B(SUBMITTED) | B(APPRAISING) | B(RETURNED) | B(APPRAISED))))
            continue;
        while (player.place[f->place].ended)
            f->place = player.place[f->place].above;
        f->version++, f->last_voidable = false;
    }
}

static void import_units(Str text)
{
    ImportReport r = {0};
    const Str head = S("code,name,kind,parent_code,valid_from,valid_to,predecessor_codes,partial_predecessors,code_"
                       "source,source,note\n");
    if (unit_exchange.read(player.c, arena_fmt(player.c->arena, STR STR, ARG(head), ARG(text)), &r))
        test_fail(__FILE__, __LINE__, "units: " STR, ARG(r.len ? r.at[0].reason : why_text(player.c)));
}

static const char *move_one(void)
{
    const int p = commune(), to = 1 + lot(2);
    Spot *x = &player.place[p];
    if (x->made || x->above == to) return NULL;
    player.c->grants = NULL, player.c->grant_len = 0, player.c->actor = S("admin");
    import_units(encoded("%s,Don vi %s,xa,%s,2025-07-01,,,,nso,x,\n", x->code, x->code, player.place[to].code));
    x->above = to;
    follow();
    player.moved++;
    return "move";
}

static int in_force(void)
{
    int n = 0;
    for (int i = 0; i < player.places; i++)
        n += player.place[i].commune && !player.place[i].ended;
    return n;
}

// clang-format off
static const Field merge_fields[] = { /* where a refusal would be said */
    TEXT_FIELD(Merge, ends), TEXT_FIELD(Merge, parts), DAY_FIELD(Merge, day), TEXT_FIELD(Merge, code), TEXT_FIELD(Merge, name),
    TEXT_FIELD(Merge, kind), TEXT_FIELD(Merge, parent), TEXT_FIELD(Merge, source)};
static const FormSpec merge_form = FORM("casework.merge", merge_fields, Merge);
// clang-format on

static const char *merge_two(void)
{
    const int a = commune(), b = commune(), to = 1 + lot(2);
    Form form = form_blank(&merge_form);
    Unit u, first, second;
    if (a == b || in_force() < 5 || player.places == PLACES_MAX) return NULL;
    OKAY(unit_by_id(player.c, player.place[a].id, &first));
    OKAY(unit_by_id(player.c, player.place[b].id, &second));
    if (first.valid_from.n == player.today.n || second.valid_from.n == player.today.n) return NULL;
    Spot *x = &player.place[player.places];
    *x = (Spot){.above = to, .commune = true, .made = true};
    snprintf(x->code, sizeof x->code, "M%d", player.places);
    const Merge m = {.ends = encoded("%s;%s", player.place[a].code, player.place[b].code),
                     .day = player.today,
                     .code = str(x->code),
                     .name = encoded("Moi %d", player.places),
                     .kind = S("xa"),
                     .parent = str(player.place[to].code),
                     .source = S("NQ")};
    player.c->grants = NULL, player.c->grant_len = 0, player.c->actor = S("admin");
    const Err e = unit_merge(player.c, &m, &form);
    for (size_t i = 0; e && i < form.spec->len; i++)
        if (form.error[i].len) test_fail(__FILE__, __LINE__, "merge: " STR, ARG(form.error[i]));
    if (e) test_fail(__FILE__, __LINE__, "merge: outcome %d " STR, e, ARG(why_text(player.c)));
    OKAY(unit_by_code(player.c, str(x->code), player.today, &u));
    x->id = u.id;
    player.place[a].ended = player.place[b].ended = true,
    player.place[a].above = player.place[b].above = player.places++;
    follow();
    player.merged++;
    return "merge";
}

static const char *step(void)
{
    const int what = lot(100);
    if (!player.files || what < 8) return open_one();
    if (what < 18) return take_back_one();
    if (what < 28) return correct_one();
    if (what < 31) return move_one();
    if (what < 33) return merge_two();
    return play_one();
}

/* ---- the worlds ---- */

static Err tree_changed(Ctx *c)
{
    TRY(casework_roll_up(c));
    return casework_follow(c);
}

static void add_place(const char *code, int above, bool is_commune)
{
    Unit u;
    Spot *x = &player.place[player.places++];
    OKAY(unit_by_code(player.c, str(code), player.today, &u));
    *x = (Spot){.id = u.id, .above = above, .commune = is_commune};
    snprintf(x->code, sizeof x->code, "%s", code);
}

static void begin(uint64_t seed)
{
    static const char *const codes[] = {"C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9", "C10"};
    player.c = bench_ctx(), player.lots = seed, player.today = day(2026, 1, 5),
    player.places = player.files = player.names = 0;
    bench_at(player.c, 2026, 1, 5, 9, 0);
    Buf text = {.arena = player.c->arena};
    buf_str(&text, S("T,Tinh,tinh,,2025-07-01,,,,nso,x,\nD1,Huyen 1,huyen,T,2025-07-01,,,,nso,x,\nD2,Huyen "
                     "2,huyen,T,2025-07-01,,,,nso,x,\n"));
    for (size_t i = 0; i < LEN(codes); i++)
        buf_fmt(&text, "%s,Don vi %s,xa,D%zu,2025-07-01,,,,nso,x,\n", codes[i], codes[i], 1 + i % 2);
    OKAY(store_do(player.c->store, BEGIN_WRITE));
    import_units(buf_done(&text));
    add_place("T", NOWHERE, false), add_place("D1", 0, false), add_place("D2", 0, false);
    for (size_t i = 0; i < LEN(codes); i++)
        add_place(codes[i], 1 + (int)(i % 2), true);
}

static void forward(int days)
{
    player.today.n += days;
    const Civil d = civil(player.today);
    bench_at(player.c, d.year, d.month, d.date, 9, 0);
}

TEST(no_figure_drifts_whatever_people_do)
{
    static const Flow *const flows[] = {&model_flow, NULL};
    Err (*const moved)(Ctx *) = unit_moved, (*const work)(Ctx *, int64_t, Str *) = unit_work;
    casework_flows = flows, unit_moved = tree_changed, unit_work = casework_open_work;
    memset(&player, 0, sizeof player);
    for (int world = 1; world <= WORLDS; world++) {
        begin((uint64_t)world * 7919);
        Arena *keep = player.c->arena;
        for (int i = 0; i < STEPS;) {
            static Arena own; /* of one step */
            own = arena_empty(64 << 20);
            player.c->arena = &own;
            forward(lot(8) ? 0 : lot(12));
            const char *what = step();
            if (what) player_compare(what, ++i);
            store_settle(player.c->store);
            player.c->arena = keep;
            arena_clear(&own);
        }
        OKAY(store_do(player.c->store, COMMIT));
    }
    unit_moved = moved, unit_work = work;
    for (size_t i = 0; i < LEN(plays); i++) /* every row was played, or the test says less than it seems */
        if (player.done[i] < 3)
            test_fail(__FILE__, __LINE__, "%s: %lld times", plays[i].event, (long long)player.done[i]);
    CHECK(player.voided > 20 && player.corrected > 20 && player.moved > 20 && player.merged > 10 &&
          player.refused > 20);
}

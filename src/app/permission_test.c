/* permission_test.c - nobody reads or does what is not theirs: every row of every flow for every role and every
 * relation to the file's unit, and every route for every role, as page, data and table. What is expected is
 * worked out here from the tables alone; what happens is asked of the engine and the router. */
#include "app/house.h"
#include "app/services.h"
#include "base/test.h"
#include "casework/casework.h"
#include "store/bench.h"
#include <string.h>

typedef enum { OWN, CHILD, SIBLING, PARENT, RELATIONS } Relation;
static const char *const held_over[RELATIONS] = {
    [OWN] = "/1/2/", [CHILD] = "/1/2/3/", [SIBLING] = "/1/4/", [PARENT] = "/1/"};
static const bool reaches[][RELATIONS] = {
    [HERE] = {[OWN] = true, [PARENT] = true},
    [ABOVE] = {[PARENT] = true           },
    [ANYWHERE] = {true, true, true, true},
    [HOLDER] = {false       },
};

static Ctx *staff(Ctx *c, int64_t role, Relation r)
{
    Grant *g = NEW(c->arena, Grant, 1);
    *g = (Grant){role, str(held_over[r])};
    c->actor = S("somebody"), c->grants = g, c->grant_len = 1, c->why = 0;
    return c;
}

static bool expected(const Flow *flow, int state, const char *event, int64_t role, Relation r)
{
    for (size_t i = 0; i < flow->row_len; i++) {
        const Transition *t = &flow->rows[i];
        if (!(t->from & IN(state)) || t->hidden || t->who == SYSTEM || strcmp(t->event, event) != 0) continue;
        if ((t->who & ANYONE) && t->reach != HOLDER) return true;
        if ((t->who & role) && reaches[t->reach][r]) return true;
    }
    return false;
}

static bool shown(const Possibles *all, const char *event)
{
    for (size_t i = 0; i < all->len; i++)
        if (strcmp(all->at[i].row->event, event) == 0) return true;
    return false;
}

/* Every event that the state knows is offered to those whose row it is, and to nobody else. */
static int64_t state_check(Ctx *c, const Flow *flow, int state, int64_t role, Relation r)
{
    const Casefile f = {.id = 999999,
                        .kind = str(flow->kind),
                        .state = str(flow->states[state]),
                        .path = str(held_over[OWN]),
                        .code = S("XX-0000-0000-0"),
                        .facet = S(""),
                        .title = S("")};
    int64_t n = 0;
    Possibles all;
    Err e = casework_possible(staff(c, role, r), flow, &f, &all);
    if (e) test_fail(__FILE__, __LINE__, "%s in %s: outcome %d", flow->kind, flow->states[state], e);
    for (size_t i = 0; i < flow->row_len; i++) {
        const char *event = flow->rows[i].event;
        if (!(flow->rows[i].from & IN(state)) || flow->rows[i].who == SYSTEM || flow->rows[i].hidden) continue;
        Guard *guard = flow->rows[i].guard;
        const bool known = !guard || guard(c, &f) != NOT_OFFERED; /* else such a file does not know the event at all */
        bool is = shown(&all, event), want = known && expected(flow, state, event, role, r);
        if (is != want)
            test_fail(__FILE__, __LINE__, "%s.%s in %s for %s over %s: %s", flow->kind, event, flow->states[state],
                      role_name(role), held_over[r], is ? "is offered" : "is not offered");
        n++;
    }
    return n;
}

TEST(every_act_is_for_its_role_over_its_unit_and_for_nobody_else)
{
    Ctx *c = bench_ctx();
    int64_t cells = 0;
    services_set();
    OKAY(house_load(c));
    for (const Flow *const *f = casework_flows; *f; f++)
        for (int state = 1; state < (int)(*f)->state_len; state++)
            for (int64_t role = 1; role < ANYONE; role <<= 1)
                for (Relation r = 0; r < RELATIONS; r++)
                    cells += state_check(c, *f, state, role, r);
    CHECK(cells > 1000); /* else the table is empty, and nothing was asked */
}

TEST(a_file_is_read_over_its_unit_only)
{
    Ctx *c = bench_ctx();
    services_set();
    for (const Flow *const *f = casework_flows; *f; f++)
        for (int64_t role = 1; role < ANYONE; role <<= 1) {
            const Casefile file = {
                .id = 999999, .kind = str((*f)->kind), .state = str((*f)->states[1]), .path = str(held_over[OWN])};
            bool reader = (*f)->readers & role;
            if (reader) CHECK(casework_may_read(staff(c, role, OWN), *f, &file));
            if (reader) CHECK(casework_may_read(staff(c, role, PARENT), *f, &file));
            CHECK(!casework_may_read(staff(c, role, SIBLING), *f, &file));
            CHECK(!casework_may_read(staff(c, role, CHILD), *f, &file));
        }
}

/* ---- routes ---- */

static Str concrete(Arena *a, const char *pattern, As as)
{
    Buf out = {.arena = a};
    for (; *pattern; pattern++) {
        if (*pattern != ':' && *pattern != '*') {
            buf_char(&out, *pattern);
            continue;
        }
        buf_char(&out, '0');
        while (pattern[1] && pattern[1] != '/')
            pattern++;
    }
    buf_str(&out, as == AS_JSON ? S(".json") : as == AS_CSV ? S(".csv") : as == AS_XLSX ? S(".xlsx") : S(""));
    return buf_done(&out);
}

static int ask(Ctx *c, const Route *r, As as)
{
    Req q = {.ctx = *c, .method = r->method, .path = concrete(c->arena, r->pattern, as), .address = S("test")};
    OKAY(store_do(c->store, SAVEPOINT));
    web_route(&q);
    if (q.route != r) { /* another pattern takes this address: it is asked in its turn */
        OKAY(store_do(c->store, RELEASE));
        return 0;
    }
    Err e = web_run(&q, r->run);
    (void)e;
    store_settle(c->store);
    OKAY(store_do(c->store, ROLLBACK_TO));
    OKAY(store_do(c->store, RELEASE));
    return q.status;
}

static void refused(const Route *r, As as, int status, const char *whom)
{
    static const char *const form[] = {[AS_HTML] = "page", [AS_JSON] = "data", [AS_CSV] = "table", [AS_XLSX] = "sheet"};
    if (status && status != 403)
        test_fail(__FILE__, __LINE__, "%s as %s for %s: status %d", r->pattern, form[as], whom, status);
}

static void route_check(Ctx *c, const Route *r)
{
    for (As as = AS_HTML; as <= AS_XLSX; as++) {
        c->actor = (Str){0}, c->grants = NULL, c->grant_len = 0;
        int status = ask(c, r, as);
        if (as == AS_HTML && r->method == GET)
            CHECK(status == 0 || status == 303); /* to sign in, and back */
        else
            refused(r, as, status, "nobody");
        for (int64_t role = 1; role < ANYONE; role <<= 1)
            if (!(role & r->may->roles)) refused(r, as, ask(staff(c, role, PARENT), r, as), role_name(role));
    }
    for (int64_t role = 1; role < ANYONE; role <<= 1)
        if ((role & r->may->roles) && r->method == GET && ask(staff(c, role, PARENT), r, AS_HTML) == 403)
            test_fail(__FILE__, __LINE__, "%s is refused to %s", r->pattern, role_name(role));
}

TEST(every_protected_route_is_refused_to_every_other_role)
{
    Ctx *c = bench_ctx();
    int n = 0;
    services_set();
    Err (*who)(Req *) = web.who;
    bool no_limits = web.no_limits;
    web.who = NULL, web.no_limits = true;
    OKAY(house_load(c));
    OKAY(store_do(c->store, BEGIN_WRITE));
    for (const Slice *const *s = web.slices; *s; s++)
        for (const Route *r = (*s)->routes.at, *end = r + (*s)->routes.len; r < end; r++)
            if (r->may) route_check(c, r), n++;
    web.who = who, web.no_limits = no_limits;
    CHECK(n > 10);
}

/* ---- the tables themselves ---- */

static uint32_t reached_from(const Flow *flow, uint32_t known)
{
    uint32_t now = known;
    for (size_t i = 0; i < flow->row_len; i++) {
        const Transition *t = &flow->rows[i];
        if (t->from & known) now |= t->to_also | (t->to == STAY ? 0 : IN(t->to));
    }
    return now;
}

TEST(every_state_can_be_reached_and_left_or_is_closed)
{
    services_set();
    for (const Flow *const *f = casework_flows; *f; f++) {
        uint32_t known = IN(NEW_FILE), left = 0;
        for (size_t i = 0; i < (*f)->state_len; i++)
            known = reached_from(*f, known);
        for (size_t i = 0; i < (*f)->row_len; i++)
            if ((*f)->rows[i].to != STAY || (*f)->rows[i].to_also) left |= (*f)->rows[i].from;
        for (int state = 1; state < (int)(*f)->state_len; state++) {
            if (!(known & IN(state)))
                test_fail(__FILE__, __LINE__, "%s: nothing leads to %s", (*f)->kind, (*f)->states[state]);
            bool open = !((*f)->closed & IN(state));
            if (open && !(left & IN(state)))
                test_fail(__FILE__, __LINE__, "%s: work in %s has no end", (*f)->kind, (*f)->states[state]);
        }
    }
}

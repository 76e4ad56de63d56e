/* player_recount.c - every figure counted anew from what the player knows, by nothing that the engine counts with. */
#include "base/day.h"
#include "base/test.h"
#include "figures/player.h"
#include "store/bench.h"
#include "store/store.h"
#include <string.h>

enum { CELLS = 1 << 14, VERIFY_EVERY = 20 };

typedef struct {
    uint64_t key;
    int64_t n;
} Recounted;
static Recounted cells[CELLS];

static void count(int64_t unit, int measure, int64_t month, int facet, int64_t n)
{
    const uint64_t key =
        1 + ((((uint64_t)unit * 64 + (uint64_t)measure) * 1000000 + (uint64_t)month) * FACETS + (uint64_t)facet);
    size_t i = (key * 0x9e3779b97f4a7c15u) >> 50;
    while (cells[i].key && cells[i].key != key)
        i = (i + 1) % CELLS;
    cells[i].key = key, cells[i].n += n;
}

static void count_up(int place, int measure, int64_t month, int facet)
{
    for (int p = place; p != NOWHERE; p = player.place[p].above)
        count(player.place[p].id, measure, month, facet, 1);
}

static void recount(void)
{
    memset(cells, 0, sizeof cells);
    for (int i = 0; i < player.files; i++) {
        const Played *f = &player.file[i];
        count_up(f->place, MEASURES + f->state, civil(f->act[0].done).year, f->facet);
        for (int k = 0; k < f->acts; k++) {
            const Happened *h = &f->act[k];
            if (h->stands) count_up(h->place, h->measure, month_of(h->done), h->facet);
        }
    }
}

SQL_STATEMENT tally_sql = {"test_player_tally",
                           "SELECT unit, measure, month, facet, sum(n) FROM tally WHERE kind = 'model'"
                           " GROUP BY unit, measure, month, facet",
                           NULL};

static int facet_of(Str s)
{
    for (int i = 0; i < FACETS; i++)
        if (str_eq(s, str(player_facets[i]))) return i;
    test_fail(__FILE__, __LINE__, "a facet " STR, ARG(s));
}

static void take_away_tallies(const char *after)
{
    Stmt *st;
    bool row;
    OKAY(store_stmt(player.c, &tally_sql, &st));
    for (;;) {
        OKAY(store_step(player.c, st, &row));
        if (!row) return;
        const Str measure = store_Str(player.c, st, 1);
        if (memchr(measure.ptr, '@', measure.len)) continue; /* by campaign: movement_verify() */
        int m = NOWHERE;
        for (int i = 0; measure.ptr[0] == '=' && i < STATES; i++)
            if (!strcmp(player_states[i], arena_copy(player.c->arena, measure).ptr + 1)) m = MEASURES + i;
        if (m == NOWHERE) m = player_measure(arena_copy(player.c->arena, measure).ptr);
        if (m == NOWHERE) test_fail(__FILE__, __LINE__, "after %s: nobody knows the measure " STR, after, ARG(measure));
        count(store_int64_t(st, 0), m, store_int64_t(st, 2), facet_of(store_Str(player.c, st, 3)),
              -store_int64_t(st, 4));
    }
}

static void files_agree(const char *after)
{
    for (int i = 0; i < player.files; i++) {
        const Played *f = &player.file[i];
        Casefile have;
        OKAY(casefile_by_code(player.c, str(f->code), &have));
        if (!str_eq(have.state, str(player_states[f->state])) || have.unit != player.place[f->place].id ||
            have.public != f->public || have.version != f->version || !str_eq(have.facet, str(player_facets[f->facet])))
            test_fail(__FILE__, __LINE__, "after %s: %s is " STR " in %lld, want %s in %lld", after, f->code,
                      ARG(have.state), (long long)have.unit, player_states[f->state],
                      (long long)player.place[f->place].id);
    }
}

/* The checks of `kheo verify` read everything, so they come every few steps, and at the end. */
void player_compare(const char *after, int step_no)
{
    Buf faults = {.arena = player.c->arena};
    int64_t n = 0;
    recount();
    take_away_tallies(after);
    for (size_t i = 0; i < CELLS; i++)
        if (cells[i].n)
            test_fail(__FILE__, __LINE__, "after %s: cell %llu is %lld off", after, (unsigned long long)cells[i].key,
                      (long long)cells[i].n);
    files_agree(after);
    if (step_no % VERIFY_EVERY) return;
    OKAY(casework_verify(player.c, &faults, &n));
    if (!n) OKAY(movement_verify(player.c, &faults, &n));
    if (n) test_fail(__FILE__, __LINE__, "after %s: " STR, after, ARG(buf_done(&faults)));
}

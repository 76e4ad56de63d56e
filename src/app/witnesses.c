/* witnesses.c - every minute each witness is shown the newest checkpoint and what it takes to believe it. */
#include "app/witnesses.h"
#include "app/clock.h"
#include "app/errand.h"
#include "app/pass.h"
#include "app/turn.h"
#include "http/fetch.h"
#include "ledger/cosign.h"

enum {
    ASK_S = 10,           /* seconds that a witness has */
    REFRESH_MS = 3600000, /* a ledger that does not grow is confirmed anew */
    WAIT_MAX_S = 3600,    /* between two questions to one that fails */
    REOPEN_TRIES = 50,
    REOPEN_MS = 200
};

/* ---- the operator's list: URL VKEY, a line each ---- */

static bool line_read(Str line, Arena *a, Witness *out)
{
    NoteKey key;
    Str rest = line;
    out->url = str_cut(&rest, ' '), out->vkey = str_trim(rest);
    while (str_ends(out->url, S("/")))
        out->url.len--;
    return fetch_allowed(out->url) && note_key_read(a, out->vkey, &key) && key.type == KEY_COSIGNS;
}

static bool list_read(const Command *x, Witness *out, size_t *len)
{
    Str text;
    *len = 0;
    if (!x->s.witnesses) return true;
    if (!file_read(x, x->s.witnesses, &text)) return false;
    for (int line = 1; text.len; line++) {
        const Str one = str_trim(str_cut(&text, '\n'));
        if (!one.len || one.ptr[0] == '#') continue;
        if (*len == KEYS_MAX) return complain(NOT_SO, "%s: more than %d witnesses", x->s.witnesses, KEYS_MAX), false;
        if (!line_read(one, x->arena, &out[*len]))
            return complain(NOT_SO,
                            "%s:%d: a line is the address of a witness and its public key: https://... NAME+...",
                            x->s.witnesses, line),
                   false;
        out[*len].place = (int64_t)*len + 1, ++*len;
    }
    return true;
}

bool witnesses_load(const Command *x, Ctx *c)
{
    static Witness named[KEYS_MAX];
    size_t len;
    if (!list_read(x, named, &len)) return false;
    const Err e = store_do(c->store, BEGIN_WRITE);
    if (turn_close(c->store, e ? e : witnesses_name(c, named, len)))
        complain(NOT_SO, "the list of witnesses could not be stored: see above; they are asked later");
    return true;
}

/* ---- what they hold ---- */

static Str below(Arena *a, const Witness *w, Str path)
{
    return arena_fmt(a, STR "/" STR, ARG(w->url), ARG(path));
}

int64_t checkpoint_size(Arena *a, Str note)
{
    Note read;
    Checkpoint p;
    return note_read(a, note, NULL, 0, &read) && checkpoint_read(a, read.text, &p) ? (int64_t)p.size : -1;
}

/* Only what this log's own key signed counts: a witness that lies can do no more than be silent. */
static Err hold(Ctx *c, const Witness *w, Str note, Held *out)
{
    Standing now;
    TRY(ledger_reaches(c, note, &now));
    if (now == STANDS_FOREIGN) return OK;
    out->heard++;
    const int64_t size = checkpoint_size(c->arena, note);
    if (now == STANDS_WHOLE || (out->note.len && size <= out->size)) return OK;
    out->note = note, out->by = witness_name(w), out->is = now, out->size = size;
    return OK;
}

Err witnesses_hold(Ctx *c, int seconds, Held *out)
{
    Fetch at[KEYS_MAX] = {0};
    WitnessRows all;
    Log log;
    *out = (Held){0};
    Err e = store_do(c->store, BEGIN_READ);
    if (!e) e = log_last(c, &log);
    if (!e) e = witness_all(c, &all);
    turn_end(c->store);
    if (e) return e == ERR_NOT_FOUND ? OK : e;
    for (size_t i = 0; i < all.len; i++)
        at[i] = (Fetch){.url = below(c->arena, &all.at[i], witness_path(c->arena, log.origin)), .answer_max = ASK_MAX};
    fetch_all(c->arena, at, all.len, seconds, NULL);
    out->asked = (int)all.len;
    TRY(store_do(c->store, BEGIN_READ));
    for (size_t i = 0; !e && i < all.len; i++) {
        if (at[i].status == 404) out->heard++; /* it has signed nothing yet */
        if (at[i].status == 200) e = hold(c, &all.at[i], at[i].answer, out);
    }
    turn_end(c->store);
    return e;
}

Err further_log(Ctx *c, const Held *held)
{
    const Err e = store_do(c->store, BEGIN_WRITE);
    return turn_close(c->store, e ? e : ledger_reopen(c, held->note));
}

/* ---- a round ---- */

typedef struct {
    Witness now;
    NoteKey key;
    int64_t old;
    Str line;   /* its signature */
    bool again; /* it told how far it is: asked once more */
} Asked;
typedef struct {
    Ctx *c;
    Log log;
    Asked at[KEYS_MAX];
    Fetch fetch[KEYS_MAX];
    size_t len;
} Round;

static struct {
    int64_t due_ms;
    int failures;
} pace[KEYS_MAX + 1]; /* by place */

static const Settings *settings;
static bool go_round(Ctx *c);
static Errand errand = {.beat = BEAT, .undone = "the witnesses are not asked", .round = go_round};

static bool due(const Round *r, const Witness *w)
{
    const bool news = w->log != r->log.id || w->size != r->log.size;
    return (news || r->c->now.ms - w->attested.ms > REFRESH_MS) && clock_tick_ms() >= pace[w->place].due_ms;
}

static Err gather(Round *r)
{
    WitnessRows all;
    TRY(log_last(r->c, &r->log));
    TRY(witness_all(r->c, &all));
    for (size_t i = 0; i < all.len && r->log.size; i++) {
        Asked *x = &r->at[r->len];
        *x = (Asked){.now = all.at[i], .old = all.at[i].log == r->log.id ? all.at[i].size : 0};
        if (x->old > r->log.size) x->old = 0;
        if (x->now.place < 1 || x->now.place > KEYS_MAX || !due(r, &x->now) ||
            !note_key_read(r->c->arena, x->now.vkey, &x->key))
            continue;
        TRY(cosign_question(r->c, &r->log, x->old, &r->fetch[r->len].body));
        r->len++;
    }
    return OK;
}

static void put_question(Round *r, size_t i)
{
    r->fetch[i].url = below(r->c->arena, &r->at[i].now, S("add-checkpoint")), r->fetch[i].answer_max = ASK_MAX;
}

/* What the page and `kheo doctor` say of it: a message each, ledger.fault.CODE. */
static const char *fault_of(int status)
{
    static const struct {
        int status;
        const char *code;
    } all[] = {
        {0,   "silent" },
        {403, "unknown"},
        {404, "unknown"},
        {409, "differs"},
        {422, "differs"},
    };
    for (size_t i = 0; i < LEN(all); i++)
        if (all[i].status == status) return all[i].code;
    return "nonsense";
}

static void heard(Round *r, size_t i)
{
    Asked *x = &r->at[i];
    const Fetch *f = &r->fetch[i];
    int64_t when;
    uint64_t size;
    Str answer = f->answer;
    x->now.fault = str(fault_of(f->status == 200 ? -1 : f->status));
    if (f->status == 200 && cosignature_read(r->c->arena, r->log.note, answer, &x->key, &x->line, &when)) {
        x->now.log = r->log.id, x->now.size = r->log.size, x->now.attested.ms = when * 1000, x->now.fault = S("");
        return;
    }
    x->line = (Str){0};
    if (f->status != 409 || x->again || !size_read(str_cut(&answer, '\n'), &size) || size > (uint64_t)r->log.size)
        return;
    if ((int64_t)size != x->old) x->again = true, x->old = (int64_t)size;
}

/* Those that told how far they are. Ends the snapshot that was begun for it. */
static Err ask_again(Round *r)
{
    Fetch more[KEYS_MAX] = {0};
    size_t which[KEYS_MAX], len = 0;
    Err e = OK;
    for (size_t i = 0; i < r->len && !e; i++) {
        if (!r->at[i].again) continue;
        e = cosign_question(r->c, &r->log, r->at[i].old, &r->fetch[i].body);
        which[len] = i, more[len++] = r->fetch[i];
    }
    turn_end(r->c->store);
    if (e || !len) return e;
    fetch_all(r->c->arena, more, len, ASK_S, &errand.beat.stopping);
    for (size_t i = 0; i < len; i++)
        r->fetch[which[i]] = more[i], heard(r, which[i]);
    return OK;
}

/* ---- what came of it, written among the acts ---- */

static Err write_down(Ctx *c, void *of)
{
    const Round *r = of;
    for (size_t i = 0; i < r->len; i++)
        TRY(cosign_told(c, &r->at[i].now, r->log.note, r->at[i].line));
    return OK;
}

static Err open_further(Ctx *c, void *of)
{
    const Held *held = of;
    return ledger_reopen(c, held->note);
}

static void keep_pace(const Round *r)
{
    for (size_t i = 0; i < r->len; i++) {
        const Witness *w = &r->at[i].now;
        int64_t wait = settings->witness_every;
        pace[w->place].failures = w->fault.len ? pace[w->place].failures + 1 : 0;
        for (int n = 0; n < pace[w->place].failures && wait < WAIT_MAX_S; n++)
            wait *= 2;
        pace[w->place].due_ms = clock_tick_ms() + 1000 * (wait < WAIT_MAX_S ? wait : WAIT_MAX_S) - 500;
        if (pace[w->place].failures == 1)
            complain(NOT_SO, "witness " STR " did not sign: " STR STR STR, ARG(witness_name(w)), ARG(w->fault),
                     ARG(r->fetch[i].why.len ? S(": ") : S("")), ARG(r->fetch[i].status ? (Str){0} : r->fetch[i].why));
    }
}

/* ---- these data are behind, or of another history: what was signed must never be signed again with another root ----
 */

static void go_on_elsewhere(Round *r)
{
    Held held;
    Err e = witnesses_hold(r->c, ASK_S, &held);
    if (e || !held.note.len) return;
    for (int i = 0; i < REOPEN_TRIES && (e = pass_wait(r->c->arena, open_further, &held)) == ERR_BUSY &&
                    beat_sleep(&errand.beat, REOPEN_MS);
         i++) {
    }
    complain(NOT_SO,
             e ? "witness " STR " holds %lld leaves of this ledger that the data do not: stop, and run 'kheo restore'"
               : "witness " STR
                 " holds %lld leaves of this ledger that the data do not: it goes on in a further log; every "
                 "witness must be given its key",
             ARG(held.by), (long long)held.size);
}

static bool differs(const Round *r)
{
    for (size_t i = 0; i < r->len; i++)
        if (str_eq(r->at[i].now.fault, S("differs"))) return true;
    return false;
}

static void take_in(Round *r)
{
    if (errand.beat.stopping) return;
    keep_pace(r);
    if (differs(r)) go_on_elsewhere(r);
    if (pass_wait(r->c->arena, write_down, r) && !errand.beat.stopping)
        complain(NOT_SO, "what the witnesses signed could not be stored");
}

static void ask_them(Round *r, Store *s)
{
    if (store_do(s, BEGIN_READ)) return;
    const Err e = gather(r);
    turn_end(s);
    if (e || !r->len) return;
    for (size_t i = 0; i < r->len; i++)
        put_question(r, i);
    fetch_all(r->c->arena, r->fetch, r->len, ASK_S, &errand.beat.stopping);
    for (size_t i = 0; i < r->len; i++)
        heard(r, i);
    if (!store_do(s, BEGIN_READ) && !ask_again(r)) take_in(r);
}

static bool go_round(Ctx *c)
{
    static Round r;
    r = (Round){.c = c};
    ask_them(&r, c->store);
    return false;
}

bool witnesses_start(const Command *x)
{
    static Settings own;
    own = x->s, settings = &own;
    if (own.witness_every < 1) own.witness_every = 1;
    if (!x->s.witnesses) return true;
    errand.data = own.data, errand.every_ms = 1000 * own.witness_every;
    return errand_start(&errand);
}

void witnesses_stop(void)
{
    beat_stop(&errand.beat);
}

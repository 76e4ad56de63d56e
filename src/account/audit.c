/* audit.c - who did what, when, and what was refused. Rows are added and never changed. */
#include "account/account.h"
#include "text/cut.h"
#include <pthread.h>
#include <string.h>

enum { ACTOR_MAX = 80, WHAT_MAX = 40, OBJECT_MAX = 80, NOTE_MAX = 160, PORTION = 200 };

Err audit_add_for(Ctx *c, int64_t unit, const char *what, Str object, bool ok, Str note)
{
    return audit_insert(c, (AuditInsert){c->now, c->actor, str(what), object, unit, ok, note});
}

Err audit_add(Ctx *c, const char *what, Str object, bool ok, Str note)
{
    return audit_add_for(c, c->unit, what, object, ok, note);
}

/* ---- what could not be written at once ---- */

typedef struct {
    Time at;
    int64_t unit;
    bool ok;
    char actor[ACTOR_MAX], what[WHAT_MAX], object[OBJECT_MAX], note[NOTE_MAX];
} Entry;

static struct {
    pthread_mutex_t lock;
    Entry at[AUDIT_MAX];
    size_t first, len;
    int64_t lost;
} queue = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* As much as fits, whole characters only. */
static void keep(char *to, size_t room, Str s)
{
    const Str part = cut_bytes(s, room - 1);
    if (part.len) memcpy(to, part.ptr, part.len);
    to[part.len] = 0;
}

void audit_later(const Ctx *c, const char *what, Str object, bool ok, Str note)
{
    pthread_mutex_lock(&queue.lock);
    if (queue.len == AUDIT_MAX)
        queue.lost++;
    else {
        Entry *e = &queue.at[(queue.first + queue.len++) % AUDIT_MAX];
        *e = (Entry){.at = c->now, .unit = c->unit, .ok = ok};
        keep(e->actor, sizeof e->actor, c->actor);
        keep(e->what, sizeof e->what, str(what));
        keep(e->object, sizeof e->object, object);
        keep(e->note, sizeof e->note, note);
    }
    pthread_mutex_unlock(&queue.lock);
}

static size_t take(Entry *out, size_t max, int64_t *lost)
{
    size_t n = 0;
    pthread_mutex_lock(&queue.lock);
    for (; n < max && queue.len; n++, queue.len--) {
        out[n] = queue.at[queue.first];
        queue.first = (queue.first + 1) % AUDIT_MAX;
    }
    *lost = queue.lost, queue.lost = 0;
    pthread_mutex_unlock(&queue.lock);
    return n;
}

Err audit_flush(Ctx *c, int64_t *n)
{
    int64_t lost;
    Entry *entries = arena_raw(c->arena, sizeof *entries * PORTION);
    const size_t len = take(entries, PORTION, &lost);
    for (size_t i = 0; i < len; i++) {
        const Entry *e = &entries[i];
        TRY(audit_insert(
            c, (AuditInsert){e->at, str(e->actor), str(e->what), str(e->object), e->unit, e->ok, str(e->note)}));
    }
    if (lost) TRY(audit_add(c, "audit.lost", arena_fmt(c->arena, "%lld", (long long)lost), false, S("")));
    *n = (int64_t)len;
    return OK;
}

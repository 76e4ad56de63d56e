/* writer_test.c - nobody is told of a success that is not on the disk, and neighbours do not suffer. */
#include "base/test.h"
#include "store/orchard.h"
#include "store/writer.h"
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- queue ---- */

TEST(queue_is_bounded_and_keeps_the_order)
{
    Job jobs[4] = {0};
    Queue *q = queue_new(3);
    CHECK(q);
    for (int i = 0; i < 3; i++)
        CHECK(queue_put(q, &jobs[i]));
    CHECK(!queue_put(q, &jobs[3]));
    Job *two = queue_take(q, 2);
    CHECK(two == &jobs[0] && two->next == &jobs[1] && !two->next->next);
    CHECK(queue_put(q, &jobs[3]));
    queue_close(q);
    CHECK(!queue_put(q, &jobs[0]));
    Job *rest = queue_take(q, 9);
    CHECK(rest == &jobs[2] && rest->next == &jobs[3] && !rest->next->next);
    CHECK(!queue_take(q, 9));
    queue_free(q);
}

/* ---- writer ---- */

enum { MANY = 400 };
typedef struct {
    Job job;
    int64_t id, bytes;
    Err want, told;
    int tellings;
    Writer *writer; /* of the job that ends all */
} Act;
static Act acts[MANY];
static _Atomic int settled_good, settled_bad, answered, answered_early;

static void settled(bool committed)
{
    if (committed)
        settled_good++;
    else
        settled_bad++;
}

static Err act_run(Job *j, Store *s)
{
    Act *a = (Act *)j;
    _Alignas(16) char memory[512];
    Arena arena = arena_over(memory, sizeof memory, 0);
    Ctx c = {.store = s, .arena = &arena};
    if (a->bytes < 0) disk_room(1);
    if (a->bytes > 0) {
        Err ignored = fruit_add_big(&c, a->id, a->bytes); /* a careless job */
        (void)ignored;
        return OK;
    }
    TRY(fruit_add(&c, a->id, arena_fmt(&arena, "trái %d", (int)a->id)));
    return a->want;
}

static void act_done(Job *j, Err e)
{
    Act *a = (Act *)j;
    a->told = e, a->tellings++;
    answered++;
    if (settled_good + settled_bad == 0) answered_early++;
}

static Writer *start(Orchard *b, int batch_max, int queue_max)
{
    memset(acts, 0, sizeof acts);
    for (int i = 0; i < MANY; i++)
        acts[i] = (Act){
            .job = {.run = act_run, .done = act_done},
              .id = i + 1, .told = ERR_GONE
        };
    settled_good = settled_bad = answered = answered_early = 0;
    Writer *w = writer_start(&(WriterConfig){b->c.store, batch_max, queue_max, settled});
    CHECK(w);
    return w;
}

static void *put_half(void *arg)
{
    Act *from = arg;
    for (int i = 0; i < MANY / 2; i++)
        while (!writer_put(from->writer, &from[i].job))
            usleep(100);
    return NULL;
}

TEST(writer_commits_in_batches)
{
    Orchard *b = orchard_filled();
    Writer *w = start(b, 64, 100);
    pthread_t other;
    for (int i = 0; i < MANY; i += 5)
        acts[i].want = ERR_INVALID; /* rolls back alone */
    acts[0].writer = acts[MANY / 2].writer = w;
    EQ(pthread_create(&other, NULL, put_half, &acts[MANY / 2]), 0);
    put_half(acts);
    pthread_join(other, NULL);
    while (answered < MANY)
        usleep(100);
    WriterFigures f = writer_figures(w);
    writer_stop(w);
    for (int i = 0; i < MANY; i++) {
        EQ(acts[i].tellings, 1);
        EQ(acts[i].told, i % 5 ? OK : ERR_INVALID);
    }
    EQ(f.jobs, MANY);
    EQ(f.failed, MANY / 5);
    CHECK(f.batches <= MANY);
    EQ(settled_good, f.batches);
    EQ(settled_bad, 0);
    EQ(answered_early, 0);
    EQ(fruit_count(&b->c), MANY - MANY / 5 + 1);
    orchard_clear(b);
}

TEST(writer_tells_nobody_when_the_disk_is_full)
{
    Orchard *b = orchard_filled();
    fill_disk(b->c.store, 1);
    Writer *w = start(b, MANY, MANY);
    for (int i = 0; i < MANY; i++) {
        acts[i].bytes = i == 20 ? 100000 : 0; /* ignores its failure and says OK */
        CHECK(writer_put(w, &acts[i].job));
    }
    writer_stop(w);
    int64_t told_ok = 0;
    for (int i = 0; i < MANY; i++) {
        EQ(acts[i].tellings, 1);
        CHECK(acts[i].told == OK || acts[i].told == ERR_BUSY);
        told_ok += acts[i].told == OK;
    }
    store_free(b->c.store); /* what is on the disk, not in this connection */
    b->c.store = store_open(&b->arena, b->file, READ_WRITE, &b->why);
    CHECK(b->c.store);
    int64_t lost = acts[20].told == OK; /* its row could not be, and it did not mind */
    EQ(fruit_count(&b->c), told_ok - lost + 1);
    orchard_clear(b);
}

TEST(writer_tells_nobody_when_the_commit_fails)
{
    Orchard *b = orchard_filled();
    Writer *w = start(b, MANY, MANY);
    acts[0].bytes = -1; /* the first job fills the disk */
    for (int i = 0; i < 10; i++)
        CHECK(writer_put(w, &acts[i].job));
    while (answered < 10)
        usleep(100);
    disk_room(0);
    EQ(settled_good, 0);
    for (int i = 0; i < 10; i++)
        EQ(acts[i].told, ERR_BUSY);
    EQ(writer_figures(w).failed, 10);
    CHECK(writer_put(w, &acts[10].job)); /* there is room again: it goes on without a restart */
    writer_stop(w);
    EQ(acts[10].told, OK);
    EQ(fruit_count(&b->c), 2);
    orchard_clear(b);
}

TEST(writer_answers_busy_while_another_program_writes)
{
    Orchard *b = orchard_filled();
    sqlite3 *other;
    EQ(sqlite3_open(b->file, &other), SQLITE_OK);
    EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_busy_timeout(b->c.store->db, 20);
    Writer *w = start(b, MANY, MANY);
    for (int i = 0; i < 10; i++)
        CHECK(writer_put(w, &acts[i].job));
    while (answered < 10)
        usleep(100);
    CHECK(settled_bad > 0);
    EQ(settled_good, 0);
    for (int i = 0; i < 10; i++)
        EQ(acts[i].told, ERR_BUSY);
    EQ(sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(other);
    CHECK(writer_put(w, &acts[10].job)); /* and goes on when it may */
    writer_stop(w);
    EQ(acts[10].told, OK);
    EQ(fruit_count(&b->c), 2);
    orchard_clear(b);
}

/* In a process of its own, since it must end: 70, and nobody was told OK after the failure. */
static int lose_a_sync(Orchard *b)
{
    pid_t child = fork();
    if (child == 0) {
        Writer *w = start(b, 1, MANY);
        sync_errno = EIO;
        CHECK(writer_put(w, &acts[0].job));
        for (int i = 0; i < 3000 && answered == 0; i++)
            usleep(1000);
        _exit(acts[0].told == ERR_BUSY ? (pause(), 1) : 2);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(writer_ends_the_process_when_a_sync_fails)
{
    Orchard *b = orchard_filled();
    EQ(lose_a_sync(b), 70);
    orchard_clear(b);
}

TEST(store_tidy_notices_a_lost_sync)
{
    Orchard *b = orchard_filled();
    OKAY(fruit_add(&b->c, 1, S("na")));
    b->c.store->tidy_at = 0;
    sync_errno = EIO;
    Err e = store_tidy(b->c.store);
    sync_errno = 0;
    EQ(e, ERR_BUSY);
    CHECK(store_lost(b->c.store));
    orchard_clear(b);
}

TEST(store_tidy_bounds_the_log)
{
    Orchard *b = orchard_filled();
    for (int i = 1; i <= 400; i++) {
        OKAY(fruit_add_big(&b->c, i, 8192 + i));
        OKAY(store_tidy(b->c.store));
    }
    CHECK(b->c.store->wal_pages < TIDY_PAGES + 20);
    orchard_clear(b);
}

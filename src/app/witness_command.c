/* witness_command.c - kheo witness: signs that the ledgers of other offices only grew ("nhân chứng").
 *
 * A folder holds all of it: `key`, `logs` (whom it signs for, a public key a line), and for each ledger a file, named
 * by the hash of its origin, with the checkpoint that was signed last. A file is replaced whole and synced before its
 * signature leaves, so that a witness killed at any moment never signs two trees of one size. */
#include "app/clock.h"
#include "app/command.h"
#include "app/disk.h"
#include "app/listen.h"
#include "app/lock.h"
#include "http/http.h"
#include "ledger/witness.h"
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sodium.h>
#include <stdalign.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LIST_MAX = 1 << 24, REQUEST_MAX = 1 << 20, CONNECTIONS_MAX = 1000, PER_ADDRESS_MAX = 64, HASH_HEX = 64 };

/* One for the program, and one lock: to compare and to store must be one step. */
static struct {
    const char *folder;
    Signer self;
    Watched *logs;
    size_t len;
    Arena list; /* memory of the two above, read anew when the file changes */
    struct timespec changed;
    bool quiet;
    pthread_mutex_t lock;
} me = {.lock = PTHREAD_MUTEX_INITIALIZER};

static const char *in_folder(Arena *a, const char *folder, const char *name)
{
    return arena_fmt(a, "%s/%s", folder, name).ptr;
}

/* ---- its key ---- */

static bool name_fits(Str name)
{
    for (size_t i = 0; i < name.len; i++)
        if ((unsigned char)name.ptr[i] <= ' ' || name.ptr[i] == '+' || name.ptr[i] == 0x7f) return false;
    return name.len && name.len <= 100 && utf8_valid(name);
}

static Str key_text(Arena *a, Str name, const unsigned char seed[32])
{
    return arena_fmt(a, "name " STR "\nseed " STR "\n", ARG(name), ARG(hex_of(a, seed, 32)));
}

static bool key_parse(Str text, Signer *out)
{
    unsigned char seed[32];
    size_t len = 0;
    Str name = str_cut(&text, '\n'), hex = str_cut(&text, '\n');
    if (!str_starts(name, S("name ")) || !str_starts(hex, S("seed ")) || text.len) return false;
    name.ptr += 5, name.len -= 5, hex.ptr += 5, hex.len -= 5;
    if (!name_fits(name) || sodium_hex2bin(seed, sizeof seed, hex.ptr, hex.len, NULL, &len, NULL) ||
        len != sizeof seed || hex.len != 2 * sizeof seed)
        return false;
    *out = signer_of(name, KEY_COSIGNS, seed);
    sodium_memzero(seed, sizeof seed);
    return true;
}

static bool key_read(const Command *x, const char *folder, Signer *out)
{
    Str text;
    const char *file = in_folder(x->arena, folder, "key");
    if (!disk_there(file))
        return complain(NOT_SO, "'%s' is no folder of a witness: 'kheo witness new FOLDER NAME' makes one", folder),
               false;
    if (!file_read(x, file, &text)) return false;
    return key_parse(text, out) ||
           (complain(NOT_SO, "'%s' holds no key: take it from where you keep a copy", file), false);
}

static void show_key(const Command *x, const Signer *s)
{
    say(arena_fmt(x->arena, STR "\n", ARG(note_key_write(x->arena, &s->public))));
}

static const char list_head[] =
    "# The ledgers that this witness signs for, one public key a line, as it stands at /log/1/key of the office.\n"
    "# Where the ledger has another name than its key: NAME KEY\n";

static int make_new(const Command *x, const char *folder, const char *name)
{
    unsigned char seed[32];
    Signer s;
    if (!name_fits(str(name)))
        return complain(USAGE, "'%s' is no name of a witness: a word without blanks and '+', like mttq-lamdong.vn",
                        name);
    if (mkdir(folder, 0700)) return complain(NOT_SO, "cannot make '%s': %s", folder, strerror(errno));
    randombytes_buf(seed, sizeof seed);
    s = signer_of(str(name), KEY_COSIGNS, seed);
    const bool made = disk_write(in_folder(x->arena, folder, "key"), key_text(x->arena, str(name), seed)) &&
                      disk_write(in_folder(x->arena, folder, "logs"), str(list_head)) && disk_sync(folder) &&
                      disk_sync(disk_folder(x->arena, folder));
    sodium_memzero(seed, sizeof seed);
    if (!made) return complain(NOT_SO, "cannot write into '%s': %s", folder, strerror(errno));
    show_key(x, &s);
    return DONE;
}

/* ---- whom it signs for ---- */

static bool logs_parse(Str text, Arena *a, const char *file, Watched **out, size_t *len)
{
    size_t lines = 1;
    for (size_t i = 0; i < text.len; i++)
        lines += text.ptr[i] == '\n';
    *out = NEW(a, Watched, lines), *len = 0;
    for (int line = 1; text.len; line++) {
        const Str one = str_trim(str_cut(&text, '\n'));
        if (!one.len || one.ptr[0] == '#') continue;
        if (!watched_read(a, one, &(*out)[*len]))
            return complain(NOT_SO, "%s:%d: this is no public key of a ledger: it stands at /log/1/key", file, line),
                   false;
        ++*len;
    }
    return true;
}

/* A list with a fault changes nothing: the one that was read before stays in force. */
static bool logs_read(Arena *a)
{
    static alignas(16) char first[2][1 << 12];
    static int turn;
    struct stat at;
    Watched *logs;
    size_t len;
    const char *file = in_folder(a, me.folder, "logs");
    if (stat(file, &at)) return complain(NOT_SO, "'%s' cannot be read: %s", file, strerror(errno)), false;
    if (at.st_mtim.tv_sec == me.changed.tv_sec && at.st_mtim.tv_nsec == me.changed.tv_nsec) return true;
    Command x = {.arena = a};
    Str text;
    if (!file_read(&x, file, &text)) return false;
    Arena list = arena_over(first[turn], sizeof first[0], LIST_MAX);
    me.changed = at.st_mtim;
    if (!logs_parse(arena_copy(&list, text), &list, file, &logs, &len)) return arena_clear(&list), false;
    arena_clear(&me.list);
    me.list = list, me.logs = logs, me.len = len, turn = !turn;
    return true;
}

static int add_logs(const Command *x, const char *folder)
{
    Signer self;
    Str text;
    Watched w;
    const char *file = in_folder(x->arena, folder, "logs");
    if (!key_read(x, folder, &self) || !file_read(x, file, &text)) return NOT_SO;
    Buf out = {.arena = x->arena};
    buf_str(&out, text);
    if (text.len && text.ptr[text.len - 1] != '\n') buf_char(&out, '\n');
    for (int i = 2; i < x->argc; i++) {
        if (!watched_read(x->arena, str(x->argv[i]), &w))
            return complain(USAGE, "'%s' is no public key of a ledger: it stands at /log/1/key of the office",
                            x->argv[i]);
        buf_fmt(&out, "%s\n", x->argv[i]);
    }
    if (disk_replace(x->arena, file, buf_done(&out))) return DONE;
    return complain(NOT_SO, "cannot write '%s': %s", file, strerror(errno));
}

/* ---- what it signed last ---- */

static const char *kept_file(Arena *a, Str origin)
{
    Str path = witness_path(a, origin);
    return arena_fmt(a, "%s/%.*s", me.folder, HASH_HEX, path.ptr).ptr;
}

/* A file that is there and is not what this witness wrote says nothing: then it signs nothing. */
static bool kept_read(Arena *a, Str origin, Checkpoint *out)
{
    const char *file = kept_file(a, origin);
    Command x = {.arena = a};
    Str text;
    Note note;
    *out = checkpoint_none(origin);
    if (!disk_there(file)) return errno == ENOENT;
    if (!file_read(&x, file, &text)) return false;
    if (note_read(a, text, &me.self.public, 1, &note) && note.good && checkpoint_read(a, note.text, out) &&
        str_eq(out->origin, origin))
        return true;
    return complain(NOT_SO, "'%s' is not what this witness wrote: nothing is signed for that ledger", file), false;
}

static bool kept_write(Arena *a, Str origin, Str text)
{
    const char *file = kept_file(a, origin);
    if (disk_replace(a, file, text)) return true;
    return complain(NOT_SO, "cannot write '%s': %s", file, strerror(errno)), false;
}

/* ---- answering ---- */

static void answer(Call *x, int status, const char *type, Str text)
{
    x->status = status, x->answer = text;
    http_add(x, "Content-Type", str(type));
    http_add(x, "Cache-Control", S("no-store"));
    http_add(x, "X-Content-Type-Options", S("nosniff"));
}

static void refuse(Call *x, int status)
{
    static const struct {
        int status;
        Str text;
    } words[] = {
        {400, S("this is no question of tlog-witness, or the old size is larger than the new one\n")        },
        {403, S("the checkpoint is not signed with a key that this witness knows for that ledger\n")        },
        {404, S("this witness does not know that ledger, or there is nothing here\n")                       },
        {405, S("not with this method\n")                                                                   },
        {413, S("too large\n")                                                                              },
        {422, S("the proof does not show that the new tree continues the old one\n")                        },
        {500, S("the witness cannot read or write what it signed: nothing is signed until that is mended\n")},
    };
    for (size_t i = 0; i < LEN(words); i++)
        if (words[i].status == status) return answer(x, status, "text/plain; charset=utf-8", words[i].text);
}

static void cosign(Call *x, const Ask *ask)
{
    Arena *a = &x->arena;
    Note note;
    if (!note_read(a, ask->note, NULL, 0, &note)) return refuse(x, 400);
    const Str line = note_cosign(a, note.text, &me.self, clock_now().ms / 1000);
    const Str kept = ask_kept(a, ask, me.logs, me.len, line);
    if (!kept.len || !kept_write(a, ask->at.origin, kept)) return refuse(x, 500);
    answer(x, 200, "text/plain; charset=utf-8", line);
}

static void add_checkpoint(Call *x)
{
    Ask ask;
    Checkpoint last;
    if (!ask_read(&x->arena, x->body, &ask)) return refuse(x, 400);
    (void)logs_read(&x->arena);
    const int who = ask_signed(&x->arena, &ask, me.logs, me.len);
    if (who != 200) return refuse(x, who);
    if (!kept_read(&x->arena, ask.at.origin, &last)) return refuse(x, 500);
    const int follows = ask_follows(&ask, &last);
    if (follows == 409)
        answer(x, 409, WITNESS_SIZE_TYPE, arena_fmt(&x->arena, "%llu\n", (unsigned long long)last.size));
    else if (follows != 200)
        refuse(x, follows);
    else
        cosign(x, &ask);
    if (!me.quiet)
        say(arena_fmt(&x->arena, "%d " STR " %llu to %llu\n", x->status, ARG(ask.at.origin),
                      (unsigned long long)ask.old, (unsigned long long)ask.at.size));
    fflush(stdout);
}

/* A request that fills its memory is refused, and whoever ran it goes on behind it. */
static void bounded(Call *x, void (*run)(Call *))
{
    jmp_buf full, *outer = arena_boundary;
    arena_boundary = &full;
    if (setjmp(full)) {
        x->header_len = 0;
        refuse(x, 413);
    } else
        run(x);
    arena_boundary = outer;
}

/* HASH/checkpoint: only what is named like a file of ours is looked for. */
static void show_kept(Call *x)
{
    Command of = {.arena = &x->arena};
    Str rest = x->path, text;
    str_cut(&rest, '/');
    const Str hash = str_cut(&rest, '/');
    if (hash.len != HASH_HEX || strspn(hash.ptr, "0123456789abcdef") < HASH_HEX || !str_eq(rest, S("checkpoint")))
        return refuse(x, 404);
    const char *file = arena_fmt(&x->arena, "%s/" STR, me.folder, ARG(hash)).ptr;
    if (!disk_there(file)) return refuse(x, 404);
    if (!file_read(&of, file, &text)) return refuse(x, 500);
    answer(x, 200, "text/plain; charset=utf-8", text);
}

static void route(Call *x)
{
    if (str_eq(x->path, S("/add-checkpoint"))) {
        if (!str_eq(x->method, S("POST"))) return refuse(x, 405);
        pthread_mutex_lock(&me.lock);
        bounded(x, add_checkpoint); /* the lock is given back whatever ends it */
        pthread_mutex_unlock(&me.lock);
    } else if (!str_eq(x->method, S("GET")))
        refuse(x, 405);
    else if (str_eq(x->path, S("/")))
        answer(x, 200, "text/plain; charset=utf-8",
               arena_fmt(&x->arena, STR "\n", ARG(note_key_write(&x->arena, &me.self.public))));
    else
        show_kept(x);
}

static bool handle(Call *x)
{
    bounded(x, route);
    return true;
}

static size_t body_max(const Call *x)
{
    return str_eq(x->path, S("/add-checkpoint")) ? ASK_MAX : 0;
}

/* ---- serving ---- */

static int run(const Command *x)
{
    Str why;
    sigset_t quit;
    int which;
    HttpConfig http = {.listen = str(x->s.listen),
                       .threads = 2,
                       .handle = handle,
                       .body_max = body_max,
                       .arena_max = REQUEST_MAX,
                       .connections_max = CONNECTIONS_MAX,
                       .per_address_max = x->s.behind_proxy ? CONNECTIONS_MAX : PER_ADDRESS_MAX,
                       .behind_proxy = x->s.behind_proxy};
    sigemptyset(&quit), sigaddset(&quit, SIGTERM), sigaddset(&quit, SIGINT);
    sigprocmask(SIG_BLOCK, &quit, NULL);
    signal(SIGPIPE, SIG_IGN);
    if (!listen_tls(x, &http)) return NOT_SO;
    Http *h = http_start(&http, x->arena, &why);
    if (!h) return complain(NOT_SO, STR, ARG(why));
    say(arena_fmt(x->arena, "witness " STR " for %zu ledgers on port %d\n", ARG(me.self.public.name), me.len,
                  http_port(h)));
    fflush(stdout);
    sigwait(&quit, &which);
    http_quiesce(h);
    http_stop(h);
    return DONE;
}

static int serve(const Command *x, const char *folder)
{
    if (!key_read(x, folder, &me.self)) return NOT_SO;
    if (!lock_take(in_folder(x->arena, folder, "key")))
        return complain(NOT_SO, "'%s' is served already: one witness, one process", folder);
    me.folder = folder, me.quiet = x->s.quiet;
    return logs_read(x->arena) ? run(x) : NOT_SO;
}

int witness_command(const Command *x)
{
    const Str what = str(x->argv[0]);
    const char *folder = x->argv[1];
    if (str_eq(what, S("new")) && x->argc == 3) return make_new(x, folder, x->argv[2]);
    if (str_eq(what, S("add")) && x->argc > 2) return add_logs(x, folder);
    if (str_eq(what, S("serve")) && x->argc == 2) return serve(x, folder);
    if (!str_eq(what, S("key")) || x->argc != 2)
        return complain(USAGE, "use: kheo witness new FOLDER NAME | key FOLDER | add FOLDER VKEY... | serve FOLDER");
    Signer s;
    if (!key_read(x, folder, &s)) return NOT_SO;
    show_key(x, &s);
    return DONE;
}

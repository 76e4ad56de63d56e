/* base.h - words every other file may use: bytes, text, memory, outcome, context. */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- small values ---- */

typedef struct { const char *ptr; size_t len; } Str; /* bytes, UTF-8, not NUL-terminated, not owned */
typedef Str Blob;                                    /* bytes that are no text: a hash, a picture */
typedef struct { int32_t n; } Day;                   /* days since 1970-01-01, in Asia/Ho_Chi_Minh */
typedef struct { int64_t ms; } Time;                 /* instant, UTC */
typedef struct { int64_t n; } Money;                 /* đồng */
typedef struct { Str s; } Html;                      /* finished markup; only page code makes it */

#define S(lit) ((Str){(lit), sizeof(lit) - 1})
#define STR    "%.*s" /* printf: "" STR "", ARG(s) */
#define ARG(s) (int)(s).len, (s).ptr
#define LEN(a) (sizeof(a) / sizeof((a)[0]))

/* ---- Arena: memory with one lifetime ----
 * It grows block by block up to `max` bytes; beyond that it jumps to the boundary that the running
 * thread has set, so no caller checks for NULL. The boundary is the thread's, not the arena's: a
 * parked request changes threads. */

typedef struct ArenaBlock ArenaBlock;
typedef struct { char *at, *end; ArenaBlock *blocks; size_t grown, max; } Arena;
extern _Thread_local jmp_buf *arena_boundary;

Arena arena_over(void *first, size_t n, size_t max); /* starts in memory of the caller */
Arena arena_empty(size_t max);                       /* owns nothing yet: for one page of many, cleared after it */
void arena_clear(Arena *a);                          /* gives the grown blocks back */
void *arena_alloc(Arena *a, size_t n);               /* zeroed, 16-aligned, never NULL */
void *arena_raw(Arena *a, size_t n);                 /* the same, not zeroed */
/* Room for one more behind the `len` that an array has, in the same place or in one of twice the size; what is behind
 * them is not zeroed. */
void *arena_grown(Arena *a, void *at, size_t len, size_t *cap, size_t size);
#define NEW(a, T, n) ((T *)arena_alloc((a), sizeof(T) * (size_t)(n)))

/* ---- text ---- */

Str str(const char *z); /* NULL is empty */
bool str_eq(Str a, Str b);
int str_cmp(Str a, Str b); /* by bytes */
uint64_t str_hash(Str s); /* FNV-1a: spreads well, hides nothing */
bool str_starts(Str s, Str prefix);
bool str_ends(Str s, Str suffix);
Str str_trim(Str s);
/* Cuts `*rest` at the first `by`: returns what stands before it, leaves what stands after it. */
Str str_cut(Str *rest, char by);
bool str_among(Str list, char by, Str one); /* one of the pieces of the list, to the letter */
bool str_int(Str s, int64_t *out); /* decimal, with sign; false: not a whole number, or too large */
bool str_digits(Str s);            /* one or more of 0 to 9, and nothing else */
size_t str_chars(Str s);           /* code points */
bool utf8_valid(Str s);            /* well formed and free of U+0000 */

Str arena_copy(Arena *a, Str s); /* the copy is also NUL-terminated */
Str hex_of(Arena *a, const void *bytes, size_t n); /* lower case; also NUL-terminated */
Str arena_fmt(Arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
Str arena_vfmt(Arena *a, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));
/* NFC, control characters except newline removed, CRLF to LF, trimmed (domain rule 0). */
Str text_clean(Arena *a, Str s);

/* Buf: text under construction. */
typedef struct { Arena *arena; char *ptr; size_t len, cap; } Buf;
char *buf_room(Buf *b, size_t n); /* n bytes to be filled; then add to b->len */
void buf_str(Buf *b, Str s);
void buf_char(Buf *b, char k);
void buf_int(Buf *b, int64_t n);
void buf_fmt(Buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
Str buf_done(const Buf *b);

/* ---- Err: the outcome of anything that can fail for a reason outside the program ---- */

typedef enum {
    OK,
    ERR_INVALID,   /* the person's input: 422 */
    ERR_DENIED,    /* known, but not theirs to do: 403 */
    ERR_NOT_FOUND, /* unknown, or outside their scope: 404 */
    ERR_CONFLICT,  /* not in this state, or somebody was faster: 409 */
    ERR_GONE,      /* past its time: 410 */
    ERR_RATE,      /* too often: 429 */
    ERR_BUSY,      /* try again in a moment: 503 */
    ERR_INTERNAL   /* ours: 500 */
} Err;
#define MUST   __attribute__((warn_unused_result))
#define TRY(x) do { Err err_ = (x); if (err_ != OK) return err_; } while (0)

/* ---- Ctx: who does the work, when, and with what ----
 * Clock, chance and actor are fixed when the work starts; the same input gives the same page. */

typedef enum { VI, EN } Lang;
typedef struct { int64_t role; Str path; } Grant; /* a role, held over a unit and all below it */
typedef struct Store Store;
typedef struct Calendar Calendar;
typedef struct {
    Arena *arena;
    Store *store;
    const Calendar *calendar;
    Time now;
    Day today;       /* of `now`, in Asia/Ho_Chi_Minh */
    Lang lang;
    Str actor;       /* the account's name; empty: nobody signed in */
    Str actor_name;  /* the person's, for people to read */
    int64_t unit;    /* id of the unit they act for; 0: none */
    const Grant *grants;
    size_t grant_len;
    int64_t holder;  /* the casefile whose private link was shown; 0: none */
    uint64_t *chance; /* changes when it is used: what was made of it would not come out the same again */
    int why;         /* message that explains the last Err to the person */
    Str why_arg[2];  /* fills its {} */
} Ctx;
uint64_t chance(Ctx *c);
void chance_bytes(Ctx *c, void *at, size_t n); /* for secrets: from the kernel unless a test fixed the seed */
#define WHY(c, message, err) ((c)->why = (message), (c)->why_arg[0] = (c)->why_arg[1] = (Str){0}, (err))
#define WHY_WITH(c, message, arg, err) \
    ((c)->why = (message), (c)->why_arg[0] = (arg), (c)->why_arg[1] = (Str){0}, (err))

/* Logs why, for the operator, and returns the outcome. Never personal data: codes and ids only. */
Err fail_at(const char *file, int line, Err e, const char *fmt, ...) __attribute__((format(printf, 4, 5)));
#define FAIL(e, ...) fail_at(__FILE__, __LINE__, (e), __VA_ARGS__)

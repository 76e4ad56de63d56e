/* serve.c - the ledger as it is published: checkpoint, tiles and proofs, for whoever watches it (C2SP tlog-tiles). */
#include "ledger/cosign.h"
#include "ledger/ledger.h"

#define BYTES "application/octet-stream"
#define PLAIN "text/plain; charset=utf-8"

static bool number_arg(const Req *q, const char *name, int64_t *out)
{
    const Str s = path_arg(q, name);
    return str_digits(s) && s.len < 18 && (s.len == 1 || s.ptr[0] != '0') && str_int(s, out);
}

static Err checkpoint(Req *q)
{
    int64_t number;
    Str note;
    if (!number_arg(q, "log", &number)) return ERR_NOT_FOUND;
    TRY(ledger_checkpoint(&q->ctx, number, &note));
    q->store = true;
    return reply_text(q, PLAIN, note, (Str){0});
}

/* The last one that a witness signed: it may be behind. */
static Err cosigned(Req *q)
{
    int64_t number;
    Cosigned last;
    if (!number_arg(q, "log", &number)) return ERR_NOT_FOUND;
    TRY(cosigned_last(&q->ctx, number, &last));
    q->store = true;
    return reply_text(q, PLAIN, last.note, (Str){0});
}

static Err key(Req *q)
{
    int64_t number;
    Str vkey;
    if (!number_arg(q, "log", &number)) return ERR_NOT_FOUND;
    TRY(ledger_key(&q->ctx, number, &vkey));
    q->store = true;
    return reply_text(q, PLAIN, arena_fmt(q->ctx.arena, STR "\n", ARG(vkey)), (Str){0});
}

static Err tile(Req *q)
{
    int64_t number;
    Tile t;
    Str bytes;
    if (!number_arg(q, "log", &number) || !tile_read(path_arg(q, "tile"), &t)) return ERR_NOT_FOUND;
    TRY(ledger_tile(&q->ctx, number, t, &bytes));
    q->store = q->forever = true;
    return reply_text(q, BYTES, bytes, (Str){0});
}

static Err proof(Req *q)
{
    int64_t number, index;
    Str file;
    if (!number_arg(q, "log", &number) || !number_arg(q, "index", &index)) return ERR_NOT_FOUND;
    TRY(ledger_proof(&q->ctx, number, index, &file));
    q->store = true;
    return reply_text(q, PLAIN, file, (Str){0});
}

static Err opened(Req *q)
{
    int64_t number;
    Str file;
    if (!number_arg(q, "log", &number)) return ERR_NOT_FOUND;
    TRY(ledger_opened(&q->ctx, number, &file));
    q->store = true;
    return reply_text(q, PLAIN, file, (Str){0});
}

static const Route routes[] = {
    {GET, "/log/:log/checkpoint",   NULL, checkpoint},
    {GET, "/log/:log/cosigned",     NULL, cosigned  },
    {GET, "/log/:log/key",          NULL, key       },
    {GET, "/log/:log/tile/*tile",   NULL, tile      },
    {GET, "/log/:log/proof/:index", NULL, proof     },
    {GET, "/log/:log/opened",       NULL, opened    },
};
const Slice ledger = {.name = "ledger", .routes = TABLE(routes)};

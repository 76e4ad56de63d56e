/* tile.c - names of tiles, and nodes within them. */
#include "ledger/tile.h"
#include <assert.h>

Str tile_path(Arena *a, Tile t)
{
    const Str level = t.level == ENTRIES ? S("entries") : arena_fmt(a, "%d", t.level);
    Str n = arena_fmt(a, "%03d", (int)(t.n % 1000));
    for (int64_t rest = t.n / 1000; rest; rest /= 1000)
        n = arena_fmt(a, "x%03d/" STR, (int)(rest % 1000), ARG(n));
    if (t.width == TILE_WIDTH) return arena_fmt(a, "tile/" STR "/" STR, ARG(level), ARG(n));
    return arena_fmt(a, "tile/" STR "/" STR ".p/%d", ARG(level), ARG(n), t.width);
}

static bool digits_read(Str s, size_t most, int64_t *out)
{
    return str_digits(s) && s.len <= most && str_int(s, out);
}

/* x001/x234/067: groups of three, all but the last with an x. */
static bool number_read(Str *rest, int64_t *out)
{
    int64_t group;
    for (*out = 0;; *out = *out * 1000 + group) {
        Str piece = str_cut(rest, '/');
        const bool more = str_starts(piece, S("x"));
        if (more) piece.ptr++, piece.len--;
        if (!more && str_ends(piece, S(".p"))) piece.len -= 2;
        if (piece.len != 3 || !digits_read(piece, 3, &group) || *out > INT64_MAX / 1000 - 1) return false;
        if (more) continue;
        *out = *out * 1000 + group;
        return true;
    }
}

bool tile_read(Str path, Tile *out)
{
    char memory[1024]; /* for every step of writing the longest one: this arena is never cleared, so it must not grow */
    Arena a = arena_over(memory, sizeof memory, sizeof memory);
    int64_t level = ENTRIES, width = TILE_WIDTH;
    Str rest = path, name = str_cut(&rest, '/');
    if (path.len > 48) return false; /* so that writing it again fits into `memory` */
    if (!str_eq(name, S("entries")) && !digits_read(name, 2, &level)) return false;
    if (!number_read(&rest, &out->n)) return false;
    if (rest.len && !digits_read(rest, 3, &width)) return false;
    if (level >= HEIGHTS / TILE_HEIGHT || width < 1 || width > TILE_WIDTH) return false;
    out->level = (int)level, out->width = (int)width;
    const Str again = tile_path(&a, *out);
    return str_eq((Str){again.ptr + 5, again.len - 5}, path);
}

Hash tile_node(const char *hashes, int n)
{
    Hash at[TILE_WIDTH];
    assert(n > 0 && n <= TILE_WIDTH && !(n & (n - 1)));
    for (int i = 0; i < n; i++)
        at[i] = hash_read(hashes + sizeof at[0].b * (size_t)i);
    for (; n > 1; n /= 2)
        for (int i = 0; i < n / 2; i++)
            at[i] = hash_node(at[2 * i], at[2 * i + 1]);
    return at[0];
}

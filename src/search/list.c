/* list.c - sets of document numbers, packed and as bits. */
#include "search/list.h"
#include <assert.h>
#include <string.h>

bool block_has(const Block *b, unsigned slot)
{
    return b->at[slot / 64] >> slot % 64 & 1;
}

void block_set(Block *b, unsigned slot, bool on)
{
    const uint64_t bit = (uint64_t)1 << slot % 64;
    b->at[slot / 64] = on ? b->at[slot / 64] | bit : b->at[slot / 64] & ~bit;
}

static uint64_t eight(const unsigned char *at)
{
    uint64_t n = 0;
    for (int i = 7; i >= 0; i--)
        n = n << 8 | at[i];
    return n;
}

bool block_read(Blob packed, Block *into)
{
    const unsigned char *at = (const unsigned char *)packed.ptr;
    if (packed.len == BLOCK_BYTES) {
        for (size_t i = 0; i < BLOCK_WORDS; i++)
            into->at[i] |= eight(at + i * 8);
        return true;
    }
    int last = -1;
    for (size_t i = 0; i + 1 < packed.len; i += 2) {
        const int slot = at[i] | at[i + 1] << 8;
        if (slot <= last || slot >= BLOCK_DOCS) return false;
        block_set(into, (unsigned)slot, true);
        last = slot;
    }
    return packed.len % 2 == 0 && packed.len > 0;
}

static size_t count_of(const Block *b)
{
    size_t n = 0;
    for (size_t i = 0; i < BLOCK_WORDS; i++)
        n += (size_t)__builtin_popcountll(b->at[i]);
    return n;
}

static Blob as_numbers(Arena *a, const Block *b, size_t n)
{
    unsigned char *out = arena_raw(a, n * 2 + 1), *to = out;
    for (unsigned i = 0; i < BLOCK_WORDS; i++)
        for (uint64_t left = b->at[i]; left; left &= left - 1) {
            const unsigned slot = i * 64 + (unsigned)__builtin_ctzll(left);
            *to++ = (unsigned char)(slot & 255), *to++ = (unsigned char)(slot >> 8);
        }
    return (Blob){(char *)out, n * 2};
}

static Blob as_bits(Arena *a, const Block *b)
{
    unsigned char *out = arena_raw(a, BLOCK_BYTES);
    for (size_t i = 0; i < BLOCK_BYTES; i++)
        out[i] = (unsigned char)(b->at[i / 8] >> i % 8 * 8);
    return (Blob){(char *)out, BLOCK_BYTES};
}

Blob block_pack(Arena *a, const Block *b)
{
    const size_t n = count_of(b);
    return n < FEW ? as_numbers(a, b, n) : as_bits(a, b);
}

Bits bits_new(Arena *a, size_t blocks)
{
    return (Bits){NEW(a, Block, blocks ? blocks : 1), blocks};
}

void bits_and(Bits *x, const Bits *y)
{
    assert(x->blocks == y->blocks);
    for (size_t i = 0; i < x->blocks; i++)
        for (size_t k = 0; k < BLOCK_WORDS; k++)
            x->at[i].at[k] &= y->at[i].at[k];
}

void bits_or(Bits *x, const Bits *y)
{
    assert(x->blocks == y->blocks);
    for (size_t i = 0; i < x->blocks; i++)
        for (size_t k = 0; k < BLOCK_WORDS; k++)
            x->at[i].at[k] |= y->at[i].at[k];
}

int64_t bits_count(const Bits *x)
{
    size_t n = 0;
    for (size_t i = 0; i < x->blocks; i++)
        n += count_of(&x->at[i]);
    return (int64_t)n;
}

int64_t bits_below(const Bits *x, int64_t below)
{
    int64_t at = (below < 0 ? (int64_t)x->blocks * BLOCK_DOCS : below) - 1;
    while (at >= 0) {
        const uint64_t word = x->at[at / BLOCK_DOCS].at[at % BLOCK_DOCS / 64], low = word << (63 - at % 64);
        if (low) return at - __builtin_clzll(low);
        at -= at % 64 + 1;
    }
    return -1;
}

Votes votes_new(Arena *a, size_t blocks)
{
    Votes v;
    for (size_t i = 0; i < PLANES; i++)
        v.plane[i] = bits_new(a, blocks);
    return v;
}

void votes_add(Votes *v, const Bits *x)
{
    for (size_t i = 0; i < x->blocks; i++)
        for (size_t k = 0; k < BLOCK_WORDS; k++) {
            uint64_t carry = x->at[i].at[k];
            for (size_t p = 0; p < PLANES && carry; p++) {
                uint64_t *plane = &v->plane[p].at[i].at[k];
                const uint64_t both = *plane & carry;
                *plane ^= carry, carry = both;
            }
        }
}

Bits votes_least(Arena *a, const Votes *v, unsigned n)
{
    Bits out = bits_new(a, v->plane[0].blocks);
    for (size_t i = 0; i < out.blocks; i++)
        for (size_t k = 0; k < BLOCK_WORDS; k++) {
            uint64_t more = 0, same = ~(uint64_t)0;
            for (int p = PLANES - 1; p >= 0; p--) {
                const uint64_t has = v->plane[p].at[i].at[k];
                if (n >> p & 1)
                    same &= has;
                else
                    more |= same & has, same &= ~has;
            }
            out.at[i].at[k] = more | same;
        }
    return out;
}

/* link.c - the private link of a file: 128 bits that only whoever brought it holds.
 * It is made from the code with a key of this data file, so that a receipt can be printed again and a
 * repeated request gets the same answer; only its hash is looked up. */
#include "casework/engine.h"
#include <sodium.h>
#include <string.h>

enum { SECRET = 16 };

Err house_key(Ctx *c, const char *name, unsigned char key[HOUSE_KEY])
{
    HouseValue v;
    size_t len = 0;
    const Err e = house_of(c, str(name), &v);
    if (e == OK) {
        if (sodium_hex2bin(key, HOUSE_KEY, v.value.ptr, v.value.len, NULL, &len, NULL) || len != HOUSE_KEY)
            return FAIL(ERR_INTERNAL, "house: %s is not readable", name);
        return OK;
    }
    if (e != ERR_NOT_FOUND) return e;
    chance_bytes(c, key, HOUSE_KEY);
    return house_put(c, str(name), hex_of(c->arena, key, HOUSE_KEY));
}

static Str base32(Arena *a, const unsigned char *b, size_t n)
{
    static const char digit[] = "0123456789abcdefghjkmnpqrstvwxyz";
    Buf out = {.arena = a};
    unsigned bits = 0, have = 0;
    for (size_t i = 0; i < n; i++) {
        bits = bits << 8 | b[i], have += 8;
        for (; have >= 5; have -= 5)
            buf_char(&out, digit[bits >> (have - 5) & 31]);
    }
    if (have) buf_char(&out, digit[bits << (5 - have) & 31]);
    return buf_done(&out);
}

Err link_make(Ctx *c, Str code, Str *secret)
{
    unsigned char key[HOUSE_KEY], out[SECRET];
    TRY(house_key(c, "link_key", key));
    crypto_generichash(out, sizeof out, (const unsigned char *)code.ptr, code.len, key, sizeof key);
    sodium_memzero(key, sizeof key);
    *secret = base32(c->arena, out, sizeof out);
    return OK;
}

Str link_hash(Ctx *c, Str secret)
{
    unsigned char h[32];
    crypto_generichash(h, sizeof h, (const unsigned char *)secret.ptr, secret.len, NULL, 0);
    return hex_of(c->arena, h, sizeof h);
}

Err casework_link(Ctx *c, const Casefile *f, Str *secret)
{
    return link_make(c, f->code, secret);
}

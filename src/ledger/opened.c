/* opened.c - what a receipt shows, as JSON; proof.c reads it. */
#include "base/json.h"
#include "ledger/proof.h"

Str opened_write(Arena *a, const Opened *o)
{
    Buf out = {.arena = a};
    Json j = {&out, false};
    json_open(&j, '{');
    json_member(&j, "kind", o->leaf.kind);
    json_member(&j, "day", o->leaf.day);
    json_member(&j, "unit", o->leaf.unit);
    json_key(&j, "opening");
    json_open(&j, '[');
    for (size_t i = 0; i < o->len; i++) {
        const Opening *x = &o->at[i];
        json_open(&j, '{');
        if (x->shown) {
            json_member(&j, "name", x->name);
            json_member(&j, "value", x->value);
            json_member(&j, "salt", hex_of(a, x->salt.b, sizeof x->salt.b));
        } else
            json_member(&j, "fc", hex_of(a, x->closed.b, sizeof x->closed.b));
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    return buf_done(&out);
}

/* receipt_command.c - kheo receipt verify: does a receipt hold, by nothing but the ledger's public key? */
#include "app/command.h"
#include "base/json.h"
#include "ledger/log.h"
#include <string.h>

typedef struct {
    NoteKey at[KEYS_MAX];
    size_t len;
} Keys;

static bool key_add(const Command *x, Keys *keys, const char *vkey)
{
    if (keys->len < KEYS_MAX && note_key_read(x->arena, str_trim(str(vkey)), &keys->at[keys->len])) return ++keys->len;
    complain(USAGE, "'%s' is no public key: it looks like NAME+1234abcd+BASE64, and stands at /log/1/key", vkey);
    return false;
}

/* Those of this data file's own ledger, where none is named. */
static bool keys_of_data(const Command *x, Keys *keys)
{
    Ctx c;
    LogNameRows all;
    if (!data_open(x, READ_ONLY, &c)) return false;
    Err e = log_all(&c, &all);
    for (size_t i = 0; !e && i < all.len && keys->len < KEYS_MAX; i++) {
        Str vkey;
        e = ledger_key(&c, all.at[i].id, &vkey);
        if (!e && note_key_read(x->arena, vkey, &keys->at[keys->len])) keys->len++;
    }
    data_close(&c);
    if (!e && keys->len) return true;
    complain(NOT_SO, "'%s' has no ledger yet: name the key with --key", x->s.data);
    return false;
}

static bool keys_read(const Command *x, Keys *keys)
{
    if (x->s.key && !key_add(x, keys, x->s.key)) return false;
    if (!x->s.key && !keys_of_data(x, keys)) return false;
    for (int i = 2; i < x->argc; i++)
        if (!key_add(x, keys, x->argv[i])) return false;
    return true;
}

static const char *const faults[] = {
    [PROOF_MALFORMED] = "it is no receipt, or was changed: ask for it again on the page of your file",
    [PROOF_SIGNATURE] = "its signature is not that of this ledger: check the key, or ask the office for an explanation",
    [PROOF_WITNESSES] = "too few of the named witnesses signed it: fetch it again in a few minutes",
    [PROOF_LEAF] = "what it shows was changed: ask for it again on the page of your file",
    [PROOF_NOT_INCLUDED] =
        "the act does not stand in the ledger at that place: show it to the office, and to a witness",
};

static Str as_text(Arena *a, const ProofSeen *s)
{
    Buf out = {.arena = a};
    buf_fmt(&out, "holds: place %lld of %llu in " STR "\n", (long long)s->index, (unsigned long long)s->at.size,
            ARG(s->at.origin));
    if (s->witnesses) buf_fmt(&out, "witnesses: %d\n", s->witnesses);
    if (s->opened.len) {
        const Leaf *l = &s->opened.leaf;
        buf_fmt(&out, "kind: " STR "\nday: " STR "\nunit: " STR "\n", ARG(l->kind), ARG(l->day), ARG(l->unit));
    }
    for (size_t i = 0; i < s->opened.len; i++) {
        const Opening *o = &s->opened.at[i];
        if (o->shown && o->value.len) buf_fmt(&out, "shows " STR ": " STR "\n", ARG(o->name), ARG(o->value));
    }
    return buf_done(&out);
}

static Str as_json(Arena *a, ProofFault fault, const ProofSeen *s)
{
    Buf out = {.arena = a};
    Json j = {&out, false};
    json_open(&j, '{');
    json_member(&j, "holds", (bool)(fault == PROOF_HOLDS));
    if (fault) json_member(&j, "why", str(faults[fault]));
    if (!fault) {
        json_member(&j, "origin", s->at.origin);
        json_member(&j, "index", s->index);
        json_member(&j, "size", (int64_t)s->at.size);
        json_member(&j, "witnesses", (int64_t)s->witnesses);
        json_key(&j, "shows");
        json_open(&j, '[');
        for (size_t i = 0; i < s->opened.len; i++) {
            if (!s->opened.at[i].shown) continue;
            json_open(&j, '{');
            json_member(&j, "name", s->opened.at[i].name);
            json_member(&j, "value", s->opened.at[i].value);
            json_close(&j, '}');
        }
        json_close(&j, ']');
    }
    json_close(&j, '}');
    buf_char(&out, '\n');
    return buf_done(&out);
}

int receipt_command(const Command *x)
{
    static Keys keys;
    Str text;
    ProofSeen seen;
    if (strcmp(x->argv[0], "verify") != 0)
        return complain(USAGE, "there is no 'receipt %s': use 'receipt verify FILE'", x->argv[0]);
    if (!file_read(x, x->argv[1], &text)) return NOT_SO;
    if (!keys_read(x, &keys)) return x->s.key ? USAGE : NOT_SO;
    const ProofFault fault = proof_check(x->arena, text, keys.at, keys.len, (int)x->s.quorum, (Str){0}, &seen);
    if (x->s.json) say(as_json(x->arena, fault, &seen));
    if (fault) return complain(NOT_SO, "'%s' does not hold: %s", x->argv[1], faults[fault]);
    if (!x->s.json) say(as_text(x->arena, &seen));
    return DONE;
}

/* leaf.c - leaves of the ledger, and commitments to records. */
#include "ledger/leaf.h"
#include "base/day.h"
#include "ledger/note.h"
#include <assert.h>
#include <sodium.h>
#include <string.h>

const char *const leaf_kinds[] = {"concern.received",
                                  "concern.routed",
                                  "concern.answered",
                                  "concern.closed",
                                  "dossier.received",
                                  "dossier.deadline",
                                  "dossier.apology",
                                  "dossier.returned",
                                  "commitment.made",
                                  "commitment.due",
                                  "commitment.kept",
                                  "commitment.missed",
                                  "survey.closed",
                                  "article.published",
                                  "article.corrected",
                                  "article.withdrawn",
                                  "stats.published",
                                  "record.erased",
                                  "log.opened",
                                  "model.registered",
                                  "model.recognised",
                                  "award.decided",
                                  "award.revoked",
                                  "minutes.published",
                                  "posting.published",
                                  "question.answered",
                                  "proposal.received",
                                  "proposal.closed",
                                  "recognition.decided",
                                  "act.voided",
                                  NULL};

static bool kind_known(Str kind)
{
    for (const char *const *k = leaf_kinds; *k; k++)
        if (str_eq(kind, str(*k))) return true;
    return false;
}

static bool unit_valid(Str unit)
{
    if (str_eq(unit, S("-"))) return true;
    for (size_t i = 0; i < unit.len; i++) {
        const char k = unit.ptr[i];
        if (k != '.' && !(k >= 'a' && k <= 'z') && !(k >= '0' && k <= '9')) return false;
    }
    return unit.len && unit.len <= 32;
}

static bool day_valid(Str day)
{
    if (day.len != 10) return false;
    for (size_t i = 0; i < day.len; i++)
        if (i == 4 || i == 7 ? day.ptr[i] != '-' : day.ptr[i] < '0' || day.ptr[i] > '9') return false;
    return true;
}

bool leaf_write(Arena *a, const Leaf *x, Str *out)
{
    if (!kind_known(x->kind) || !day_valid(x->day) || !unit_valid(x->unit)) return false;
    *out = arena_fmt(a, "kheo-leaf/v1\nkind " STR "\nday " STR "\nunit " STR "\ncommit " STR "\n", ARG(x->kind),
                     ARG(x->day), ARG(x->unit), ARG(base64_of(a, hash_bytes(&x->commit))));
    return true;
}

static Str line(Str *rest, Str label)
{
    Str s = str_cut(rest, '\n');
    return str_starts(s, label) ? (Str){s.ptr + label.len, s.len - label.len} : (Str){0};
}

bool leaf_read(Arena *a, Str text, Leaf *out)
{
    Str rest = text, commit, again;
    if (!str_eq(str_cut(&rest, '\n'), S("kheo-leaf/v1"))) return false;
    out->kind = line(&rest, S("kind ")), out->day = line(&rest, S("day ")), out->unit = line(&rest, S("unit "));
    if (!base64_read(a, line(&rest, S("commit ")), &commit) || commit.len != sizeof out->commit.b) return false;
    out->commit = hash_read(commit.ptr);
    return leaf_write(a, out, &again) && str_eq(again, text);
}

Str leaf_unit(Arena *a, Str code)
{
    Buf out = {.arena = a};
    for (size_t i = 0; i < code.len; i++) {
        const char k = code.ptr[i];
        buf_char(&out, (char)(k >= 'A' && k <= 'Z' ? k - 'A' + 'a' : k == '-' || k == '_' ? '.' : k));
    }
    return buf_done(&out);
}

/* ---- commitments ---- */

static void add(crypto_hash_sha256_state *s, Str bytes)
{
    crypto_hash_sha256_update(s, (const unsigned char *)bytes.ptr, bytes.len);
}

static void add_number(crypto_hash_sha256_state *s, size_t n)
{
    const unsigned char b[4] = {(unsigned char)(n >> 24), (unsigned char)(n >> 16), (unsigned char)(n >> 8),
                                (unsigned char)n};
    assert(n <= UINT32_MAX);
    crypto_hash_sha256_update(s, b, sizeof b);
}

Salt salt_of_field(const Salt *record, Str name)
{
    static const Str label = {"kheo-field-salt/v1\n", sizeof "kheo-field-salt/v1\n" - 1};
    crypto_auth_hmacsha256_state s;
    Salt out;
    crypto_auth_hmacsha256_init(&s, record->b, sizeof record->b);
    crypto_auth_hmacsha256_update(&s, (const unsigned char *)label.ptr, label.len);
    crypto_auth_hmacsha256_update(&s, (const unsigned char *)name.ptr, name.len);
    crypto_auth_hmacsha256_final(&s, out.b);
    return out;
}

Hash commit_field(const Salt *field, Str name, Str value)
{
    crypto_hash_sha256_state s;
    Hash h;
    crypto_hash_sha256_init(&s);
    add(&s, S("kheo-field/v1\n"));
    crypto_hash_sha256_update(&s, field->b, sizeof field->b);
    add_number(&s, name.len), add(&s, name);
    add_number(&s, value.len), add(&s, value);
    crypto_hash_sha256_final(&s, h.b);
    return h;
}

Hash commit_all(const Hash *fields, size_t n)
{
    crypto_hash_sha256_state s;
    Hash h;
    crypto_hash_sha256_init(&s);
    add(&s, S("kheo-commit/v1\n"));
    add_number(&s, n);
    for (size_t i = 0; i < n; i++)
        add(&s, hash_bytes(&fields[i]));
    crypto_hash_sha256_final(&s, h.b);
    return h;
}

Hash commit_record(Arena *a, const Salt *record, const Claim *claims, size_t n)
{
    Hash *fields = NEW(a, Hash, n + 1);
    for (size_t i = 0; i < n; i++) {
        assert(!i || str_cmp(claims[i - 1].name, claims[i].name) < 0);
        const Salt salt = salt_of_field(record, claims[i].name);
        fields[i] = commit_field(&salt, claims[i].name, claims[i].value);
    }
    return commit_all(fields, n);
}

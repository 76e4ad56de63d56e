/* tlog_vectors.c - the ledger's rules against vectors.
 *
 *   tlog-vectors FILE...   checks each line {"why", "q", "a"}: is the answer to q what a says?
 *   tlog-vectors           answers a question a line on standard input: for a checker written by others
 * Not a verb of kheo. */
#include "ledger/proof.h"
#include "ledger/tile.h"
#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char memory[1 << 22];
static Arena arena;

static Str text(const json_t *q, const char *key)
{
    const json_t *v = json_object_get(q, key);
    return json_is_string(v) ? (Str){json_string_value(v), json_string_length(v)} : (Str){0};
}

/* Sizes go up to 2^63, beyond what the reader of JSON holds: they are taken from the line itself. */
static uint64_t number(const char *line, const char *key)
{
    char label[32];
    snprintf(label, sizeof label, "\"%s\":", key);
    const char *at = strstr(line, label);
    return at ? strtoull(at + strlen(label), NULL, 10) : 0;
}

static Str bytes(Str hex)
{
    unsigned char *out = arena_raw(&arena, hex.len / 2 + 1);
    size_t len = 0;
    if (sodium_hex2bin(out, hex.len / 2 + 1, hex.ptr, hex.len, NULL, &len, NULL)) return (Str){0};
    return (Str){(const char *)out, len};
}

static bool hash(Str hex, Hash *out)
{
    const Str b = bytes(hex);
    if (b.len != sizeof out->b) return false;
    *out = hash_read(b.ptr);
    return true;
}

static bool proof(const json_t *q, Proof *out)
{
    const json_t *list = json_object_get(q, "proof");
    const size_t n = json_array_size(list);
    Hash *at = NEW(&arena, Hash, n + 1);
    for (size_t i = 0; i < n; i++) {
        const json_t *v = json_array_get(list, i);
        if (!hash((Str){json_string_value(v), json_string_length(v)}, &at[i])) return false;
    }
    *out = (Proof){at, n};
    return true;
}

static bool keys(const json_t *list, NoteKey *out, size_t *len)
{
    for (*len = 0; *len < json_array_size(list); ++*len) {
        const json_t *v = json_array_get(list, *len);
        if (*len == 32 || !note_key_read(&arena, (Str){json_string_value(v), json_string_length(v)}, &out[*len]))
            return false;
    }
    return true;
}

static json_t *yes(bool is)
{
    return json_pack("{s:b}", "ok", (int)is);
}

static json_t *bytes_back(const char *key, Str b)
{
    return json_pack("{s:s}", key, hex_of(&arena, b.ptr, b.len).ptr);
}

static json_t *leaf_hash_of(const json_t *q, const char *line)
{
    (void)line;
    const Hash h = hash_leaf(bytes(text(q, "data")));
    return bytes_back("hash", hash_bytes(&h));
}

static json_t *inclusion(const json_t *q, const char *line)
{
    Hash leaf, root;
    Proof p;
    const bool read = hash(text(q, "leaf_hash"), &leaf) && hash(text(q, "root"), &root) && proof(q, &p);
    return yes(read && inclusion_holds(number(line, "index"), number(line, "size"), leaf, root, p));
}

static json_t *consistency(const json_t *q, const char *line)
{
    Hash one, two;
    Proof p;
    const bool read = hash(text(q, "root1"), &one) && hash(text(q, "root2"), &two) && proof(q, &p);
    return yes(read && consistency_holds(number(line, "size1"), number(line, "size2"), one, two, p));
}

static json_t *note(const json_t *q, const char *line)
{
    (void)line;
    NoteKey k[32];
    size_t len;
    Note n;
    return yes(keys(json_object_get(q, "vkeys"), k, &len) && note_read(&arena, text(q, "note"), k, len, &n) && n.good);
}

static json_t *cosignature(const json_t *q, const char *line)
{
    (void)line;
    NoteKey k;
    Note n;
    return yes(note_key_read(&arena, text(q, "vkey"), &k) && k.type == KEY_COSIGNS &&
               note_read(&arena, text(q, "note"), &k, 1, &n) && n.good);
}

static json_t *checkpoint(const json_t *q, const char *line)
{
    (void)line;
    Note n;
    Checkpoint p;
    if (!note_read(&arena, text(q, "note"), NULL, 0, &n) || !checkpoint_read(&arena, n.text, &p)) return yes(false);
    return json_pack("{s:b, s:I}", "ok", 1, "size", (json_int_t)p.size);
}

static json_t *path(const json_t *q, const char *line)
{
    const json_t *level = json_object_get(q, "level");
    const Tile t = {json_is_string(level) ? ENTRIES : (int)json_integer_value(level), (int64_t)number(line, "index"),
                    (int)number(line, "width")};
    return json_pack("{s:s}", "path", arena_copy(&arena, tile_path(&arena, t)).ptr);
}

static int by_name(const void *a, const void *b)
{
    return str_cmp(((const Claim *)a)->name, ((const Claim *)b)->name);
}

static json_t *commit(const json_t *q, const char *line)
{
    (void)line;
    json_t *fields = json_object_get(q, "fields"), *value;
    const char *name;
    Claim claims[64];
    size_t n = 0;
    Salt salt;
    memcpy(salt.b, bytes(text(q, "salt")).ptr, sizeof salt.b);
    json_object_foreach(fields, name, value) claims[n++] = (Claim){
        str(name), {json_string_value(value), json_string_length(value)}
    };
    qsort(claims, n, sizeof *claims, by_name);
    const Hash h = commit_record(&arena, &salt, claims, n);
    return bytes_back("commit", hash_bytes(&h));
}

static json_t *leaf(const json_t *q, const char *line)
{
    (void)line;
    Leaf x = {text(q, "kind"), text(q, "day"), text(q, "unit"), {{0}}}, again;
    Str out;
    if (!hash(text(q, "commit"), &x.commit) || !leaf_write(&arena, &x, &out)) return yes(false);
    return leaf_read(&arena, out, &again) && hash_eq(again.commit, x.commit) ? bytes_back("data", out) : yes(false);
}

static json_t *receipt(const json_t *q, const char *line)
{
    (void)line;
    NoteKey k[32];
    size_t len;
    ProofSeen seen;
    const bool known = keys(json_object_get(q, "vkeys"), k, &len);
    return yes(known && proof_check(&arena, text(q, "proof"), k, len, 0, bytes(text(q, "leaf")), &seen) == PROOF_HOLDS);
}

static const struct {
    const char *op;
    json_t *(*answer)(const json_t *q, const char *line);
} ops[] = {
    {"leaf_hash",          leaf_hash_of},
    {"verify_inclusion",   inclusion   },
    {"verify_consistency", consistency },
    {"verify_note",        note        },
    {"verify_cosignature", cosignature },
    {"parse_checkpoint",   checkpoint  },
    {"tile_path",          path        },
    {"commit",             commit      },
    {"leaf",               leaf        },
    {"verify_proof",       receipt     },
};

static json_t *answer(const json_t *q, const char *line)
{
    arena_clear(&arena);
    arena = arena_over(memory, sizeof memory, (size_t)1 << 26);
    for (size_t i = 0; i < LEN(ops); i++)
        if (str_eq(text(q, "op"), str(ops[i].op))) return ops[i].answer(q, line);
    return json_pack("{s:s}", "error", "unknown op");
}

/* Numbers too large for the reader are cut down for it; number() sees the line as it came. */
static json_t *line_read(const char *line)
{
    char *copy = arena_raw(&arena, strlen(line) + 1);
    strcpy(copy, line);
    for (char *at = copy; (at = strstr(at, "\": ")); at += 3)
        if (strspn(at + 3, "0123456789") >= 19) at[3] = ' ';
    return json_loads(copy, 0, NULL);
}

/* Is every member of `want` in `got`? */
static bool same(json_t *want, json_t *got)
{
    const char *key;
    json_t *value;
    json_object_foreach(want, key, value) if (!json_equal(value, json_object_get(got, key))) return false;
    return true;
}

static void check(const char *file, int *passed, int *failed)
{
    char *line = NULL;
    size_t cap = 0;
    FILE *in = fopen(file, "r");
    if (!in) {
        printf("not ok %s: cannot be opened\n", file);
        ++*failed;
        return;
    }
    for (int n = 1; getline(&line, &cap, in) > 0; n++) {
        json_t *v = line_read(line);
        json_t *got = answer(json_object_get(v, "q"), line);
        const bool good = v && same(json_object_get(v, "a"), got);
        if (!good) printf("not ok %s:%d %s\n", file, n, json_string_value(json_object_get(v, "why")));
        ++*(good ? passed : failed);
        json_decref(got);
        json_decref(v);
    }
    free(line);
    fclose(in);
}

static void talk(void)
{
    char *line = NULL;
    size_t cap = 0;
    while (getline(&line, &cap, stdin) > 0) {
        json_t *q = line_read(line), *got = answer(q, line);
        char *out = json_dumps(got, 0);
        puts(out);
        fflush(stdout);
        free(out);
        json_decref(got);
        json_decref(q);
    }
    free(line);
}

int main(int argc, char **argv)
{
    int passed = 0, failed = 0;
    arena = arena_over(memory, sizeof memory, (size_t)1 << 26);
    if (sodium_init() < 0) return 1;
    if (argc == 1) {
        talk();
        return 0;
    }
    for (int i = 1; i < argc; i++)
        check(argv[i], &passed, &failed);
    printf("%d passed, %d failed\n", passed, failed);
    return failed || !passed;
}

/* sqlgen - turns NAME.sql into typed C calls. Every statement is prepared against the real schema and
 * its plan is read, so a wrong table, column, parameter or type, or a missing index, stops the build.
 * usage: sqlgen NAME.sql OUT_BASE MIGRATION...      writes OUT_BASE.h and OUT_BASE.c
 *        sqlgen --migrations OUT.c MIGRATION...     writes the table store_migrations[]
 * A statement: -- name(param Type, ...) one|many|run Row [scan]   (a long header goes on in "--" lines)
 *              the SQL, with :param; an expression column is written AS "name type". */
#include <ctype.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    NAME_MAX_ = 64,
    PARAM_MAX = 48,
    COLUMN_MAX = 64,
    ROW_MAX = 128,
    TEXT_MAX = 1 << 20,
    BY_NAME = 3,
    TABLES_MAX = 128
};

typedef struct {
    char name[NAME_MAX_], type[NAME_MAX_];
} Item;
typedef struct {
    char name[NAME_MAX_];
    Item column[COLUMN_MAX];
    int len;
} Row;
typedef struct {
    int line; /* of the header */
    char name[NAME_MAX_], mode[NAME_MAX_], row[NAME_MAX_];
    Item param[PARAM_MAX];
    bool used[PARAM_MAX];
    int len;
    bool scan, writes, makes_id;
    unsigned long long read[TABLES_MAX / 64], written[TABLES_MAX / 64]; /* tables, a bit each */
    char *sqlite, *pg;                                                  /* the text for each database */
} Statement;
typedef struct {
    const char *path, *name;
    int number;
    char *text;
} Migration;

static const char *path;
static Row rows[ROW_MAX];
static int row_len;

__attribute__((format(printf, 2, 3), noreturn)) static void die(int line, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fprintf(stderr, "%s:%d: ", path, line);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
    va_end(ap);
    exit(1);
}

static char *slurp(const char *name)
{
    FILE *f = fopen(name, "rb");
    char *text = calloc(1, TEXT_MAX + 1);
    path = name;
    if (!f || !text) die(0, "cannot be read");
    if (fread(text, 1, TEXT_MAX + 1, f) > TEXT_MAX) die(0, "larger than 1 MiB; split it by noun");
    fclose(f);
    return text;
}

static int lines_in(const char *from, const char *to)
{
    int n = 0;
    for (; from < to; from++)
        n += *from == '\n';
    return n;
}

/* ---- the schema ---- */

static int by_number(const void *a, const void *b)
{
    const Migration *x = a, *y = b;
    return x->number - y->number;
}

static Migration *read_migrations(char **names, int len)
{
    Migration *all = calloc((size_t)len + 1, sizeof *all);
    if (!all) exit(1);
    for (int i = 0; i < len; i++) {
        const char *slash = strrchr(names[i], '/');
        all[i] = (Migration){names[i], slash ? slash + 1 : names[i], 0, slurp(names[i])};
        all[i].number = atoi(all[i].name);
        if (all[i].number <= 0) die(1, "a migration is named NNNN_what.sql, from 0001");
    }
    qsort(all, (size_t)len, sizeof *all, by_number);
    for (int i = 1; i < len; i++)
        if (all[i].number == all[i - 1].number) {
            path = all[i].path;
            die(1, "number %d is taken by %s", all[i].number, all[i - 1].path);
        }
    return all;
}

/* The line of the last error of sqlite3_prepare in `sql`, whose first line is `line`. */
static int error_line(sqlite3 *db, const char *sql, int line)
{
    int at = sqlite3_error_offset(db);
    if (at < 0)
        for (at = 0; isspace((unsigned char)sql[at]); at++) {
        }
    return line + lines_in(sql, sql + at);
}

static sqlite3 *schema(const Migration *all)
{
    sqlite3 *db;
    if (sqlite3_open(":memory:", &db)) die(0, "no memory for the schema");
    /* "x" is a name and never a text, as in PostgreSQL */
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    for (; all->path; all++) {
        path = all->path;
        for (const char *s = all->text, *next; *s; s = next) {
            sqlite3_stmt *st;
            int line = 1 + lines_in(all->text, s);
            if (sqlite3_prepare_v2(db, s, -1, &st, &next)) die(error_line(db, s, line), "%s", sqlite3_errmsg(db));
            if (st && sqlite3_step(st) != SQLITE_DONE && sqlite3_errcode(db) != SQLITE_ROW)
                die(line + (*s == '\n'), "%s", sqlite3_errmsg(db));
            sqlite3_finalize(st);
        }
    }
    return db;
}

/* ---- reading a statement ---- */

/* Read into memory of the caller, so the call takes the context too. */
static bool is_bytes(const char *type)
{
    return strcmp(type, "Str") == 0 || strcmp(type, "Blob") == 0;
}

static bool known_type(const char *type)
{
    static const char *const all[] = {"Str", "int64_t", "bool", "Day", "Time", "Money", "Blob"};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(type, all[i]) == 0) return true;
    return false;
}

static bool c_name(const char *s)
{
    if (!isalpha((unsigned char)*s)) return false;
    while (isalnum((unsigned char)*s) || *s == '_')
        s++;
    return !*s;
}

/* A header is "-- name(" at the start of a line; any other comment is only a comment. */
static bool is_header(const char *s)
{
    if (strncmp(s, "-- ", 3) != 0 || !islower((unsigned char)s[3])) return false;
    for (s += 3; islower((unsigned char)*s) || isdigit((unsigned char)*s) || *s == '_'; s++) {
    }
    return *s == '(';
}

static char *next_header(char *s)
{
    while (*s && !is_header(s)) {
        char *end = strchr(s, '\n');
        s = end ? end + 1 : s + strlen(s);
    }
    return s;
}

static void add_param(Statement *x, const char *text)
{
    char more[2];
    if (x->len == PARAM_MAX) die(x->line, "%s: more than %d parameters", x->name, PARAM_MAX);
    Item *p = &x->param[x->len++];
    if (sscanf(text, " %63s %63s %1s", p->name, p->type, more) != 2 || !c_name(p->name))
        die(x->line, "%s: a parameter is a name and a type, not '%s'", x->name, text);
    if (!known_type(p->type))
        die(x->line, "%s: type '%s' of %s is none of Str int64_t bool Day Time Money Blob", x->name, p->type, p->name);
    for (const char *const *own = (const char *const[]){"c", "v", "st", "row", "cap", "out", NULL}; *own; own++)
        if (strcmp(p->name, *own) == 0)
            die(x->line, "%s: the generated code needs the name '%s' itself", x->name, *own);
    for (int i = 0; i < x->len - 1; i++)
        if (strcmp(x->param[i].name, p->name) == 0) die(x->line, "%s: parameter %s twice", x->name, p->name);
}

/* Reads the header at s (its continuation lines too) and returns where the SQL starts. */
static char *read_header(Statement *x, char *s)
{
    char head[4096], scan[NAME_MAX_] = "", more[2] = "", *at = head;
    do {
        s += 2;
        size_t n = strcspn(s, "\n");
        if (at + n + 2 > head + sizeof head) die(x->line, "header longer than %zu bytes", sizeof head);
        memcpy(at, s, n);
        at += n;
        *at++ = ' ';
        s += n;
        s += *s == '\n';
    } while (!memchr(head, ')', (size_t)(at - head)) && strncmp(s, "--", 2) == 0);
    *at = 0;
    sscanf(head, " %63[a-z0-9_]", x->name);
    char *args = strchr(head, '('), *close = strchr(head, ')');
    if (!close) die(x->line, "%s: the header has no ')'", x->name);
    *close = 0;
    for (char *p = strtok(args + 1, ","); p; p = strtok(NULL, ",")) {
        p += strspn(p, " ");
        if (*p) add_param(x, p);
    }
    sscanf(close + 1, " %63s %63s %63s %1s", x->mode, x->row, scan, more);
    bool run = strcmp(x->mode, "run") == 0;
    if (!run && strcmp(x->mode, "one") != 0 && strcmp(x->mode, "many") != 0)
        die(x->line, "%s: after ')' comes one, many or run", x->name);
    if (run)
        strcpy(scan, x->row), *x->row = 0;
    else if (!c_name(x->row) || !isupper((unsigned char)*x->row))
        die(x->line, "%s: %s needs the name of its row type, as Dossier", x->name, x->mode);
    x->scan = strcmp(scan, "scan") == 0;
    if ((*scan && !x->scan) || *more) die(x->line, "%s: the last word of a header may only be scan", x->name);
    return s;
}

/* The end of the string, quoted name or comment that starts at s; s itself where none does. */
static const char *quoted_end(const char *s)
{
    if (*s == '\'' || *s == '"') {
        const char *end = strchr(s + 1, *s);
        return end ? end + 1 : s + strlen(s);
    }
    if (s[0] == '-' && s[1] == '-') return s + strcspn(s, "\n");
    if (s[0] == '/' && s[1] == '*') {
        const char *end = strstr(s + 2, "*/");
        return end ? end + 2 : s + strlen(s);
    }
    return s;
}

static int param_at(Statement *x, const char *s, size_t n, int line)
{
    for (int i = 0; i < x->len; i++)
        if (strlen(x->param[i].name) == n && memcmp(x->param[i].name, s, n) == 0) {
            x->used[i] = true;
            return i + 1;
        }
    die(line, "%s: :%.*s is not in the header", x->name, (int)n, s);
}

/* :name becomes ?1 for SQLite and $1 for PostgreSQL, numbered as in the header. */
static void read_sql(Statement *x, const char *s, int line)
{
    size_t size;
    FILE *a = open_memstream(&x->sqlite, &size), *b = open_memstream(&x->pg, &size);
    if (!a || !b) exit(1);
    for (const char *end; *s; s = end) {
        end = quoted_end(s);
        if (end > s) {
            fwrite(s, 1, (size_t)(end - s), a), fwrite(s, 1, (size_t)(end - s), b);
            line += lines_in(s, end);
            continue;
        }
        end = s + 1;
        if (s[0] == ':' && s[1] == ':') die(line, "%s: write CAST(x AS type), '::' is PostgreSQL's own", x->name);
        if (*s == '?' || *s == '$' || *s == '@')
            die(line, "%s: write a parameter as :name, not with '%c'", x->name, *s);
        if (*s == ':' && isalpha((unsigned char)s[1])) {
            while (isalnum((unsigned char)*end) || *end == '_')
                end++;
            int n = param_at(x, s + 1, (size_t)(end - s - 1), line);
            fprintf(a, "?%d", n), fprintf(b, "$%d", n);
            continue;
        }
        line += *s == '\n';
        fputc(*s, a), fputc(*s, b);
    }
    fclose(a), fclose(b);
    for (int i = 0; i < x->len; i++)
        if (!x->used[i])
            die(x->line, "%s: parameter %s of the header is not used in the SQL", x->name, x->param[i].name);
}

/* Cuts blank lines, the last ';' and comments (they belong to what follows) off the end. */
static void trim(char *s)
{
    for (char *end = s + strlen(s);;) {
        while (end > s && (isspace((unsigned char)end[-1]) || end[-1] == ';'))
            *--end = 0;
        char *last = strrchr(s, '\n');
        last = last ? last + 1 : s;
        if (strncmp(last, "--", 2) != 0) return;
        *(end = last) = 0;
    }
}

/* ---- checking it ---- */

static bool derived(char (*names)[NAME_MAX_], int n, const char *name)
{
    while (n-- > 0)
        if (strcmp(names[n], name) == 0) return true;
    return false;
}

/* A statement that reads a whole table must say so in its header. What a plan builds itself (a
 * subquery, a WITH) may be read whole; an index made on the fly reads its table whole too. */
static void check_plan(sqlite3 *db, const Statement *x)
{
    char own[COLUMN_MAX][NAME_MAX_], *sql = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", x->sqlite);
    int n = 0;
    sqlite3_stmt *st;
    if (sqlite3_prepare_v2(db, sql, -1, &st, NULL)) die(x->line, "%s: %s", x->name, sqlite3_errmsg(db));
    for (int pass = 0; pass < 2; pass++, sqlite3_reset(st))
        while (sqlite3_step(st) == SQLITE_ROW) {
            const char *text = (const char *)sqlite3_column_text(st, 3);
            char verb[NAME_MAX_] = "", name[NAME_MAX_] = "", word[NAME_MAX_] = "";
            sscanf(text, "%63s %63s %63s", verb, name, word);
            if (strcmp(verb, "MATERIALIZE") == 0 || strcmp(verb, "CO-ROUTINE") == 0) {
                if (pass == 0 && n < COLUMN_MAX) strcpy(own[n++], name);
                continue;
            }
            bool whole = strcmp(verb, "SCAN") == 0 || strstr(text, " USING AUTOMATIC ");
            if (pass == 0 || !whole || *name == '(' || derived(own, n, name)) continue;
            if (strcmp(name, "CONSTANT") == 0 || strcmp(word, "CONSTANT") == 0 || strcmp(word, "VIRTUAL") == 0)
                continue;
            die(x->line, "%s: %s; add an index, or say scan in the header", x->name, text);
        }
    sqlite3_finalize(st);
    sqlite3_free(sql);
}

/* ---- which tables it touches ---- */

static char table_names[TABLES_MAX][NAME_MAX_];
static int table_len;

static void read_tables(sqlite3 *db)
{
    sqlite3_stmt *st;
    if (sqlite3_prepare_v2(db, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid", -1, &st, NULL))
        die(0, "%s", sqlite3_errmsg(db));
    for (table_len = 0; sqlite3_step(st) == SQLITE_ROW; table_len++) {
        if (table_len == TABLES_MAX) die(0, "more than %d tables", TABLES_MAX);
        snprintf(table_names[table_len], NAME_MAX_, "%s", (const char *)sqlite3_column_text(st, 0));
    }
    sqlite3_finalize(st);
}

/* SQLite asks leave for each table of a statement, of its triggers and of what a foreign key does. */
static int touched(void *of, int action, const char *name, const char *b, const char *database, const char *trigger)
{
    Statement *x = of;
    const bool writes = action == SQLITE_INSERT || action == SQLITE_UPDATE || action == SQLITE_DELETE;
    (void)b, (void)database, (void)trigger;
    if (!writes && action != SQLITE_READ) return SQLITE_OK;
    for (int i = 0; i < table_len; i++)
        if (strcmp(table_names[i], name) == 0) (writes ? x->written : x->read)[i / 64] |= 1ULL << (i % 64);
    return SQLITE_OK;
}

static void column(const Statement *x, sqlite3_stmt *st, int i, Item *out)
{
    static const char *const map[][2] = {
        {"TEXT",    "Str"    },
        {"INTEGER", "int64_t"},
        {"BOOL",    "bool"   },
        {"DAY",     "Day"    },
        {"TIME",    "Time"   },
        {"MONEY",   "Money"  },
        {"BLOB",    "Blob"   }
    };
    const char *label = sqlite3_column_name(st, i), *decl = sqlite3_column_decltype(st, i);
    int words = sscanf(label, "%63s %63s", out->name, out->type);
    if (words == 2 && strcmp(out->type, "int") == 0) strcpy(out->type, "int64_t");
    for (size_t k = 0; words == 1 && decl && k < sizeof map / sizeof *map; k++)
        if (strcmp(decl, map[k][0]) == 0) strcpy(out->type, map[k][1]);
    if (!c_name(out->name) || !known_type(out->type))
        die(x->line, "%s: column '%s' has no type known here (%s); write AS \"name type\"", x->name, label,
            decl ? decl : "an expression");
}

/* The row type of a statement; the first that names it defines it. */
static const Row *row_of(const Statement *x, sqlite3_stmt *st, FILE *h)
{
    Row r = {.len = sqlite3_column_count(st)};
    if (r.len > COLUMN_MAX) die(x->line, "%s: more than %d columns", x->name, COLUMN_MAX);
    strcpy(r.name, x->row);
    for (int i = 0; i < r.len; i++)
        column(x, st, i, &r.column[i]);
    for (int i = 0; i < row_len; i++) {
        if (strcmp(rows[i].name, r.name) != 0) continue;
        bool same = rows[i].len == r.len;
        for (int k = 0; same && k < r.len; k++)
            same =
                !strcmp(rows[i].column[k].name, r.column[k].name) && !strcmp(rows[i].column[k].type, r.column[k].type);
        if (!same)
            die(x->line, "%s: its columns differ from those of the first statement with row %s", x->name, r.name);
        return &rows[i];
    }
    if (row_len == ROW_MAX) die(x->line, "more than %d row types; split the file", ROW_MAX);
    fprintf(h, "typedef struct {");
    for (int i = 0; i < r.len; i++)
        fprintf(h, " %s %s;", r.column[i].type, r.column[i].name);
    fprintf(h, " } %s;\ntypedef struct { %s *at; size_t len; } %sRows;\n\n", r.name, r.name, r.name);
    rows[row_len] = r;
    return &rows[row_len++];
}

/* SQLite keeps what RETURNING returns in a table of its own, which costs as much as the insert; the id of a new row is
 * to be had without. The text for SQLite loses its end. */
static bool cut_returning_id(sqlite3 *db, const Statement *x)
{
    static const char start[] = "INSERT INTO ", end[] = "RETURNING id";
    char table[NAME_MAX_] = "";
    int key = 0;
    size_t len = strlen(x->sqlite);
    while (len && isspace((unsigned char)x->sqlite[len - 1]))
        len--;
    if (strncmp(x->sqlite, start, strlen(start)) || strstr(x->sqlite, "ON CONFLICT")) return false;
    if (len < strlen(end) || strncmp(x->sqlite + len - strlen(end), end, strlen(end))) return false;
    if (sscanf(x->sqlite + strlen(start), "%63[a-z_0-9]", table) != 1) return false;
    sqlite3_table_column_metadata(db, NULL, table, "id", NULL, NULL, NULL, &key, NULL);
    if (key) x->sqlite[len - strlen(end)] = 0;
    return key;
}

static const Row *check(sqlite3 *db, Statement *x, int line, FILE *h)
{
    sqlite3_stmt *st, *second = NULL;
    const char *rest;
    sqlite3_set_authorizer(db, touched, x);
    if (sqlite3_prepare_v2(db, x->sqlite, -1, &st, &rest))
        die(error_line(db, x->sqlite, line), "%s: %s", x->name, sqlite3_errmsg(db));
    sqlite3_set_authorizer(db, NULL, NULL);
    if (!st) die(x->line, "%s: no SQL under the header", x->name);
    if (sqlite3_prepare_v2(db, rest, -1, &second, NULL) || second)
        die(line + lines_in(x->sqlite, rest), "%s: more than one statement under a header", x->name);
    bool run = !*x->row, columns = sqlite3_column_count(st) > 0;
    if (run && columns) die(x->line, "%s: run, but it returns columns; say one Row or many Row", x->name);
    if (!run && !columns) die(x->line, "%s: %s, but it returns no columns; say run", x->name, x->mode);
    x->writes = !sqlite3_stmt_readonly(st);
    if (!x->scan) check_plan(db, x);
    const Row *r = run ? NULL : row_of(x, st, h);
    sqlite3_finalize(st);
    x->makes_id = r && r->len == 1 && cut_returning_id(db, x);
    return r;
}

/* ---- writing it ---- */

static void write_text(FILE *c, const char *s)
{
    fputs("\n    \"", c);
    for (; *s; s++) {
        if (*s == '\n')
            fputs(s[1] ? "\\n\"\n    \"" : "\\n", c);
        else if (*s == '"' || *s == '\\')
            fprintf(c, "\\%c", *s);
        else if (*s != '\r')
            fputc(*s, c);
    }
    fputc('"', c);
}

static char *signature(const Statement *x, FILE *h)
{
    char *text, camel[NAME_MAX_] = "";
    size_t size;
    bool up = true;
    for (int i = 0, j = 0; x->name[i]; up = x->name[i++] == '_')
        if (x->name[i] != '_') camel[j++] = (char)(up ? toupper((unsigned char)x->name[i]) : x->name[i]);
    FILE *f = open_memstream(&text, &size);
    if (!f) exit(1);
    fprintf(f, "Err %s(Ctx *c", x->name);
    if (x->len >= BY_NAME) {
        fprintf(h, "typedef struct {");
        for (int i = 0; i < x->len; i++)
            fprintf(h, " %s %s;", x->param[i].type, x->param[i].name);
        fprintf(h, " } %s;\n", camel);
        fprintf(f, ", %s v", camel);
    } else
        for (int i = 0; i < x->len; i++)
            fprintf(f, ", %s %s", x->param[i].type, x->param[i].name);
    if (*x->row) fprintf(f, ", %s%s *out", x->row, strcmp(x->mode, "many") == 0 ? "Rows" : "");
    fputc(')', f);
    fclose(f);
    return text;
}

static void write_row(FILE *c, const Row *r)
{
    fprintf(c, "(%s){", r->name);
    for (int i = 0; i < r->len; i++)
        fprintf(c, "%s.%s = store_%s(%sst, %d)", i ? ", " : "", r->column[i].name, r->column[i].type,
                is_bytes(r->column[i].type) ? "c, " : "", i);
    fputs("};\n", c);
}

static void write_tables(FILE *c, const unsigned long long bits[TABLES_MAX / 64])
{
    for (int i = 0; i < TABLES_MAX / 64; i++)
        fprintf(c, "%s0x%llx", i ? ", " : "{{", bits[i]);
    fputs("}}", c);
}

static void write_call(FILE *h, FILE *c, const Statement *x, const Row *r)
{
    char *sig = signature(x, h);
    fprintf(h, "MUST %s;\n\n", sig);
    fprintf(c, "SQL_STATEMENT %s_sql = {\"%s\",", x->name, x->name);
    write_text(c, x->sqlite);
    fputc(',', c);
    write_text(c, x->pg);
    fputs(",\n    ", c);
    write_tables(c, x->read);
    fputs(", ", c);
    write_tables(c, x->written);
    fprintf(c, "};\n\n%s\n{\n    Stmt *st;\n    bool row;\n    TRY(store_stmt(c, &%s_sql, &st));\n", sig, x->name);
    free(sig);
    for (int i = 0; i < x->len; i++)
        fprintf(c, "    store_bind_%s(st, %d, %s%s);\n", x->param[i].type, i + 1, x->len >= BY_NAME ? "v." : "",
                x->param[i].name);
    if (!r)
        fputs("    TRY(store_step(c, st, &row));\n", c);
    else if (x->makes_id)
        fprintf(c,
                "    TRY(store_step(c, st, &row));\n"
                "    *out = (%s){row ? store_int64_t(st, 0) : store_new_id(c)};\n"
                "    while (row) TRY(store_step(c, st, &row));\n",
                r->name);
    else if (strcmp(x->mode, "one") == 0) {
        fputs("    TRY(store_step(c, st, &row));\n    if (!row) {\n        store_reset(st);\n"
              "        return ERR_NOT_FOUND;\n    }\n    *out = ",
              c);
        write_row(c, r);
        /* SQLite checks foreign keys when a statement ends, so a write is run to its end */
        if (x->writes) fputs("    while (row) TRY(store_step(c, st, &row));\n", c);
    } else {
        fprintf(c,
                "    size_t cap = 0;\n    *out = (%sRows){0};\n    for (;;) {\n"
                "        TRY(store_step(c, st, &row));\n        if (!row) break;\n"
                "        if (out->len == cap) {\n            cap = cap ? cap * 2 : 16;\n"
                "            %s *grown = arena_raw(c->arena, sizeof(%s) * cap);\n"
                "            if (out->len) memcpy(grown, out->at, sizeof(%s) * out->len);\n"
                "            out->at = grown;\n        }\n        out->at[out->len++] = ",
                r->name, r->name, r->name, r->name);
        write_row(c, r);
        fputs("    }\n", c);
    }
    fputs("    store_reset(st);\n    return OK;\n}\n\n", c);
}

static int save(const char *base, const char *ending, const char *text)
{
    char name[4096];
    snprintf(name, sizeof name, "%s%s", base, ending);
    FILE *f = fopen(name, "wb");
    if (f && fputs(text, f) >= 0 && fclose(f) == 0) return 0;
    fprintf(stderr, "%s:0: cannot be written\n", name);
    return 1;
}

static int migrations_file(const char *out, const Migration *all)
{
    char *text;
    size_t size;
    FILE *f = open_memstream(&text, &size);
    if (!f) return 1;
    fputs("/* made by tool/sqlgen from every migration of the tree */\n#include \"store/store.h\"\n\n"
          "const Migration store_migrations[] = {\n",
          f);
    for (; all->path; all++) {
        fprintf(f, "{%d, \"%.*s\",", all->number, (int)(strlen(all->name) - strlen(".sql")), all->name);
        write_text(f, all->text);
        fputs("},\n", f);
    }
    fputs("{0}};\n", f);
    fclose(f);
    return save(out, "", text);
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return fputs("usage: sqlgen NAME.sql OUT_BASE MIGRATION... | --migrations OUT.c MIGRATION...\n", stderr), 1;
    const Migration *all = read_migrations(argv + 3, argc - 3);
    sqlite3 *db = schema(all);
    read_tables(db);
    if (strcmp(argv[1], "--migrations") == 0) return migrations_file(argv[2], all);

    char *text = slurp(argv[1]), *htext, *ctext, *next;
    size_t hsize, csize;
    FILE *h = open_memstream(&htext, &hsize), *c = open_memstream(&ctext, &csize);
    if (!h || !c) return 1;
    const char *stem = strrchr(argv[2], '/');
    fprintf(h, "/* made from %s by tool/sqlgen */\n#pragma once\n#include \"base/base.h\"\n\n", argv[1]);
    fprintf(c,
            "/* made from %s by tool/sqlgen */\n#include \"%s.h\"\n#include \"store/store.h\"\n#include <string.h>\n\n",
            argv[1], stem ? stem + 1 : argv[2]);
    char *s = next_header(text);
    for (const char *q = text, *end; q < s; q = end + (end == q)) {
        end = quoted_end(q);
        if (end == q && !isspace((unsigned char)*q))
            die(1 + lines_in(text, q), "SQL before the first header -- name(...)");
    }
    for (; *s; s = next) {
        Statement x = {.line = 1 + lines_in(text, s)};
        char *sql = read_header(&x, s);
        int line = 1 + lines_in(text, sql);
        next = next_header(sql);
        char *own = strndup(sql, (size_t)(next - sql));
        trim(own);
        read_sql(&x, own, line);
        const Row *r = check(db, &x, line, h);
        write_call(h, c, &x, r);
        free(own), free(x.sqlite), free(x.pg);
    }
    fclose(h), fclose(c);
    sqlite3_close(db);
    return save(argv[2], ".h", htext) | save(argv[2], ".c", ctext);
}

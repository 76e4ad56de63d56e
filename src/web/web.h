/* web.h - requests, routes, forms and replies: all a slice needs to make a page. */
#pragma once
#include "base/base.h"
#include "msg.h"

/* ---- messages ---- */

Str msg(const Ctx *c, int id);
Str msg_with(const Ctx *c, int id, const Str *args, size_t n); /* {} filled in order */
int msg_find(Str key);                      /* MSG_NONE when there is none */
/* The text under the key made of two or three parts, "model.state.draft"; the last part itself when
 * there is no such message, so that a page is never blank. */
Str msg_of(const Ctx *c, const char *a, const char *b, Str last);
Str why_text(const Ctx *c);                 /* the explanation of the last Err */

/* ---- text for people: what a page's {x} becomes, by type and place ---- */

void put_Str(Buf *out, Str s);       /* escaped, for text and for quoted attributes */
void put_Html(Buf *out, Html h);
void put_int64_t(Buf *out, int64_t n); /* 1.234 */
void put_Day(Buf *out, Day d);       /* <time datetime="2026-03-16">16/03/2026</time> */
void put_Time(Buf *out, Time t);     /* <time datetime=...>09:10, 16/03/2026</time> */
void put_Money(Buf *out, Money m);   /* 50.000 đồng */
void put_attr_int64_t(Buf *out, int64_t n);
void put_attr_Day(Buf *out, Day d);
#define put(out, x)                                                                                \
    _Generic((x), Str: put_Str, Html: put_Html, int64_t: put_int64_t, Day: put_Day,                \
             Time: put_Time, Money: put_Money)((out), (x))
#define put_attr(out, x)                                                                           \
    _Generic((x), Str: put_Str, int64_t: put_attr_int64_t, Day: put_attr_Day)((out), (x))
Str text_Str(const Ctx *c, Str s);
Str text_int64_t(const Ctx *c, int64_t n);
Str text_Day(const Ctx *c, Day d);
Str text_Time(const Ctx *c, Time t);
Str text_Money(const Ctx *c, Money m);
#define TEXT(c, x)                                                                                 \
    _Generic((x), Str: text_Str, int64_t: text_int64_t, Day: text_Day, Time: text_Time,            \
             Money: text_Money)((c), (x))
void put_url(Buf *out, Str segment);          /* percent-encoded: one path segment or query value */
Str lang_code(Lang lang);                     /* "vi", "en" */
Lang lang_coded(Str code);                    /* "en"; anything else is Vietnamese */
void put_lang(const Ctx *c, Buf *out);        /* "/en", or nothing */
void put_href(const Ctx *c, Buf *out, Str own_path); /* must start with one '/' */
void put_asset(Buf *out, const char *name);
void put_msg(const Ctx *c, Buf *out, int id);
void put_msg_with(const Ctx *c, Buf *out, int id, const Str *args, size_t n);
Str weekday_text(const Ctx *c, Day d);        /* thứ Hai */
Str date_long(const Ctx *c, Day d);           /* Thứ Hai, 23/11/2026 */

/* ---- what came in ---- */

/* A file that came with a form. Its bytes lie in the body; `made` is what Field.take made of it. */
typedef struct {
    Str name, type, bytes;  /* name and type as the browser says them: never believed */
    Str hash;               /* SHA-256 in hex, once form_files has seen it */
    void *made;
    Str fault;              /* what is wrong with it, for the person */
    const char *code;       /* the same for programs */
} Upload;
typedef struct { Str name, value; Upload *file; } Pair;
enum { PAIRS_MAX = 500, PATH_ARGS = 4 };
enum { BODY_BYTES_MAX = 1 << 20, FILE_BYTES_MAX = 10 << 20, UPLOAD_BYTES_MAX = FILE_BYTES_MAX + BODY_BYTES_MAX };
typedef struct { Pair *at; size_t len; } Pairs;
Str pair(Pairs p, const char *name);            /* the first of that name; empty: not there */
bool pairs_parse(Arena *a, Str urlencoded, Pairs *out);   /* false: malformed, or not UTF-8 */
bool pairs_parse_json(Arena *a, Str text, Pairs *out);    /* an object; arrays repeat the name */
bool pairs_list_json(Arena *a, Str text, Pairs **out, size_t *n); /* an array of them */
Str pairs_encode(Arena *a, Pairs p);            /* back to one line, in the same order */

typedef enum { GET, POST } Method;
typedef enum { AS_HTML, AS_JSON, AS_CSV, AS_XLSX } As; /* the last two: of lists, the whole table */
typedef struct Route Route;
typedef struct {
    Ctx ctx;
    Method method;
    As as;
    Str path;             /* without language and ending: /phong-trao/MH-7K4M-2QX9-5 */
    Str query_text, body_text;
    Pairs args, query, body;
    bool json_body, multipart, body_read;
    Str boundary;         /* of a multipart body; empty: the head names none that is allowed */
    Str token;            /* Idempotency-Key, or the form's hidden field */
    Str csrf;             /* what this session's forms must carry; empty: no session */
    Str session;          /* of the cookie or bearer; empty: none */
    bool bearer;          /* a program's token, not a browser: no cookie, no CSRF */
    Str address, origin, host, site, cookie, authorization; /* of the head: Sec-Fetch-Site is `site` */
    Str csrf_header;
    Str agent, purpose;   /* of the head: what program asks, and whether for a person (Sec-Purpose) */
    const Route *route;
    void *prepared;       /* what the slow half of a POST hands to its act */
    /* the answer */
    int status;
    Str type, text, location, filename;
    Str set_cookie[2];
    int set_cookie_len;
    int retry_after;
    bool keep;            /* what was done is committed although the answer refuses: a wrong password is counted */
    bool store;           /* may be kept by caches: a public page without a person in it */
    bool forever;         /* and what this address answers never changes */
    int keep_s;           /* or may be shown for so many seconds without asking anew */
    bool drew;            /* something in it came by chance: a token; it is for this reader alone */
} Req;

Str path_arg(const Req *q, const char *name);
Str query_arg(const Req *q, const char *name);

/* ---- forms: one field table gives the page, the JSON API, the import and the messages ---- */

typedef enum { FIELD_TEXT, FIELD_LONG, FIELD_NUMBER, FIELD_DAY, FIELD_TIME, FIELD_CHOICE, FIELD_PICK,
               FIELD_MANY, FIELD_YES, FIELD_SECRET, FIELD_HIDDEN, FIELD_FILE } FieldType;
typedef struct { Str value, label; } Option;
typedef struct { Option *at; size_t len; } Options;
typedef Err OptionsOf(Ctx *c, Options *out);
typedef struct {
    const char *name;     /* label: message FORM.name; hint: FORM.name.hint, where there is one */
    FieldType type;
    size_t at;            /* offsetof in the form's struct */
    int64_t min, max;     /* characters for text, value for numbers, how many for FIELD_MANY, bytes of a file */
    bool optional;
    bool (*check)(Str);   /* of the cleaned value */
    int example;          /* message shown when the check fails: "không đúng dạng {}" */
    const char *const *choices; /* codes, ends with NULL; labels: message LABELS.code */
    const char *labels;   /* NULL: the field's name */
    OptionsOf *options;   /* FIELD_PICK, FIELD_MANY: from the data */
    Err (*known)(Ctx *c, Str value, bool *yes); /* is it one of them? NULL: they are few, and looked through */
    int each;             /* FIELD_MANY: each tick comes with a text that must be there; its label. Ticked as NAME=VALUE, said as NAME.VALUE=TEXT; the value is lines "VALUE TEXT" */
    const char *autocomplete;
    const char *accept;   /* FIELD_FILE: what the browser offers, "image/jpeg,image/png" */
    /* FIELD_FILE: looks into the file on the slow pool and may set u->made; ERR_INVALID with c->why: its fault. */
    Err (*take)(Ctx *c, Upload *u);
} Field;
#define TYPED(F, m, T)                                                                             \
    (offsetof(F, m) + 0 * sizeof(struct {                                                          \
                          _Static_assert(_Generic(((F *)0)->m, T : 1, default : 0),                \
                                         "form member " #m " is not " #T);                         \
                          char x;                                                                  \
                      }))
#define TEXT_FIELD(F, m, ...)   {.name = #m, .type = FIELD_TEXT, .at = TYPED(F, m, Str), __VA_ARGS__}
#define LONG_FIELD(F, m, ...)   {.name = #m, .type = FIELD_LONG, .at = TYPED(F, m, Str), __VA_ARGS__}
#define SECRET_FIELD(F, m, ...) {.name = #m, .type = FIELD_SECRET, .at = TYPED(F, m, Str), __VA_ARGS__}
#define HIDDEN_FIELD(F, m, ...) {.name = #m, .type = FIELD_HIDDEN, .at = TYPED(F, m, Str), __VA_ARGS__}
#define CHOICE_FIELD(F, m, c, ...) {.name = #m, .type = FIELD_CHOICE, .at = TYPED(F, m, Str), .choices = (c), __VA_ARGS__}
#define PICK_FIELD(F, m, o, ...) {.name = #m, .type = FIELD_PICK, .at = TYPED(F, m, Str), .options = (o), __VA_ARGS__}
#define CODES_FIELD(F, m, ...)  {.name = #m, .type = FIELD_MANY, .at = TYPED(F, m, Str), .check = is_code, __VA_ARGS__} /* of a list, to be looked up */
#define MANY_FIELD(F, m, o, ...) {.name = #m, .type = FIELD_MANY, .at = TYPED(F, m, Str), .options = (o), __VA_ARGS__} /* values joined by ; */
#define NUMBER_FIELD(F, m, ...) {.name = #m, .type = FIELD_NUMBER, .at = TYPED(F, m, int64_t), __VA_ARGS__}
#define DAY_FIELD(F, m, ...)    {.name = #m, .type = FIELD_DAY, .at = TYPED(F, m, Day), __VA_ARGS__}
#define TIME_FIELD(F, m, ...)   {.name = #m, .type = FIELD_TIME, .at = TYPED(F, m, Time), __VA_ARGS__}
#define FILE_FIELD(F, m, ...)   {.name = #m, .type = FIELD_FILE, .at = TYPED(F, m, Upload), __VA_ARGS__} /* max: bytes */
#define YES_FIELD(F, m, ...)    {.name = #m, .type = FIELD_YES, .at = TYPED(F, m, bool), __VA_ARGS__}

enum { FIELDS_MAX = 40 };
typedef struct { const char *name; const Field *fields; size_t len, size; } FormSpec;
#define FORM(n, f, T) {.name = (n), .fields = (f), .len = LEN(f), .size = sizeof(T)}
typedef struct {
    const FormSpec *spec;
    Str value[FIELDS_MAX];  /* as typed: shown again */
    Str error[FIELDS_MAX];  /* message for the person; empty: fine */
    const char *code[FIELDS_MAX]; /* E_REQUIRED ... for programs */
    Str label[FIELDS_MAX];  /* instead of its message; empty: as that says */
    bool off[FIELDS_MAX];   /* not shown */
    Options choice[FIELDS_MAX]; /* offered instead of those of the table */
    Str unknown;            /* JSON: a member the form does not have */
    bool ok;
} Form;
Form form_blank(const FormSpec *spec);
/* Reads every field of the spec from the pairs into the struct at `into`; text is cleaned (NFC). */
MUST Err form_read(Ctx *c, Pairs body, const FormSpec *spec, void *into, Form *out);
/* For the first half of a POST: looks into every file of the form (Field.take); what is wrong with one is said by
 * form_read. From here on the value of the file's pair is its hash, so that an act knows what it was given. A form that
 * is read without the files (kept for a second person) finds the hash alone in Upload.hash: whoever uses it must know
 * that this file was taken, and for whom. */
MUST Err form_files(Req *q, const FormSpec *spec);
Str sha256_hex(Arena *a, Str bytes);           /* what a file is known by */
bool form_has_file(const FormSpec *spec);     /* then <form enctype="multipart/form-data">, on a route with `files` */
void form_value(Form *f, const char *field, Str value);         /* fills a blank form before it is shown */
void form_choices(Form *f, const char *field, Options o);       /* what it offers there depends on what it is about */
Str form_given(const Form *f, const char *field);               /* as typed */
Str form_error(const Form *f, const char *field);
enum { EACH_MAX = 300 };
bool each_given(Str lines, Str value, Str *text);               /* of a field with `each`: is it ticked, and what is said */
void form_fault(Ctx *c, Form *f, const char *field, const char *code, int message, Str arg); /* a rule over several fields */
Html form_fields(Ctx *c, const Form *f);      /* labels, hints, faults, controls */
Html form_field(Ctx *c, const Form *f, const char *name); /* one of them, to lay out by hand */
Html form_faults(Ctx *c, const Form *f);      /* the summary on top; empty when there are none */
/* What a list is narrowed by: its label and a list that drops down or, of very many values, a field in which one is
 * typed. all: what no choice means. */
Html filter_choice(Ctx *c, Str name, Str label, Str all, Options options, Str chosen);
Html form_hidden(Ctx *c, const Req *q);       /* CSRF and idempotency token */
Str label_of(const Ctx *c, const FormSpec *spec, const Field *f);
bool is_phone(Str s);                         /* 0 and 9 digits, or +84 and 9 */
bool is_email(Str s);
bool is_code(Str s);                          /* A-Z a-z 0-9 . _ - */

/* ---- tables: one list of columns gives JSON and CSV of a page's rows, and the exports ---- */

typedef enum { COLUMN_STR, COLUMN_INT, COLUMN_BOOL, COLUMN_DAY, COLUMN_TIME, COLUMN_MONEY } ColumnType;
typedef struct { const char *name; ColumnType type; size_t at; } Column;
#define COLUMN(R, m) COLUMN_AS(R, m, #m)
#define COLUMN_AS(R, m, n)                                                                         \
    {n, _Generic((R){}.m, Str: COLUMN_STR, int64_t: COLUMN_INT, bool: COLUMN_BOOL,             \
                 Day: COLUMN_DAY, Time: COLUMN_TIME, Money: COLUMN_MONEY), offsetof(R, m)}
typedef struct { const char *name; const Column *at; size_t len, row_size; } Columns;
#define COLUMNS(n, c, R) {.name = (n), .at = (c), .len = LEN(c), .row_size = sizeof(R)}

#define NO_NUMBER INT64_MIN /* in a row: this number or this money is not there; nothing is shown, null in JSON */

MUST Err reply_rows(Req *q, const Columns *cols, const void *rows, size_t n, Str next); /* JSON, CSV or XLSX */
void columns_csv(Buf *out, const Columns *cols, const void *rows, size_t n);
void columns_json(Buf *out, const Columns *cols, const void *row); /* one object */
struct Json;
void columns_members(struct Json *j, const Columns *cols, const void *row); /* into an object that is open */
void rows_json(struct Json *j, const Columns *cols, const void *rows, size_t n); /* an array of them, as a value */
struct Sheet;
void columns_sheet(struct Sheet *s, Str name, const Columns *cols); /* begins a page of a workbook */
void rows_sheet(struct Sheet *s, const Columns *cols, const void *rows, size_t n);
MUST Err reply_sheet(Req *q, struct Sheet *s, Str filename); /* ends it */

/* Where an export goes: CSV or a JSON array as text, or XLSX. A writer of many rows gives them in pieces, each in
 * memory of its own, and at least one, be it empty. */
typedef struct { As as; Buf text; struct Sheet *sheet; bool begun; size_t rows; } Outlet;
void rows_write(Outlet *o, const Columns *cols, const void *rows, size_t n);
Str outlet_done(Outlet *o); /* of text */

/* ---- routes ---- */

typedef Err Handler(Req *q);
typedef struct { const char *key; int64_t roles; } Permission; /* who may, by role; NULL: everyone */
typedef enum { LIMIT_NONE, LIMIT_LOGIN, LIMIT_LOOKUP, LIMIT_SUBMIT, LIMIT_EXPORT, LIMIT_MISSES, LIMITS } Limit;
struct Route {
    Method method;
    const char *pattern;      /* /phong-trao/:model; a last part that begins with a star takes all that follows */
    const Permission *may;    /* NULL: everyone */
    Handler *run;             /* GET: on a read-only connection; POST: on the writer, in a savepoint */
    Handler *prepare;         /* slow first half of a POST, on the slow pool, with a read-only connection */
    Limit limit;
    const FormSpec *form;
    size_t body_max;          /* of a multipart POST, the file and 1 MiB for the rest; 0: BODY_BYTES_MAX, with files
                               * UPLOAD_BYTES_MAX */
    bool files;               /* takes files: prepare (form_files when NULL) runs for a multipart body, and only then */
    bool slow;                /* a GET that waits for a worker: on the slow pool, so that no loop stands still */
    bool csv;                 /* has .csv and .xlsx twins (.json has every one) */
};
typedef struct { const char *path; int label; int64_t roles; } MenuItem; /* roles 0: everyone */
/* What runs by itself. prepare and keep instead of run: the slow half, on a read-only connection and on no thread that
 * anybody waits for; what it made (NULL: nothing was to be done) is then kept by the writer. */
typedef struct {
    const char *name; Err (*run)(Ctx *c, int64_t *n); int every_s; bool in_office_hours;
    Err (*prepare)(Ctx *c, void **made); Err (*keep)(Ctx *c, void *made, int64_t *n);
} JobRow;
/* What `kheo import` and `kheo export` know by this name. */
typedef struct { int64_t line; Str field, reason; } ImportFault;
typedef struct {
    ImportFault *at; size_t len, cap;           /* what must be mended: nothing is imported */
    ImportFault *note; size_t note_len, note_cap; /* what is worth knowing: it is imported all the same */
    int64_t rows, added, changed;
} ImportReport;
void import_fault(Ctx *c, ImportReport *r, int64_t line, Str field, Str reason);
void import_note(Ctx *c, ImportReport *r, int64_t line, Str field, Str reason);
typedef struct {
    const char *kind;
    Err (*read)(Ctx *c, Str text, ImportReport *r);   /* NULL: export only */
    Err (*write)(Ctx *c, Outlet *out);                /* NULL: import only */
    const char *columns;                              /* header line; those behind a '|' may be missing */
    /* Brought in through the browser, too, if these are set: who may, and the name of the table (message). */
    const Permission *may;
    int title;
    bool whole;                                       /* it is of the whole house: held over the top unit */
    bool two;                                         /* one person sends it, another one takes it in */
} Exchange;
struct CsvReader;
struct CsvRow;
/* Reads the header line of a file that has the columns of `columns` ("code,name|note"), in any order; a missing
 * or unknown one is a fault, but those behind '|' may be missing. Then csv_next() as long as it gives rows, then import_end(): ERR_INVALID when
 * anything was wrong, in the file's form or in what the caller noted; nothing may be written before. */
struct CsvReader *import_open(Ctx *c, const char *columns, Str text, ImportReport *r);
MUST Err import_end(Ctx *c, const struct CsvReader *in, ImportReport *r);
Str import_reason(const Ctx *c, int csv_reason); /* a CsvReason in words */
Pairs import_pairs(Ctx *c, const struct CsvRow *row); /* for form_read */
Str import_header(Arena *a, const char *columns); /* as the first line of a file, with those that may be missing */
void import_form(Ctx *c, ImportReport *r, int64_t line, const Form *f); /* the faults of a row read by a form */

/* A table whose rows are read by a form and known by a key. */
typedef struct {
    const char *columns;
    const FormSpec *form;
    const void *blank;       /* the form's struct where nothing is filled in; NULL: zeros */
    Str (*key)(Ctx *c, const void *row);
    const char *key_column;  /* where it is said that a row came before */
} ImportTable;
typedef struct { int64_t line; Str key; void *of; } ImportRow; /* of: the form's struct */
typedef struct { ImportRow *at; size_t len, cap; struct CsvReader *in; } ImportRows;
/* From CSV, or from JSON: an array of objects. The good rows in order of their key; the others are noted. The caller may note more, then import_end(c, out->in, r). */
MUST Err import_rows(Ctx *c, const ImportTable *t, Str text, ImportRows *out, ImportReport *r);
#define TABLE(a) {(a), LEN(a)}
struct Flow;
struct Shelving;
typedef struct Slice {
    const char *name;
    struct { const Route *at; size_t len; } routes;
    struct { const JobRow *at; size_t len; } jobs;
    struct { const Exchange *at; size_t len; } exchanges;
    struct { const FormSpec *const *at; size_t len; } forms;
    struct { const struct Flow *const *at; size_t len; } flows;
    struct { const struct Shelving *const *at; size_t len; } shelves; /* what can be found by words, but for casefiles */
} Slice;

/* ---- replies ---- */

typedef struct {
    int status;           /* 0: 200 */
    Str title;            /* of the window, and what is said first */
    Html main;
    Html head;            /* further elements of the head */
    const char *nav;      /* path of the menu item that is current */
    const char *up;       /* crumb: path and message of the page above */
    int up_title;
    bool script;          /* a form with a counter: loads the enhancement */
    bool private_page;    /* a person's data or token: never kept by anybody */
} Page;
MUST Err reply(Req *q, Page p);
MUST Err reply_json(Req *q, int status, Str text);
MUST Err reply_text(Req *q, const char *type, Str text, Str filename);
MUST Err redirect(Req *q, const char *fmt, ...) __attribute__((format(printf, 2, 3))); /* 303, language kept */
/* The answer of a successful act: 303 to `page` for people, 201 {code, link} for programs. */
MUST Err reply_done(Req *q, Str code, Str page);
/* The same of an act that stands in the public ledger: with the path of its receipt, and its place there. */
MUST Err reply_entered(Req *q, Str code, Str page, Str receipt, int64_t index);
/* The form again with its faults: 422, what was typed is kept; problem JSON for programs. */
MUST Err reply_faults(Req *q, const Form *f, Page p);
/* With TLS the name is sent with "__Host-" in front, and read so. */
void set_cookie(Req *q, const char *name, Str value, int64_t seconds); /* 0: until the browser closes; -1: forget */
Str cookie(const Req *q, const char *name);
bool wants_html(const Req *q);
bool wants_table(const Req *q); /* CSV or XLSX: all rows, not a page of them */
bool may(const Ctx *c, int64_t roles); /* holds one of them over any unit */

/* ---- running a request (called by app) ---- */

typedef struct {
    const Slice *const *slices;               /* ends with NULL */
    Err (*who)(Req *q);                       /* fills actor, grants, csrf from the session; set by app */
    const MenuItem *menu; size_t menu_len;    /* of everyone */
    const MenuItem *staff; size_t staff_len;  /* of those signed in */
    bool secure;                              /* cookies need TLS: __Host- */
    bool no_limits;
} WebConfig;
extern WebConfig web;
typedef struct { Str name, place, help_phone; bool demo; } Site; /* how the office calls itself */
void site_set(const Site *s);                 /* program lifetime; may be called while serving */
const Site *site(void);

/* Finds route and language; a request nobody answers has no route (404, or 405). */
void web_route(Req *q);
/* Bytes that a POST to this path may have; of a path without a page: BODY_BYTES_MAX. */
size_t web_body_max(Str path);
Handler *web_prepare(const Req *q);           /* the slow first half of this POST; NULL: it has none */
/* Checks right and CSRF, runs the handler (or prepare), and turns any Err, or a full arena, into a
 * page. Returns what happened: only with OK, and a status below 400 or `keep`, is what was done committed:
 * a form shown again with its faults (422) leaves nothing behind. */
MUST Err web_run(Req *q, Handler *half);
Err web_refuse(Req *q, Err e);                /* the page of an outcome */
Err web_busy(Req *q);                         /* from a constant: works without memory */
/* What was handed over could not be recorded, or nothing could be read: the page says so, and gives back what was
 * typed, to be sent again. */
void web_lost(Req *q);
/* Is there a page of exactly that pattern? What links to services asks, so that no link leads nowhere. */
bool web_has(Str pattern);
const Exchange *exchange_of(Str kind); /* of all services; NULL: no such kind */
/* Seconds to wait, 0: go on. */
int limit_take(Limit class, Str address, Time now);

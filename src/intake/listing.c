/* listing.c - a list of models as an office keeps it, read into our columns. */
#include "intake/listing.h"
#include "base/day.h"
#include "text/fold.h"
#include <string.h>
#include <unistr.h>

// clang-format off
const char *const listing_columns[LISTING_COLUMNS] = {
    "unit", "name", "subject_kind", "field", "campaigns", "partners", "place_unit_id", "start_on", "end_on", "goal", "method",
    "participants", "beneficiaries", "resources", "cost_vnd", "expected_result", "actual_result", "lead_name", "lead_phone",
    "person_name", "person_birth_year", "person_job", "another_reason", "state", "opened", "registered", "taken", "appraised",
    "recognised", "decision", "published", "reason", "reason_on", "confirmed", "praised", "parent",
};
/* What people write above such a column, folded; the first is what the form calls it. */
static const struct { const char *name, *words; } heads[] = {
    {"unit",              "don vi|don vi dang ky|ten don vi|ma don vi|don vi xay dung|don vi thuc hien|xa phuong|dia phuong|co quan don vi|noi dang ky"},
    {"name",              "ten mo hinh dien hinh|ten mo hinh|ten dien hinh|ten mo hinh dan van kheo|ten|mo hinh|mo hinh dien hinh|ten goi"},
    {"subject_kind",      "loai|loai mo hinh|tap the ca nhan|hinh thuc|doi tuong"},
    {"field",             "linh vuc|thuoc linh vuc"},
    {"campaigns",         "thuoc phong trao cuoc van dong|phong trao|phong trao cuoc van dong|cuoc van dong"},
    {"partners",          "don vi chu tri phoi hop|don vi phoi hop|phoi hop|chu tri phoi hop"},
    {"place_unit_id",     "dia ban|dia ban thuc hien|noi thuc hien|dia diem"},
    {"start_on",          "ngay bat dau|bat dau|thoi gian bat dau|tu ngay"},
    {"end_on",            "ngay ket thuc|ket thuc|thoi gian ket thuc|den ngay"},
    {"goal",              "muc tieu|muc dich"},
    {"method",            "noi dung cach lam|cach lam|noi dung|noi dung thuc hien|tom tat"},
    {"participants",      "so nguoi tham gia|nguoi tham gia|so ho tham gia"},
    {"beneficiaries",     "so nguoi huong loi|nguoi huong loi|so ho huong loi"},
    {"resources",         "nguon luc"},
    {"cost_vnd",          "kinh phi dong|kinh phi|kinh phi vnd"},
    {"expected_result",   "ket qua du kien|du kien ket qua"},
    {"actual_result",     "ket qua dat duoc|ket qua|hieu qua|ket qua thuc hien"},
    {"lead_name",         "nguoi phu trach|phu trach|nguoi dau moi|can bo phu trach"},
    {"lead_phone",        "so dien thoai lien he|so dien thoai|dien thoai|sdt|dien thoai lien he"},
    {"person_name",       "ho ten ca nhan|ho va ten|ho ten|ca nhan|ten ca nhan"},
    {"person_birth_year", "nam sinh cua ca nhan|nam sinh"},
    {"person_job",        "nghe nghiep chuc vu cua ca nhan|nghe nghiep|chuc vu|nghe nghiep chuc vu"},
    {"another_reason",    "vi sao la viec khac"},
    {"state",             "tinh trang|trang thai"},
    {"opened",            "ngay lap"},
    {"registered",        "ngay dang ky|dang ky"},
    {"taken",             "ngay nhan tham dinh"},
    {"appraised",         "ngay tham dinh|tham dinh"},
    {"recognised",        "ngay cong nhan|cong nhan|ngay quyet dinh|ngay ban hanh|nam cong nhan"},
    {"decision",          "so quyet dinh|so quyet dinh cong nhan|quyet dinh|so qd|quyet dinh cong nhan|qd cong nhan"},
    {"published",         "cong khai"},
    {"reason",            "ly do"},
    {"reason_on",         "ngay tra lai khong dat hoac rut"},
    {"confirmed",         "cac nam xac nhan duy tri|nam xac nhan duy tri|cac nam duy tri"},
    {"praised",           "bieu duong"},
    {"parent",            "nhan rong tu|mo hinh goc"},
};
// clang-format on
_Static_assert(LEN(heads) == LISTING_COLUMNS, "people have words for every column");

int listing_column(const char *name)
{
    int i = 0;
    while (i < LISTING_COLUMNS && strcmp(listing_columns[i], name) != 0)
        i++;
    return i < LISTING_COLUMNS ? i : LISTING_NONE;
}

static int column_of(Arena *a, Str head)
{
    const Str folded = fold(a, head);
    if (!folded.len) return LISTING_NONE;
    if (str_eq(folded, S("loi"))) return LISTING_FAULTS;
    for (size_t i = 0; i < LEN(heads); i++)
        if (str_among(str(heads[i].words), '|', folded) || str_eq(fold(a, str(heads[i].name)), folded))
            return listing_column(heads[i].name);
    return LISTING_NONE;
}

/* ---- bytes to text ---- */

static bool begins(Str s, const char *bytes, size_t n)
{
    return s.len >= n && memcmp(s.ptr, bytes, n) == 0;
}

static bool wide_text(Arena *a, Str bytes, bool big, Str *text)
{
    const size_t n = bytes.len / 2;
    if (bytes.len % 2) return false;
    uint16_t *units = arena_raw(a, n * sizeof *units + 1);
    for (size_t i = 0; i < n; i++) {
        const unsigned char lo = (unsigned char)bytes.ptr[2 * i + big], hi = (unsigned char)bytes.ptr[2 * i + !big];
        units[i] = (uint16_t)(lo | hi << 8);
    }
    if (u16_check(units, n)) return false;
    size_t len = n * 3 + 1;
    uint8_t *out = arena_raw(a, len);
    if (!u16_to_u8(units, n, out, &len)) return false;
    *text = (Str){(const char *)out, len};
    return true;
}

static size_t lines_in(Str s)
{
    size_t n = 0;
    for (const char *at = s.ptr, *end = s.ptr + s.len; at < end && (at = memchr(at, '\n', (size_t)(end - at))); at++)
        n++;
    return n;
}

ListingWhy listing_text(Arena *a, Str bytes, Str *text)
{
    *text = (Str){0};
    if (bytes.len > LISTING_BYTES_MAX) return LISTING_BIG;
    if (begins(bytes, "PK\x03\x04", 4) || begins(bytes, "\xD0\xCF\x11\xE0", 4)) return LISTING_WORKBOOK;
    const bool little = begins(bytes, "\xFF\xFE", 2), big = begins(bytes, "\xFE\xFF", 2);
    if (lines_in(bytes) > 4 * LISTING_LINES_MAX) return LISTING_LINES; /* a cell may have lines of its own */
    if (little || big) {
        if (!wide_text(a, (Str){bytes.ptr + 2, bytes.len - 2}, big, text)) return LISTING_BYTES;
    } else {
        const size_t skip = begins(bytes, CSV_BOM, 3) ? 3 : 0;
        *text = (Str){bytes.ptr + skip, bytes.len - skip};
    }
    if (!utf8_valid(*text)) return LISTING_BYTES;
    return str_trim(*text).len ? LISTING_FINE : LISTING_EMPTY;
}

/* ---- the header line, and what stands below it ---- */

static ListingWhy head_take(Arena *a, const CsvRow *row, size_t n, Listing *l)
{
    size_t known = 0;
    memset(l->has, 0, sizeof l->has);
    l->width = n, l->head_line = row->line;
    for (size_t i = 0; i < n; i++) {
        const int k = l->of[i] = column_of(a, row->cell[i]);
        l->head[i] = str_trim(row->cell[i]);
        if (k < 0) continue;
        if (l->has[k]) {
            size_t first = 0;
            while (l->of[first] != k)
                first++;
            l->twice[0] = l->head[first], l->twice[1] = l->head[i];
            return LISTING_TWICE;
        }
        l->has[k] = true, known++;
    }
    return l->has[listing_column("name")] && known > 1 ? LISTING_FINE : LISTING_NO_HEAD;
}

ListingWhy listing_open(Arena *a, Str text, Listing *out)
{
    enum { HEAD_LINES = 30 };
    CsvRow row;
    size_t n;
    *out = (Listing){.in = csv_bare(a, text, 0)};
    for (int i = 0; i < HEAD_LINES && csv_next_any(&out->in, &row, &n); i++) {
        const ListingWhy why = head_take(a, &row, n, out);
        const bool is_head = out->has[listing_column("name")] && why != LISTING_NO_HEAD;
        if (is_head) return why;
    }
    *out = (Listing){.in = out->in};
    return LISTING_NO_HEAD;
}

static bool says_something(Arena *scratch, const ListingRow *row)
{
    bool letters = false, any = false;
    for (size_t i = 0; i < LISTING_COLUMNS; i++) {
        if (!row->cell[i].len) continue;
        any = true;
        const Str folded = fold(scratch, row->cell[i]);
        for (size_t k = 0; k < folded.len; k++)
            letters = letters || (folded.ptr[k] < '0' && folded.ptr[k] != ' ') || folded.ptr[k] > '9';
    }
    return any && letters;
}

bool listing_next(Listing *l, Arena *scratch, ListingRow *row)
{
    CsvRow cells;
    Arena *own = l->in.arena;
    bool found = false;
    l->in.arena = scratch;
    while (!found && csv_next_any(&l->in, &cells, &row->n)) {
        memset(row->cell, 0, sizeof row->cell);
        row->line = cells.line;
        for (size_t i = 0; i < row->n; i++) {
            row->raw[i] = cells.cell[i];
            if (i < l->width && l->of[i] >= 0) row->cell[l->of[i]] = str_trim(cells.cell[i]);
        }
        found = says_something(scratch, row);
    }
    l->in.arena = own;
    return found;
}

/* ---- days ---- */

typedef struct {
    int64_t n[3];
    size_t digits[3], len;
    bool words, rest; /* there are letters; more than three numbers */
} Numbers;

static Numbers numbers_in(Str folded)
{
    Numbers out = {0};
    while (folded.len) {
        const Str one = str_cut(&folded, ' ');
        int64_t n;
        if (!str_digits(one) || one.len > 9 || !str_int(one, &n))
            out.words = true;
        else if (out.len == LEN(out.n))
            out.rest = true;
        else
            out.n[out.len] = n, out.digits[out.len++] = one.len;
    }
    return out;
}

static bool day_of_parts(int64_t year, int64_t month, int64_t date, Day *out)
{
    if (year < 1900 || year > 9999 || month < 1 || month > 12 || date < 1) return false;
    if (date > days_in_month((int)year, (int)month)) return false;
    *out = day((int)year, (int)month, (int)date);
    return true;
}

/* A spreadsheet counts days from 30/12/1899; these are the years 1954 to 2119. */
static bool serial(Numbers x, Day *out)
{
    enum { FIRST = 20000, LAST = 80000, EPOCH = 25569 };
    if (x.words || x.len != 1 || x.digits[0] != 5 || x.n[0] < FIRST || x.n[0] > LAST) return false;
    out->n = (int32_t)(x.n[0] - EPOCH);
    return true;
}

/* "2024-03-05 00:00:00": the hour says nothing. */
static Str without_hour(Str cell)
{
    for (size_t i = 8; i < cell.len; i++)
        if ((cell.ptr[i] == ' ' || cell.ptr[i] == 'T') && memchr(cell.ptr + i, ':', cell.len - i))
            return str_trim((Str){cell.ptr, i});
    return cell;
}

DateRead listing_date(Arena *a, Str cell, Day *out)
{
    const Str point = S(".0"); /* 45356.0 */
    cell = without_hour(str_trim(cell));
    if (str_ends(cell, point) && str_digits((Str){cell.ptr, cell.len - point.len})) cell.len -= point.len;
    Numbers x = numbers_in(fold(a, cell));
    *out = (Day){0};
    if (serial(x, out)) return DATE_SERIAL;
    if (x.rest) return DATE_WRONG;
    if (x.len == 1 && x.digits[0] == 4) return DATE_PART;
    if (x.len == 2 && x.digits[1] == 4) return DATE_PART;
    if (x.len != 3) return DATE_WRONG;
    if (x.digits[0] == 4) return day_of_parts(x.n[0], x.n[1], x.n[2], out) ? DATE_SURE : DATE_WRONG;
    if (x.digits[0] > 2 || x.digits[1] > 2 || (x.digits[2] != 4 && x.digits[2] != 2)) return DATE_WRONG;
    if (x.digits[2] == 2) x.n[2] += 2000; /* the movement began in 2009 */
    if (!day_of_parts(x.n[2], x.n[1], x.n[0], out)) return DATE_WRONG;
    return !x.words && x.n[0] <= 12 && x.n[0] != x.n[1] ? DATE_EITHER : DATE_SURE;
}

/* ---- numbers, phones, kinds ---- */

static int64_t multiplier(Str folded)
{
    static const struct {
        const char *word;
        int64_t by;
    } words[] = {
        {"nghin", 1000      },
        {"ngan",  1000      },
        {"trieu", 1000000   },
        {"tr",    1000000   },
        {"ty",    1000000000},
        {"ti",    1000000000}
    };
    for (size_t i = 0; i < LEN(words); i++)
        if (str_among(folded, ' ', str(words[i].word))) return words[i].by;
    return 1;
}

/* Digits with their groups of three taken together; `fraction`: what stands behind a last group of one or two. */
static bool grouped(Str s, int64_t *whole, Str *fraction)
{
    char kept[24];
    size_t n = 0;
    *fraction = (Str){0};
    for (size_t i = 0; i < s.len; i++) {
        const char k = s.ptr[i];
        if (k >= '0' && k <= '9') {
            if (n == 18) return false;
            kept[n++] = k;
            continue;
        }
        if ((k != '.' && k != ',') || !i || i + 1 == s.len) return false;
        const Str rest = {s.ptr + i + 1, s.len - i - 1};
        if (rest.len < 3) {
            if (!str_digits(rest)) return false;
            *fraction = rest;
            break;
        }
        if (!str_digits((Str){rest.ptr, 3}) || (rest.len > 3 && rest.ptr[3] >= '0' && rest.ptr[3] <= '9')) return false;
    }
    return n && str_int((Str){kept, n}, whole);
}

Str listing_number(Arena *a, Str cell)
{
    size_t n = 0;
    int64_t whole;
    Str fraction;
    Buf plain = {.arena = a};
    cell = str_trim(cell);
    while (n < cell.len && strchr("0123456789., ", cell.ptr[n]))
        n++;
    for (size_t i = 0; i < n; i++)
        if (cell.ptr[i] != ' ') buf_char(&plain, cell.ptr[i]);
    if (!grouped(buf_done(&plain), &whole, &fraction)) return cell;
    int64_t by = multiplier(fold(a, (Str){cell.ptr + n, cell.len - n})), parts = 0, tenths = 1;
    for (size_t i = 0; i < fraction.len; i++)
        parts = parts * 10 + (fraction.ptr[i] - '0'), tenths *= 10;
    if ((parts && by == 1) || whole > INT64_MAX / by / 2) return cell;
    return arena_fmt(a, "%lld", (long long)(whole * by + parts * (by / tenths)));
}

Str listing_phone(Arena *a, Str cell)
{
    Buf plain = {.arena = a};
    for (size_t i = 0; i < cell.len; i++)
        if (!strchr(" .-", cell.ptr[i])) buf_char(&plain, cell.ptr[i]);
    Str s = buf_done(&plain);
    if (!str_digits(str_starts(s, S("+")) ? (Str){s.ptr + 1, s.len - 1} : s)) return cell;
    if (s.len == 9 && strchr("35789", s.ptr[0])) return arena_fmt(a, "0" STR, ARG(s));
    if (s.len == 11 && str_starts(s, S("84"))) return arena_fmt(a, "+" STR, ARG(s));
    return s;
}

Str listing_subject(Arena *a, Str cell)
{
    const Str s = fold(a, cell);
    if (str_among(S("tap the|mo hinh|mo hinh tap the|tt"), '|', s)) return S("tap_the");
    if (str_among(S("ca nhan|dien hinh|dien hinh ca nhan|cn|guong ca nhan"), '|', s)) return S("ca_nhan");
    return cell;
}

bool listing_yes(Arena *a, Str cell)
{
    return str_among(S("1|co|x|cong khai|da cong khai|yes|true"), '|', fold(a, cell));
}

/* ---- units ---- */

Str unit_core(Str folded, Str *kind)
{
    static const struct {
        const char *word, *kind;
    } words[] = {
        {"phuong ",    "phuong"   },
        {"p ",         "phuong"   },
        {"xa ",        "xa"       },
        {"x ",         "xa"       },
        {"thi tran ",  "thi_tran" },
        {"tt ",        "thi_tran" },
        {"thanh pho ", "thanh_pho"},
        {"tp ",        "thanh_pho"},
        {"thi xa ",    "thi_xa"   },
        {"tx ",        "thi_xa"   },
        {"huyen ",     "huyen"    },
        {"h ",         "huyen"    },
        {"tinh ",      "tinh"     },
        {"dac khu ",   "dac_khu"  },
        {"dk ",        "dac_khu"  },
    };
    *kind = (Str){0};
    for (size_t i = 0; i < LEN(words); i++) {
        const Str w = str(words[i].word);
        if (!str_starts(folded, w) || folded.len == w.len) continue;
        *kind = str(words[i].kind);
        return (Str){folded.ptr + w.len, folded.len - w.len};
    }
    return folded;
}

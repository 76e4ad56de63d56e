/* multipart.c - multipart/form-data, strictly: what two programs could cut in two ways is refused.
 *
 * A body is  --B CRLF part CRLF --B CRLF part ... CRLF --B-- [CRLF]  and a part its header lines, an empty line and the
 * bytes. There is nothing before the first line and nothing after the last (RFC 2046 allows a preamble; browsers and
 * curl send none). Files stay where they are, so that ten megabytes are not copied. */
#include "web/multipart.h"
#include <string.h>
#include <strings.h>

typedef struct {
    Str name, file, type;
    bool is_file;
} PartHead;

/* ---- words of a header line ---- */

static bool named(Str s, const char *name)
{
    return s.len == strlen(name) && strncasecmp(s.ptr, name, s.len) == 0;
}

static Str after(Str s, size_t n)
{
    return (Str){s.ptr + n, s.len - n};
}

/* Takes `; name=value` or `; name="value"`; browsers write a quote within as %22, so a backslash is itself. */
static bool parameter(Str *rest, Str *name, Str *value)
{
    *rest = str_trim(*rest);
    if (!rest->len || rest->ptr[0] != ';') return false;
    *rest = str_trim(after(*rest, 1));
    const char *equals = rest->len ? memchr(rest->ptr, '=', rest->len) : NULL;
    if (!equals) return false;
    *name = (Str){rest->ptr, (size_t)(equals - rest->ptr)};
    *rest = after(*rest, name->len + 1);
    if (rest->len && rest->ptr[0] == '"') {
        const char *close = memchr(rest->ptr + 1, '"', rest->len - 1);
        if (!close) return false;
        *value = (Str){rest->ptr + 1, (size_t)(close - rest->ptr - 1)};
        *rest = after(*rest, value->len + 2);
        return true;
    }
    size_t n = 0;
    while (n < rest->len && !strchr("; \t\"", rest->ptr[n]))
        n++;
    *value = (Str){rest->ptr, n};
    *rest = after(*rest, n);
    return n > 0;
}

/* RFC 2046, 5.1.1 */
static bool is_boundary(Str s)
{
    for (size_t i = 0; i < s.len; i++) {
        const char k = s.ptr[i];
        const bool letter = ((k | 32) >= 'a' && (k | 32) <= 'z') || (k >= '0' && k <= '9');
        if (!letter && (!k || !strchr("'()+_,-./:=? ", k))) return false;
    }
    return s.len > 0 && s.len <= BOUNDARY_MAX && s.ptr[s.len - 1] != ' ';
}

Str multipart_boundary(Arena *a, Str type)
{
    Str name, value, found = {0};
    const char *semicolon = type.len ? memchr(type.ptr, ';', type.len) : NULL;
    if (!semicolon) return found;
    for (Str rest = after(type, (size_t)(semicolon - type.ptr)); str_trim(rest).len;) {
        if (!parameter(&rest, &name, &value)) return (Str){0};
        if (!named(name, "boundary")) continue;
        if (found.len || !is_boundary(value)) return (Str){0};
        found = arena_copy(a, value);
    }
    return found;
}

/* ---- one part ---- */

static int read_disposition(Str line, PartHead *out)
{
    Str name, value, kind = {line.ptr, 0};
    while (kind.len < line.len && line.ptr[kind.len] != ';')
        kind.len++;
    if (out->name.ptr || !named(str_trim(kind), "form-data")) return MSG_error_malformed;
    for (Str rest = after(line, kind.len); str_trim(rest).len;) {
        if (!parameter(&rest, &name, &value)) return MSG_error_malformed;
        if (named(name, "name") && !out->name.ptr)
            out->name = value;
        else if (named(name, "filename") && !out->is_file)
            out->file = value, out->is_file = true;
        else
            return MSG_error_malformed; /* twice, or filename*, which RFC 7578 forbids */
    }
    return out->name.len ? 0 : MSG_error_malformed;
}

static int read_header(Str line, PartHead *out)
{
    Str value = line, name = str_cut(&value, ':');
    if (!name.len || name.len == line.len || name.ptr[0] == ' ' || name.ptr[0] == '\t') return MSG_error_malformed;
    value = str_trim(value);
    if (named(name, "content-disposition")) return read_disposition(value, out);
    if (named(name, "content-transfer-encoding") && !named(value, "binary") && !named(value, "8bit") &&
        !named(value, "7bit"))
        return MSG_error_malformed;
    if (named(name, "content-type")) out->type = value;
    return 0;
}

static int file_name_check(Str name)
{
    if (name.len > FILENAME_MAX || !utf8_valid(name)) return MSG_error_file_name;
    for (size_t i = 0; i < name.len; i++)
        if (strchr("/\\", name.ptr[i]) || (unsigned char)name.ptr[i] < ' ') return MSG_error_file_name;
    return str_eq(name, S(".")) || str_eq(name, S("..")) ? MSG_error_file_name : 0;
}

/* The header lines up to the empty one; `rest` is then what the part holds. */
static int read_head(Str *rest, PartHead *out)
{
    *out = (PartHead){0};
    for (size_t used = 0;;) {
        const char *end = rest->len ? memmem(rest->ptr, rest->len, "\r\n", 2) : NULL;
        if (!end) return MSG_error_malformed;
        const Str line = {rest->ptr, (size_t)(end - rest->ptr)};
        *rest = after(*rest, line.len + 2);
        used += line.len + 2;
        if (used > PART_HEAD_MAX || !utf8_valid(line)) return MSG_error_malformed;
        if (!line.len) break;
        const int bad = read_header(line, out);
        if (bad) return bad;
    }
    if (!out->name.ptr) return MSG_error_malformed;
    return out->is_file ? file_name_check(out->file) : 0;
}

static int add_part(Arena *a, const PartHead *head, Str bytes, Pair *out)
{
    *out = (Pair){head->name, bytes};
    if (!head->is_file) return utf8_valid(bytes) ? 0 : MSG_error_malformed;
    out->value = head->file;
    if (!head->file.len) return bytes.len ? MSG_error_file_name : 0; /* a file field left empty */
    out->file = NEW(a, Upload, 1);
    *out->file = (Upload){.name = head->file, .type = head->type, .bytes = bytes};
    return 0;
}

/* ---- the whole ---- */

/* What stands before the next delimiter, and whether that is the last. */
static bool cut_part(Str *rest, Str delimiter, Str *part, bool *last)
{
    const char *at = rest->len ? memmem(rest->ptr, rest->len, delimiter.ptr, delimiter.len) : NULL;
    if (!at) return false;
    *part = (Str){rest->ptr, (size_t)(at - rest->ptr)};
    *rest = after(*rest, part->len + delimiter.len);
    *last = str_starts(*rest, S("--"));
    if (!*last && !str_starts(*rest, S("\r\n"))) return false;
    *rest = after(*rest, 2);
    return true;
}

int multipart_parse(Arena *a, Str boundary, Str body, Pairs *out)
{
    const Str delimiter = arena_fmt(a, "\r\n--" STR, ARG(boundary)), first = after(delimiter, 2);
    size_t text = 0;
    *out = (Pairs){NEW(a, Pair, PARTS_MAX), 0};
    if (!boundary.len || !str_starts(body, first)) return MSG_error_malformed;
    Str rest = after(body, first.len), bytes;
    if (!str_starts(rest, S("\r\n"))) return MSG_error_malformed;
    rest = after(rest, 2);
    for (bool last = false; !last;) {
        PartHead head;
        if (out->len == PARTS_MAX) return MSG_error_malformed;
        int bad = read_head(&rest, &head);
        if (bad) return bad;
        if (!cut_part(&rest, delimiter, &bytes, &last)) return MSG_error_cut_off;
        bad = add_part(a, &head, bytes, &out->at[out->len++]);
        if (bad) return bad;
        if (!head.is_file) text += bytes.len;
        if (text > BODY_BYTES_MAX) return MSG_error_malformed;
    }
    return !rest.len || str_eq(rest, S("\r\n")) ? 0 : MSG_error_malformed;
}

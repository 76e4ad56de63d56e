/* qr.c - a text as a QR code. */
#include "qr/qr.h"
#include <qrencode.h>
#include <string.h>

enum { SIZE_MAX_ = 177 };

/* The best correction that needs no larger code than the plainest one that is allowed. */
static QRcode *encode(Str text)
{
    static const QRecLevel better[] = {QR_ECLEVEL_Q, QR_ECLEVEL_H};
    const unsigned char *bytes = (const unsigned char *)text.ptr;
    QRcode *best = QRcode_encodeData((int)text.len, bytes, 0, QR_ECLEVEL_M);
    for (size_t i = 0; best && i < LEN(better); i++) {
        QRcode *next = QRcode_encodeData((int)text.len, bytes, best->version, better[i]);
        if (!next || next->version > best->version) return QRcode_free(next), best;
        QRcode_free(best), best = next;
    }
    return best;
}

bool qr_of(Arena *a, Str text, Qr *out)
{
    unsigned char dark[SIZE_MAX_ * SIZE_MAX_];
    *out = (Qr){0};
    if (!text.len || text.len > QR_TEXT_MAX) return false;
    QRcode *code = encode(text);
    if (!code) return false;
    const int64_t size = code->width, n = size * size;
    for (int64_t i = 0; i < n; i++)
        dark[i] = code->data[i] & 1;
    QRcode_free(code); /* before the arena may jump */
    unsigned char *kept = arena_raw(a, (size_t)n);
    memcpy(kept, dark, (size_t)n);
    *out = (Qr){size, kept};
    return true;
}

/* A rectangle for each run of dark modules in a row: a third of the bytes of one for each module. */
Str qr_path(Arena *a, const Qr *q)
{
    Buf out = {.arena = a};
    for (int64_t y = 0; y < q->size; y++) {
        const unsigned char *row = q->dark + y * q->size;
        for (int64_t x = 0, end; x < q->size; x = end) {
            for (end = x + 1; end < q->size && row[end] == row[x]; end++) {
            }
            const long long left = x + QR_QUIET, top = y + QR_QUIET, n = end - x;
            if (row[x]) buf_fmt(&out, "M%lld %lldh%lldv1h-%lldz", left, top, n, n);
        }
    }
    return buf_done(&out);
}

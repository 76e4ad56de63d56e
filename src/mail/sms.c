/* sms.c - how many parts a text is, and the same without marks (3GPP TS 23.038). */
#include "mail/own.h"
#include "text/letter.h"
#include <string.h>
#include <unistr.h>

enum { GSM_ONE = 160, GSM_PART = 153, OTHER_ONE = 70, OTHER_PART = 67 };

/* Of the basic table: ASCII but for ` [ \ ] ^ { | } ~, of which the last eight cost two characters. */
static int gsm_cost(uint32_t code)
{
    if (code == '\n' || code == '\r') return 1;
    if (code < ' ' || code > '~') return 0;
    if (code == '`') return 0;
    return strchr("[\\]^{|}~", (char)code) ? 2 : 1;
}

SmsSize sms_size(Str text)
{
    SmsSize out = {.gsm = true};
    int64_t units = 0, gsm = 0;
    for (size_t i = 0; i < text.len;) {
        ucs4_t code;
        const int n = u8_mbtouc(&code, (const uint8_t *)text.ptr + i, text.len - i);
        const int cost = gsm_cost(code);
        out.gsm = out.gsm && cost;
        gsm += cost, units += code > 0xffff ? 2 : 1;
        i += (size_t)n;
    }
    out.chars = out.gsm ? gsm : units;
    const int64_t one = out.gsm ? GSM_ONE : OTHER_ONE, part = out.gsm ? GSM_PART : OTHER_PART;
    out.parts = out.chars <= one ? out.chars > 0 : (out.chars + part - 1) / part;
    return out;
}

static char in_ascii(uint32_t code)
{
    static const struct {
        uint32_t from;
        char to;
    } signs[] = {
        {0x2013, '-' },
        {0x2014, '-' },
        {0x2018, '\''},
        {0x2019, '\''},
        {0x201c, '"' },
        {0x201d, '"' },
        {0xa0,   ' ' },
        {0x2026, '.' },
        {'`',    '\''},
    };
    for (size_t i = 0; i < LEN(signs); i++)
        if (signs[i].from == code) return signs[i].to;
    return code < 0x80 ? (char)code : '?';
}

/* Vietnamese letters come composed (NFC); a capital has the number of its small letter but one, or as the table says.
 */
Str sms_plain(Arena *a, Str text)
{
    Buf out = {.arena = a};
    for (size_t i = 0; i < text.len;) {
        ucs4_t code;
        Letter letter;
        i += (size_t)u8_mbtouc(&code, (const uint8_t *)text.ptr + i, text.len - i);
        if (code < 0x80 || !letter_find(code, &letter)) {
            buf_char(&out, in_ascii(code));
            continue;
        }
        const bool capital = letter.code != code;
        buf_char(&out, capital ? (char)(letter.base - 'a' + 'A') : letter.base);
    }
    return buf_done(&out);
}

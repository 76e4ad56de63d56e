/* letter.c - the 67 small letters with marks, by code point; capitals are found through them. */
#include "text/letter.h"
#include "base/base.h"

// clang-format off
static const Letter letters[] = {
    {0x00E0, 'a', 0, GRAVE}, /* à */
    {0x00E1, 'a', 0, ACUTE}, /* á */
    {0x00E2, 'a', 2, LEVEL}, /* â */
    {0x00E3, 'a', 0, TILDE}, /* ã */
    {0x00E8, 'e', 0, GRAVE}, /* è */
    {0x00E9, 'e', 0, ACUTE}, /* é */
    {0x00EA, 'e', 1, LEVEL}, /* ê */
    {0x00EC, 'i', 0, GRAVE}, /* ì */
    {0x00ED, 'i', 0, ACUTE}, /* í */
    {0x00F2, 'o', 0, GRAVE}, /* ò */
    {0x00F3, 'o', 0, ACUTE}, /* ó */
    {0x00F4, 'o', 1, LEVEL}, /* ô */
    {0x00F5, 'o', 0, TILDE}, /* õ */
    {0x00F9, 'u', 0, GRAVE}, /* ù */
    {0x00FA, 'u', 0, ACUTE}, /* ú */
    {0x00FD, 'y', 0, ACUTE}, /* ý */
    {0x0103, 'a', 1, LEVEL}, /* ă */
    {0x0111, 'd', 1, LEVEL}, /* đ */
    {0x0129, 'i', 0, TILDE}, /* ĩ */
    {0x0169, 'u', 0, TILDE}, /* ũ */
    {0x01A1, 'o', 2, LEVEL}, /* ơ */
    {0x01B0, 'u', 1, LEVEL}, /* ư */
    {0x1EA1, 'a', 0, DOT}, /* ạ */
    {0x1EA3, 'a', 0, HOOK}, /* ả */
    {0x1EA5, 'a', 2, ACUTE}, /* ấ */
    {0x1EA7, 'a', 2, GRAVE}, /* ầ */
    {0x1EA9, 'a', 2, HOOK}, /* ẩ */
    {0x1EAB, 'a', 2, TILDE}, /* ẫ */
    {0x1EAD, 'a', 2, DOT}, /* ậ */
    {0x1EAF, 'a', 1, ACUTE}, /* ắ */
    {0x1EB1, 'a', 1, GRAVE}, /* ằ */
    {0x1EB3, 'a', 1, HOOK}, /* ẳ */
    {0x1EB5, 'a', 1, TILDE}, /* ẵ */
    {0x1EB7, 'a', 1, DOT}, /* ặ */
    {0x1EB9, 'e', 0, DOT}, /* ẹ */
    {0x1EBB, 'e', 0, HOOK}, /* ẻ */
    {0x1EBD, 'e', 0, TILDE}, /* ẽ */
    {0x1EBF, 'e', 1, ACUTE}, /* ế */
    {0x1EC1, 'e', 1, GRAVE}, /* ề */
    {0x1EC3, 'e', 1, HOOK}, /* ể */
    {0x1EC5, 'e', 1, TILDE}, /* ễ */
    {0x1EC7, 'e', 1, DOT}, /* ệ */
    {0x1EC9, 'i', 0, HOOK}, /* ỉ */
    {0x1ECB, 'i', 0, DOT}, /* ị */
    {0x1ECD, 'o', 0, DOT}, /* ọ */
    {0x1ECF, 'o', 0, HOOK}, /* ỏ */
    {0x1ED1, 'o', 1, ACUTE}, /* ố */
    {0x1ED3, 'o', 1, GRAVE}, /* ồ */
    {0x1ED5, 'o', 1, HOOK}, /* ổ */
    {0x1ED7, 'o', 1, TILDE}, /* ỗ */
    {0x1ED9, 'o', 1, DOT}, /* ộ */
    {0x1EDB, 'o', 2, ACUTE}, /* ớ */
    {0x1EDD, 'o', 2, GRAVE}, /* ờ */
    {0x1EDF, 'o', 2, HOOK}, /* ở */
    {0x1EE1, 'o', 2, TILDE}, /* ỡ */
    {0x1EE3, 'o', 2, DOT}, /* ợ */
    {0x1EE5, 'u', 0, DOT}, /* ụ */
    {0x1EE7, 'u', 0, HOOK}, /* ủ */
    {0x1EE9, 'u', 1, ACUTE}, /* ứ */
    {0x1EEB, 'u', 1, GRAVE}, /* ừ */
    {0x1EED, 'u', 1, HOOK}, /* ử */
    {0x1EEF, 'u', 1, TILDE}, /* ữ */
    {0x1EF1, 'u', 1, DOT}, /* ự */
    {0x1EF3, 'y', 0, GRAVE}, /* ỳ */
    {0x1EF5, 'y', 0, DOT}, /* ỵ */
    {0x1EF7, 'y', 0, HOOK}, /* ỷ */
    {0x1EF9, 'y', 0, TILDE}, /* ỹ */
};
// clang-format on
_Static_assert(LEN(letters) == 67, "12 vowels in 6 tones, less 6 without any mark, and d with a stroke");

static uint32_t small(uint32_t code)
{
    if (code >= 0xC0 && code <= 0xDE) return code + 0x20;
    if (code == 0x1AF) return 0x1B0;                   /* Ư */
    if (code > 0xFF && code != 0x1B0) return code | 1; /* elsewhere the capital is the even one */
    return code;
}

bool letter_find(uint32_t code, Letter *out)
{
    code = small(code);
    size_t low = 0, high = LEN(letters);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (letters[middle].code < code)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == LEN(letters) || letters[low].code != code) return false;
    *out = letters[low];
    return true;
}

uint32_t letter_code(char base, uint8_t shape, uint8_t tone)
{
    if (!shape && !tone) return (uint32_t)base;
    for (size_t i = 0; i < LEN(letters); i++)
        if (letters[i].base == base && letters[i].shape == shape && letters[i].tone == tone) return letters[i].code;
    return 0;
}

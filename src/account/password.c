/* password.c - what is good enough for a password, and how it is kept. */
#include "account/account.h"
#include "text/letter.h"
#include <sodium.h>
#include <string.h>
#include <unistr.h>

/* ---- good enough? ---- */

/* Words, names, rows of keys and years of which most guessed passwords are made, here and elsewhere. A
 * password that is nothing but three of them, or fewer, is the first that is tried, however long. */
// clang-format off
static const char *const common[] = {
    "aaaa", "abc", "abcd", "abcdef", "access", "account", "admin", "administrator", "adobe", "alexander", "amanda", "andrea",
    "andrew", "angel", "anhnho", "anhyeu", "anhyeuem", "animal", "anthony", "apple", "arsenal", "asd", "asdf", "asdfgh",
    "asdfghjkl", "ashley", "austin", "baby", "babygirl", "bacninh", "bailey", "banana", "bandinh", "barcelona", "baseball",
    "basketball", "batman", "binhthuan", "bemeo", "bigbang", "biendong", "blink182", "bongda", "boss", "buiduc", "butterfly", "calvin",
    "canbo", "cantho", "caubebuon", "changeme", "charlie", "chelsea", "chicken", "chinhquyen", "chocolate", "chungtoi", "cogiao", "computer",
    "congan", "congty", "cookie", "cuoclendoi", "dalat", "danang", "dangnhap", "dang", "daniel", "danvan", "danvankheo", "dautay",
    "demo", "dep", "diamond", "doimatkhau", "dongnai", "donald", "dragon", "dungnhan", "edward", "emyeuanh", "em", "eminem",
    "facebook", "family", "ferrari", "fifa", "flower", "football", "forever", "freedom", "friend", "gaixinh",
    "george", "giadinh", "giaovien", "ginger", "google", "guest", "hainoi", "haiphong", "hallo", "hannah", "hanhphuc", "hanoi",
    "harley", "hello", "heaven", "hoa", "hoabinh", "hochiminh", "hoilamgi", "hoangtu", "homnay", "hunter", "hutech", "iloveu",
    "iloveyou", "internet", "jasmine", "jennifer", "jessica", "jesus", "jordan", "joshua", "justin", "khanhhoa", "kheo", "khongbiet",
    "khongco", "killer", "king", "kinhdo", "lagi", "lamdong", "lanhdao", "letmein", "linh", "liverpool", "login", "london",
    "love", "lovely", "loveyou", "lucky", "maidinh", "manchester", "maria", "martin", "master", "mat", "matkhau", "matkhaumoi",
    "matrix", "matthew", "maytinh", "melissa", "merlin", "messi", "michael", "michelle", "mickey", "minecraft", "minhanh", "monday",
    "monkey", "monster", "motcua", "mother", "mustang", "naruto", "nguyen", "nguyenvan", "nhatrang", "nhanvien", "nicole", "nothing",
    "one", "orange", "pass", "passphrase", "passwd", "password", "pepper", "phanthiet", "phone", "photoshop", "pokemon", "princess",
    "private", "purple", "qaz", "qazwsx", "quangnam", "quangninh", "quantri", "quantrivien", "qwe", "qwer", "qwert", "qwerty",
    "qwertyuiop", "rainbow", "robert", "ronaldo", "root", "saigon", "samsung", "samantha", "secret", "security", "service", "shadow",
    "sinhvien", "soccer", "spiderman", "starwars", "summer", "sunshine", "superman", "support", "sys", "system", "taikhoan", "tanbinh",
    "temp", "test", "thaibinh", "thaonguyen", "thanhhoa", "thanhpho", "theman", "thienthan", "thomas", "thudo", "thunder", "thuy",
    "tiger", "tinhyeu", "toiyeu", "toiyeuem", "toiyeuvietnam", "toor", "trang", "trustno", "tuyphong", "ubnd", "uyban", "user",
    "vietnam", "vietnamvodich", "vinhlong", "vinaphone", "viettel", "vodich", "welcome", "whatever", "william", "winner", "winter", "wsx",
    "xinchao", "xinh", "yamaha", "yellow", "yeuem", "yeuanh", "you", "zaq", "zing", "zxc", "zxcv", "zxcvbn",
    "zxcvbnm", "1q2w3e", "1q2w3e4r", "1q2w3e4r5t", "1qaz", "1qaz2wsx", "2wsx", "3edc", "4rfv", "q1w2e3", "q1w2e3r4", "123qwe",
    "0123456789", "123", "1234", "12345", "123456", "1234567", "12345678", "123456789", "1234567890", "654321", "987654321", "0987654321",
    "111111", "121212", "123123", "123321", "112233", "159753", "147258", "147258369", "666666", "696969", "888888", "999999",
};
// clang-format on
enum { PIECES_MIN = 4, DISTINCT_MIN = 5 };

/* Small letters without marks, one byte each; what is no letter of ours becomes 0x01, which matches nothing. */
static Str flat(Arena *a, Str s)
{
    char *out = arena_raw(a, s.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.len;) {
        ucs4_t code;
        Letter letter;
        const int len = u8_mbtouc(&code, (const uint8_t *)s.ptr + i, s.len - i);
        i += (size_t)(len > 0 ? len : 1);
        if (code < 0x80)
            out[n++] = (char)(code >= 'A' && code <= 'Z' ? code + 32 : code);
        else
            out[n++] = letter_find(code, &letter) ? letter.base : 1;
    }
    return (Str){out, n};
}

/* The letter that people write this sign for: p@ssw0rd. */
static char meant(char k)
{
    switch (k) {
    case '@':
    case '4':
        return 'a';
    case '0':
        return 'o';
    case '1':
    case '!':
        return 'i';
    case '3':
        return 'e';
    case '5':
    case '$':
        return 's';
    case '7':
        return 't';
    default:
        return k;
    }
}

static bool begins_with(Str s, const char *word, size_t n)
{
    if (s.len < n) return false;
    for (size_t i = 0; i < n; i++)
        if (s.ptr[i] != word[i] && meant(s.ptr[i]) != word[i]) return false;
    return true;
}

static bool alphanumeric(char k)
{
    return (k >= 'a' && k <= 'z') || (k >= '0' && k <= '9') || k == 1;
}

static Str closed_up(Arena *a, Str s)
{
    char *out = arena_raw(a, s.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        if (!strchr(" .-_,", s.ptr[i])) out[n++] = s.ptr[i];
    return (Str){out, n};
}

/* The fewest common pieces that make up the whole; signs between them are free, and so is a number of up to
 * four digits for one piece. */
static size_t pieces(Arena *a, Str s)
{
    enum { NONE = 1000 };
    size_t *best = NEW(a, size_t, s.len + 1);
    for (size_t i = 1; i <= s.len; i++)
        best[i] = NONE;
    for (size_t i = 0; i < s.len; i++) {
        const Str rest = {s.ptr + i, s.len - i};
        if (best[i] == NONE) continue;
        if (!alphanumeric(s.ptr[i]) && best[i] < best[i + 1]) best[i + 1] = best[i];
        for (size_t n = 1; n <= 4 && n <= rest.len && rest.ptr[n - 1] >= '0' && rest.ptr[n - 1] <= '9'; n++)
            if (best[i] + 1 < best[i + n]) best[i + n] = best[i] + 1;
        for (size_t w = 0; w < LEN(common); w++) {
            const size_t n = strlen(common[w]);
            if (begins_with(rest, common[w], n) && best[i] + 1 < best[i + n]) best[i + n] = best[i] + 1;
        }
    }
    return best[s.len];
}

static size_t distinct(Str s)
{
    bool seen[256] = {0};
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += !seen[(unsigned char)s.ptr[i]], seen[(unsigned char)s.ptr[i]] = true;
    return n;
}

/* Each character next to the one before, in the alphabet or the digits: abcdefghijkl, 987654321098. */
static bool a_row(Str s)
{
    size_t steps = 0;
    for (size_t i = 1; i < s.len; i++) {
        const int d = s.ptr[i] - s.ptr[i - 1];
        steps += d >= -1 && d <= 1;
    }
    return steps * 4 >= s.len * 3;
}

static bool contains(Str s, Str part)
{
    return part.len >= 4 && s.len >= part.len && memmem(s.ptr, s.len, part.ptr, part.len);
}

int password_fault(Arena *a, Str name, Str password)
{
    password = text_clean(a, password);
    const Str plain = flat(a, password);
    Str whole = flat(a, name), rest = whole;
    const Str before_at = str_cut(&rest, '@');
    if (str_chars(password) < PASSWORD_MIN) return MSG_account_password_short;
    if (str_chars(password) > PASSWORD_MAX) return MSG_account_password_long;
    if (contains(plain, before_at) && plain.len < before_at.len + PASSWORD_MIN) return MSG_account_password_name;
    if (distinct(plain) < DISTINCT_MIN || a_row(plain) || pieces(a, closed_up(a, plain)) < PIECES_MIN)
        return MSG_account_password_common;
    return 0;
}

/* ---- kept ---- */

/* reliability: at least 19 MiB and two passes, 100 to 250 ms */
enum { PASSES = 2, MEMORY = 48 << 20 };
/* Of a password nobody has: whoever asks for an unknown account waits as long as for a known one. */
static const char nobody[] =
    "$argon2id$v=19$m=49152,t=2,p=1$4MjBjuU27IIaZ/ButqwGUQ$IWErV2YTjVWDVQ1VC2reLGwUnR+/yjQPeYucpdHVG2U";

Err password_hash(Ctx *c, Str password, Str *out)
{
    char hash[crypto_pwhash_STRBYTES];
    const Str clean = text_clean(c->arena, password);
    if (sodium_init() < 0) return FAIL(ERR_INTERNAL, "libsodium does not start");
    if (crypto_pwhash_str(hash, clean.ptr, clean.len, PASSES, MEMORY))
        return FAIL(ERR_BUSY, "no memory to hash a password");
    *out = arena_copy(c->arena, str(hash));
    return OK;
}

bool password_matches(Arena *a, Str hash, Str password)
{
    const Str clean = text_clean(a, password);
    const char *against = hash.len ? arena_copy(a, hash).ptr : nobody;
    if (sodium_init() < 0) return false;
    return crypto_pwhash_str_verify(against, clean.ptr, clean.len) == 0 && hash.len > 0;
}

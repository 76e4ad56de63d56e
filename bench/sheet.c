/* sheet.c - writes a workbook of N rows; prints rows a second and the most memory held, in kB.
 * usage: sheet N FILE */
#include "sheet/sheet.h"
#include "base/day.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

static const SheetColumn columns[] = {
    {{"code", 4},     SHEET_TEXT  },
    {{"name", 4},     SHEET_TEXT  },
    {{"unit", 4},     SHEET_TEXT  },
    {{"field", 5},    SHEET_TEXT  },
    {{"subject", 7},  SHEET_TEXT  },
    {{"state", 5},    SHEET_TEXT  },
    {{"day", 3},      SHEET_DAY   },
    {{"people", 6},   SHEET_NUMBER},
    {{"cost", 4},     SHEET_MONEY },
    {{"decision", 8}, SHEET_TEXT  },
};

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
    const int64_t n = argc == 3 ? atoll(argv[1]) : 0;
    const double begin = seconds();
    struct rusage used;
    char code[32];
    Sheet *s = n > 0 ? sheet_open(argv[2], (Time){1795399200000}) : NULL;
    if (!s) return 2;
    sheet_page(s, S("x"), columns, LEN(columns));
    for (int64_t i = 0; i < n; i++) {
        sheet_Str(s, (Str){code, (size_t)snprintf(code, sizeof code, "MH-%08lld", (long long)i)});
        sheet_Str(s, S("Tổ liên kết trồng thanh long theo hướng hữu cơ"));
        sheet_Str(s, S("Xã Hàm Thuận Bắc")), sheet_Str(s, S("kinh_te")), sheet_Str(s, S("tap_the"));
        sheet_Str(s, S("recognised")), sheet_Day(s, (Day){(int32_t)(14000 + i % 6000)});
        sheet_int64_t(s, i % 1000), sheet_Money(s, (Money){i * 1000}), sheet_Str(s, S("12/QĐ-UBND"));
        sheet_row_end(s);
    }
    if (sheet_save(s) != OK) return 1;
    const double spent = seconds() - begin;
    getrusage(RUSAGE_SELF, &used);
    printf("%.0f %ld\n", (double)n / spent, used.ru_maxrss);
    return 0;
}

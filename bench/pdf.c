/* pdf.c - form 01 of a dossier, filled from the data and drawn by the worker, N times one after the other; prints
 * receipts a second. With a FOLDER instead of a number: the receipt once, as PDF, what the worker was asked, and its
 * code as a picture, for the peers. usage: pdf DATA CODE N|FOLDER */
#include "app/command.h"
#include "app/house.h"
#include "app/services.h"
#include "document/document.h"
#include "paperwork/paperwork.h"
#include "qr/qr.h"
#include "worker/worker.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static Err draw(Ctx *c, Str code, Str *filled, Str *pdf)
{
    Casefile f;
    Buf out = {.arena = c->arena};
    TRY(casefile_by_code(c, code, &f));
    TRY(form_fill(c, &f, 1, S("mot-cua.example"), &out));
    *filled = buf_done(&out);
    return document_draw(c, *filled, pdf);
}

static bool keep(const char *folder, const char *name, Str text)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "wb");
    return f && fwrite(text.ptr, 1, text.len, f) == text.len && !fclose(f);
}

/* The link of the filled paper, as the code that stands on it. */
static Str picture(Arena *a, Str filled)
{
    Qr qr;
    while (filled.len) {
        Str line = str_cut(&filled, '\n');
        if (!str_starts(line, S("qr "))) continue;
        line = (Str){line.ptr + 3, line.len - 3};
        if (!qr_of(a, str_cut(&line, '\t'), &qr)) break;
        const int side = (int)qr.size + 2 * QR_QUIET;
        return arena_fmt(
            a, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\"><path d=\"" STR "\"/></svg>\n", side,
            side, ARG(qr_path(a, &qr)));
    }
    return (Str){0};
}

int main(int argc, char **argv)
{
    static char first[1 << 16];
    Arena arena = arena_over(first, sizeof first, 1 << 28);
    jmp_buf full;
    Ctx c;
    Str filled, pdf;
    services_work();
    const int worker = worker_main(argc, argv);
    if (worker >= 0) return worker;
    if (argc != 4) return 2;
    services_set();
    arena_boundary = &full;
    if (setjmp(full)) return 1;
    Command x = {.arena = &arena};
    settings_default(&x.s);
    x.s.data = argv[1];
    if (!data_open(&x, READ_ONLY, &c) || draw(&c, str(argv[2]), &filled, &pdf)) return 1; /* the worker is there now */
    const int n = atoi(argv[3]);
    if (!n)
        return !(keep(argv[3], "kheo.pdf", pdf) && keep(argv[3], "filled", filled) &&
                 keep(argv[3], "qr.svg", picture(&arena, filled)));
    Arena own = {.max = 1 << 28};
    const double begin = seconds();
    c.arena = &own;
    for (int i = 0; i < n; i++) {
        if (draw(&c, str(argv[2]), &filled, &pdf)) return 1;
        arena_clear(&own);
    }
    printf("%.2f\n", n / (seconds() - begin));
    worker_stop();
    return 0;
}

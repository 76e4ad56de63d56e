/* unit_main.c - runs every TEST of the tree. usage: unit [PART of a test's or a file's name] */
#include "base/test.h"
#include "document/document.h"
#include "document/pdf.h"
#include "media/picture.h"
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static Test *first, **last = &first;
static size_t test_len;

void test_add(Test *t)
{
    *last = t, last = &t->next, test_len++;
}

void test_fail(const char *file, int line, const char *fmt, ...)
{
    char why[1024];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(why, sizeof why, fmt, ap);
    va_end(ap);
    print_error("%s\n", why);
    _fail(file, line);
    abort(); /* not reached: _fail jumps out of the test */
}

static void run(void **state)
{
    arena_boundary = NULL; /* a test before this one may have set it to its own frame */
    ((Test *)*state)->run();
}

extern const WorkKind echo_work, crash_work, slow_work, greedy_work, nosy_work; /* of worker_test.c */
static const WorkKind *const kinds[] = {&echo_work,    &crash_work,    &slow_work, &greedy_work, &nosy_work,
                                        &picture_work, &document_work, &join_work, NULL};

int main(int argc, char **argv)
{
    work_kinds = kinds;
    const int worker = worker_main(argc, argv);
    if (worker >= 0) return worker;
    const char *part = argc > 1 ? argv[1] : "";
    struct CMUnitTest *all = calloc(test_len + 1, sizeof *all);
    size_t n = 0;
    if (!all) return 1;
    for (Test *t = first; t; t = t->next)
        if (strstr(t->name, part) || strstr(t->file, part))
            all[n++] = (struct CMUnitTest){.name = t->name, .test_func = run, .initial_state = t};
    if (n == 0) return fprintf(stderr, "no test is named like '%s'\n", part), free(all), 1;
    int failed = _cmocka_run_group_tests("kheo", all, n, NULL, NULL);
    free(all);
    worker_stop();
    return failed < 0 || failed > 125 ? 125 : failed;
}

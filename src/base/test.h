/* test.h - unit tests: TEST(name) {...} registers itself; test/unit_main.c runs them all. */
#pragma once
#include "base/base.h"

typedef struct Test Test;
struct Test {
    const char *file, *name;
    void (*run)(void);
    Test *next;
};
void test_add(Test *t);
/* Ends the running test. */
_Noreturn void test_fail(const char *file, int line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

#define TEST(id)                                                                                   \
    static void id(void);                                                                          \
    static Test id##_test = {__FILE__, #id, id, NULL};                                             \
    __attribute__((constructor)) static void id##_add(void)                                        \
    {                                                                                              \
        test_add(&id##_test);                                                                      \
    }                                                                                              \
    static void id(void)

#define CHECK(cond)                                                                                \
    do {                                                                                           \
        if (!(cond)) test_fail(__FILE__, __LINE__, "not so: %s", #cond);                           \
    } while (0)

#define EQ(a, b) /* whole numbers of any type */                                                   \
    do {                                                                                           \
        int64_t is_ = (int64_t)(a), want_ = (int64_t)(b);                                          \
        if (is_ != want_)                                                                          \
            test_fail(__FILE__, __LINE__, "%s is %lld, not %s (%lld)", #a, (long long)is_, #b,     \
                      (long long)want_);                                                           \
    } while (0)

#define EQ_STR(a, lit) /* a Str, a literal */                                                      \
    do {                                                                                           \
        Str is_ = (a), want_ = S(lit);                                                             \
        if (!str_eq(is_, want_))                                                                   \
            test_fail(__FILE__, __LINE__, "%s is '" STR "', not '" STR "'", #a, ARG(is_),          \
                      ARG(want_));                                                                 \
    } while (0)

#define OKAY(x) EQ((x), OK)

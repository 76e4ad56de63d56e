/* model_test.c - whoever registers a model is told every mistake before others have to find it. */
#include "base/day.h"
#include "base/test.h"
#include "movement/model.h"
#include "store/bench.h"
#include <string.h>

static Registration sound(void)
{
    return (Registration){.name = S("Ngõ xanh"), .subject_kind = S("tap_the"), .field = S("kinh_te")};
}

static const char *code_at(const Form *f, const char *field)
{
    for (size_t i = 0; i < f->spec->len; i++)
        if (!strcmp(f->spec->fields[i].name, field)) return f->code[i] ? f->code[i] : "";
    return "no such field";
}

TEST(a_registration_is_checked_across_its_items)
{
    static const struct {
        int start[3], end[3];
        const char *subject, *person;
        int64_t born;
        const char *field, *code; /* where the fault is; NULL: there is none */
    } cases[] = {
        {{0},            {0},          "tap_the", "",    0,    NULL,                NULL        },
        {{2009, 1, 1},   {0},          "tap_the", "",    0,    NULL,                NULL        },
        {{2008, 12, 31}, {0},          "tap_the", "",    0,    "start_on",          "E_RANGE"   },
        {{2027, 11, 23}, {0},          "tap_the", "",    0,    NULL,                NULL        }, /* a year ahead */
        {{2027, 11, 24}, {0},          "tap_the", "",    0,    "start_on",          "E_RANGE"   },
        {{2026, 3, 1},   {2026, 3, 1}, "tap_the", "",    0,    NULL,                NULL        },
        {{2026, 3, 2},   {2026, 3, 1}, "tap_the", "",    0,    "end_on",            "E_RANGE"   },
        {{0},            {2008, 1, 1}, "tap_the", "",    0,    "end_on",            "E_RANGE"   },
        {{0},            {0},          "ca_nhan", "",    0,    "person_name",       "E_REQUIRED"},
        {{0},            {0},          "ca_nhan", "Lan", 2026, NULL,                NULL        },
        {{0},            {0},          "ca_nhan", "Lan", 2027, "person_birth_year", "E_RANGE"   },
    };
    Ctx *c = bench_ctx();
    for (size_t i = 0; i < LEN(cases); i++) {
        Form form = form_blank(&model_form);
        Registration r = sound();
        if (cases[i].start[0]) r.start_on = day(cases[i].start[0], cases[i].start[1], cases[i].start[2]);
        if (cases[i].end[0]) r.end_on = day(cases[i].end[0], cases[i].end[1], cases[i].end[2]);
        r.subject_kind = str(cases[i].subject), r.person_name = str(cases[i].person),
        r.person_birth_year = cases[i].born;
        registration_check(c, &r, &form);
        EQ(form.ok, cases[i].field == NULL);
        if (cases[i].field && strcmp(code_at(&form, cases[i].field), cases[i].code) != 0)
            test_fail(__FILE__, __LINE__, "case %zu: %s has '%s'", i, cases[i].field, code_at(&form, cases[i].field));
    }
}

TEST(another_model_of_the_same_name_needs_a_reason)
{
    Ctx *c = bench_ctx();
    Form form = form_blank(&model_form);
    Registration r = sound();
    r.another = true;
    registration_check(c, &r, &form);
    CHECK(!strcmp(code_at(&form, "another_reason"), "E_REQUIRED"));
    form = form_blank(&model_form);
    r.another_reason = S("Của khu phố 3");
    registration_check(c, &r, &form);
    CHECK(form.ok);
}

TEST(what_a_registration_lacks_is_named)
{
    Ctx *c = bench_ctx();
    Model m = {.subject_kind = S("tap_the"),
               .place = 1,
               .start_on = day(2026, 1, 5),
               .goal = S("a"),
               .method = S("b"),
               .expected_result = S("c"),
               .lead_name = S("d")};
    EQ(model_missing(c, &m).len, 0);
    m.goal = S(""), m.start_on = (Day){0};
    EQ_STR(model_missing(c, &m), "Ngày bắt đầu, Mục tiêu");
    m = (Model){.subject_kind = S("ca_nhan")};
    EQ_STR(model_missing(c, &m),
           "Địa bàn, Ngày bắt đầu, Mục tiêu, Nội dung, cách làm, Kết quả dự kiến, Người phụ trách, Họ tên cá nhân");
}

TEST(counts_are_split_by_field_and_subject)
{
    Ctx *c = bench_ctx();
    EQ_STR(model_facet(c->arena, S("kinh_te"), S("ca_nhan")), "kinh_te/ca_nhan");
    EQ_STR(phone_local(c->arena, S("+84912345678")), "0912345678");
    EQ_STR(phone_local(c->arena, S("0912345678")), "0912345678");
}

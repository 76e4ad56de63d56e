/* forms_test.c - what stands on each form, to the letter: test/data/form/NN.txt is what a person reads there. */
#include "base/data.h"
#include "base/day.h"
#include "base/test.h"
#include "document/document.h"
#include "document/told.h"
#include "onestop/office.h"
#include "paperwork/paperwork.h"
#include "store/bench.h"
#include <stdlib.h>
#include <string.h>

static const Site office_site = {
    .name = {"Một cửa",   11},
      .help_phone = {"0252 3821 111", 13}
};

static Ctx *desk(void)
{
    Ctx *c = office();
    site_set(&office_site);
    return c;
}

static Done act(Ctx *c, const char *when, const char *event, Str code, const char *input)
{
    Pairs in = {NEW(c->arena, Pair, 16), 0};
    Done done;
    OKAY(!time_parse(str(when), &c->now));
    c->today = day_of(c->now);
    for (Str rest = str(input); rest.len;) {
        Str value = str_cut(&rest, '&'), name = str_cut(&value, '=');
        in.at[in.len++] = (Pair){name, value, NULL};
    }
    OKAY(casework_act(c, &(Deed){.flow = &dossier_flow, .code = code, .event = str(event), .input = in, .seen = -1},
                      &done));
    return done;
}

static Done received(Ctx *c, const char *who)
{
    office_as(c, ONESTOP_CLERK, "22945", str("Lê Thị Vân"));
    return act(
        c, "2026-11-19T09:10", "receive", S(""),
        arena_fmt(c->arena,
                  "procedure=1.011606&papers=1&papers=2&applicant_kind=ca_nhan&applicant_name=%s&phone=0912345678"
                  "&id_number=012345678901&address=Số 12 đường Trần Hưng Đạo, khu phố 2",
                  who)
            .ptr);
}

static Str without_chance(Ctx *c, Str text, Str code, Str secret)
{
    Buf out = {.arena = c->arena};
    for (size_t i = 0; i < text.len;) {
        const Str here = {text.ptr + i, text.len - i};
        const Str *cut = str_starts(here, code) ? &code : secret.len && str_starts(here, secret) ? &secret : NULL;
        if (cut) buf_str(&out, cut == &code ? S("(code)") : S("(secret)"));
        if (!cut) buf_char(&out, *here.ptr);
        i += cut ? cut->len : 1;
    }
    return buf_done(&out);
}

static Str drawn(Ctx *c, Str filled, const char *name)
{
    Str pdf;
    OKAY(document_draw(c, filled, &pdf));
    pdf_keep(pdf, name);
    return pdf;
}

static void golden_as(Ctx *c, Str code, size_t n, Str name)
{
    Casefile f;
    Str secret;
    Buf filled = {.arena = c->arena};
    OKAY(casefile_by_code(c, code, &f));
    OKAY(casework_link(c, &f, &secret));
    OKAY(form_fill(c, &f, n, S("mot-cua.example"), &filled));
    const Str is = without_chance(c, pdf_text(c->arena, drawn(c, buf_done(&filled), name.ptr)), code, secret);
    if (getenv("KHEO_KEEP")) { /* what was made is to be looked at, and may then become what is wanted */
        pdf_keep(is, arena_fmt(c->arena, STR ".txt", ARG(name)).ptr);
        return;
    }
    const Str want = bench_file(c, arena_fmt(c->arena, "form/" STR ".txt", ARG(name)).ptr);
    if (!str_eq(flat(c->arena, is), flat(c->arena, want)))
        test_fail(__FILE__, __LINE__, "form %zu reads:\n" STR, n, ARG(is));
}

static void golden(Ctx *c, Str code, size_t n)
{
    golden_as(c, code, n, arena_fmt(c->arena, "%02zu", n));
}

TEST(forms_read_as_they_should)
{
    Ctx *c = desk();
    Done a = received(c, "Nguyễn Thị Mẫu");
    golden(c, a.file.code, 1);
    (void)act(c, "2026-11-19T10:00", "forward", a.file.code, "");
    office_as(c, OFFICER, "22945", str("Trần Văn Thử"));
    (void)act(c, "2026-11-20T10:00", "request_supplement", a.file.code,
              "items=Bản sao giấy chứng nhận quyền sử dụng đất\nGiấy ủy quyền có chứng thực");
    golden(c, a.file.code, 2);
    office_as(c, ONESTOP_CLERK, "22945", str("Lê Thị Vân"));
    Done r = act(c, "2026-11-20T11:00", "refuse", S(""),
                 "procedure=1.000775&reason=Việc này không thuộc thẩm quyền của phường&refer_to=Sở Nội vụ"
                 "&applicant_kind=to_chuc&applicant_name=Hợp tác xã Thanh long Hàm Thuận");
    golden(c, r.file.code, 3);
    office_as(c, OFFICER, "22945", str("Trần Văn Thử"));
    (void)act(c, "2026-11-23T10:00", "stop", a.file.code,
              "reason=Người nộp không còn nhu cầu, theo đơn ngày 23/11/2026");
    golden(c, a.file.code, 5);
    golden_as(c, a.file.code, 6, S("06-acts")); /* of a procedure without steps */
}

TEST(the_control_slip_tells_who_had_which_step)
{
    Ctx *c = desk();
    ImportReport r = {0};
    OKAY(step_import(c,
                     S("procedure,sort,name_vi,role,share,unit\n1.011606,1,Kiểm tra giấy tờ,onestop_clerk,20,\n"
                       "1.011606,2,Xác minh thu nhập của hộ,officer,50,23235\n1.011606,3,Trình ký,unit_head,30,\n"),
                     &r));
    Done a = received(c, "Nguyễn Thị Mẫu");
    (void)act(c, "2026-11-19T10:00", "forward", a.file.code, "");
    office_as(c, OFFICER, "22945", str("Trần Văn Thử"));
    (void)act(c, "2026-11-20T10:00", "pass", a.file.code, "note=Nhờ xác minh hai hộ");
    office_as(c, OFFICER, "23235", str("Hồ Thị Nơi Khác"));
    (void)act(c, "2026-12-07T09:00", "pass", a.file.code, "");
    golden(c, a.file.code, 6);
}

TEST(the_apology_reads_as_it_should)
{
    Ctx *c = desk();
    Done a = received(c, "Nguyễn Thị Mẫu");
    (void)act(c, "2026-11-19T10:00", "forward", a.file.code, "");
    office_as(c, OFFICER, "22945", str("Trần Văn Thử"));
    const Str day = day_iso(c->arena, (Day){a.file.due.n + 10});
    (void)act(
        c, "2026-11-25T10:00", "apologise", a.file.code,
        arena_fmt(c->arena, "cause=cho_tra_loi&reason=Chờ kết quả xác minh thu nhập của hộ&new_day=" STR, ARG(day))
            .ptr);
    office_as(c, UNIT_HEAD, "22945", str("Phạm Thị Đứng Đầu"));
    (void)act(c, "2026-11-25T11:00", "apologise", a.file.code, "");
    golden(c, a.file.code, 4);
}

static Str draft_text(Ctx *c, Str code)
{
    enum { DRAFT = 7 };
    Casefile f;
    Buf filled = {.arena = c->arena};
    OKAY(casefile_by_code(c, code, &f));
    OKAY(form_fill(c, &f, DRAFT, S("mot-cua.example"), &filled));
    return flat(c->arena, pdf_text(c->arena, drawn(c, buf_done(&filled), "04-du-thao")));
}

#define IN_TEXT(s, what) (memmem((s).ptr, (s).len, (what), strlen(what)) != NULL)

TEST(the_letter_is_there_as_a_draft_before_anybody_asks_for_it)
{
    Ctx *c = office();
    Casefile f;
    Buf filled = {.arena = c->arena};
    Done a = received(c, "Nguyễn Thị Mẫu");
    (void)act(c, "2026-11-19T10:00", "forward", a.file.code, "");
    OKAY(casefile_by_code(c, a.file.code, &f));
    EQ(form_fill(c, &f, 7, S("x"), &filled), ERR_NOT_FOUND); /* there is time yet */
    c->today = workdays_add(c->calendar, f.due, -1);
    const Str empty = draft_text(c, a.file.code);
    CHECK(IN_TEXT(empty, "DỰ THẢO") && IN_TEXT(empty, "Lý do: …") && !IN_TEXT(empty, "TXL-UBND"));
    office_as(c, OFFICER, "22945", S("Trần Văn Thử"));
    const Str day = day_iso(c->arena, (Day){f.due.n + 10}),
              when = arena_fmt(c->arena, STR "T10:00", ARG(day_iso(c->arena, c->today)));
    (void)act(
        c, when.ptr, "apologise", a.file.code,
        arena_fmt(c->arena, "cause=cho_tra_loi&reason=Chờ kết quả xác minh thu nhập của hộ&new_day=" STR, ARG(day))
            .ptr);
    const Str put_forward = draft_text(c, a.file.code);
    CHECK(IN_TEXT(put_forward, "DỰ THẢO") &&
          IN_TEXT(put_forward, "Lý do: Chờ cơ quan khác trả lời, xác minh. Chờ kết quả") &&
          IN_TEXT(put_forward, "Trần Văn Thử"));
    CHECK(IN_TEXT(put_forward, "21/12/2026") && !IN_TEXT(put_forward, "TXL-UBND"));
}

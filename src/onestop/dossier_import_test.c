/* dossier_import_test.c - what a citizen handed in on the portal is at the desk once, under its own number, or every
 * fault is named. */
#include "base/data.h"
#include "base/day.h"
#include "base/test.h"
#include "onestop/office.h"
#include "store/bench.h"

static Ctx *clerk(void)
{
    Ctx *c = office();
    office_as(c, ONESTOP_CLERK, "22945", S("motcua@22945"));
    office_at(c, "2026-11-23T14:00");
    return c;
}

static Err bring(Ctx *c, const char *text, ImportReport *r)
{
    *r = (ImportReport){0};
    OKAY(store_do(c->store, SAVEPOINT));
    const Err e = dossier_import(c, str(text), r);
    if (e) OKAY(store_do(c->store, ROLLBACK_TO));
    OKAY(store_do(c->store, RELEASE));
    return e;
}

#define HEAD "number,procedure,received,applicant_kind,applicant_name"

TEST(dossiers_of_the_portal_come_in_once_under_their_number)
{
    static const char text[] =
        HEAD ",id_number\n000.19.H36-261120-0012,2.001035,2026-11-20T16:10,ca_nhan,Lê Mẫu,012345678901\n"
             "000.19.H36-261123-0003,1.004873,2026-11-23T09:00,ca_nhan,Trần Mẫu,\n";
    Ctx *c = clerk();
    ImportReport r;
    Dossier d;
    Casefile f;
    DossierPaperRows papers;
    OKAY(bring(c, text, &r));
    EQ(r.added, 2);
    OKAY(dossier_numbered(c, S("000.19.H36-261120-0012"), &d));
    OKAY(casefile_by_id(c, d.id, &f));
    EQ(f.due.n, day(2026, 11, 25).n); /* counted from the day on which it was handed in */
    EQ_STR(d.channel, "cong_quoc_gia");
    EQ_STR(d.delivery, "dien_tu");
    CHECK(d.backdated.len > 0);
    OKAY(dossier_papers(c, d.id, &papers));
    EQ(papers.len, 3);
    OKAY(bring(c, text, &r)); /* the same file once more */
    EQ(r.added, 0);
    OKAY(bring(c, HEAD ",id_number\nX-001,2.001035,2026-11-23T10:00,ca_nhan,Le Mau,012345678901\n", &r));
    EQ(r.note_len, 1); /* the same person waits for the same already: said, and taken in */
    OKAY(bring(c,
               "[{\"number\":\"X-002\",\"procedure\":\"1.004873\",\"received\":\"2026-11-23T11:00\",\"applicant_kind\":"
               "\"to_chuc\","
               "\"applicant_name\":\"Cong ty Mau\",\"tax_code\":\"0312345678\"}]",
               &r));
    EQ(r.added, 1);
}

TEST(who_gave_an_address_on_the_portal_is_written_to)
{
    Ctx *c = clerk();
    ImportReport r;
    Dossier d;
    Applicant who;
    OKAY(bring(c, HEAD ",email\nM-0001,1.004873,2026-11-23T09:00,ca_nhan,Tran Mau,dan@vidu.vn\n", &r));
    OKAY(dossier_numbered(c, S("M-0001"), &d));
    OKAY(applicant_of(c, d.id, &who));
    EQ_STR(who.email, "dan@vidu.vn");
    EQ(bring(c, HEAD ",email\nM-0002,1.004873,2026-11-23T09:00,ca_nhan,Le Mau,khong-phai\n", &r), ERR_INVALID);
    EQ_STR(r.at[0].field, "email");
    EQ(dossier_numbered(c, S("M-0002"), &d), ERR_NOT_FOUND);
}

TEST(a_bad_table_of_the_portal_brings_nothing_in)
{
    static const struct {
        const char *line, *field;
    } all[] = {
        {"A-0001,2.001035,2026-11-24T09:00,ca_nhan,Le Mau\n", "received_at"   }, /* not yet */
        {"A-0001,2.001035,2026-11-10T09:00,ca_nhan,Le Mau\n", "received_at"   }, /* too long ago */
        {"A-0001,9.999999,2026-11-23T09:00,ca_nhan,Le Mau\n", "procedure"     },
        {"A-0001,1.000775,2026-11-23T09:00,ca_nhan,Le Mau\n", "procedure"     }, /* no limit */
        {"A-0001,2.001035,hom nay,ca_nhan,Le Mau\n",          "received"      },
        {"A-0001,2.001035,2026-11-23T09:00,nhom,Le Mau\n",    "applicant_kind"},
        {"A-0001,2.001035,2026-11-23T09:00,ca_nhan,L\n",      "applicant_name"},
        {"A 0001,2.001035,2026-11-23T09:00,ca_nhan,Le Mau\n", "number"        },
    };
    Ctx *c = clerk();
    ImportReport r;
    Dossier d;
    for (size_t i = 0; i < LEN(all); i++) {
        const Str text =
            arena_fmt(c->arena, HEAD "\nB-0001,1.004873,2026-11-23T09:00,ca_nhan,Tran Mau\n%s", all[i].line);
        EQ(bring(c, text.ptr, &r), ERR_INVALID);
        CHECK(r.len > 0 && str_eq(r.at[0].field, str(all[i].field)));
        EQ(dossier_numbered(c, S("B-0001"), &d), ERR_NOT_FOUND);
    }
    EQ(bring(c, HEAD ",unit\nB-0001,1.004873,2026-11-23T09:00,ca_nhan,Tran Mau,23235\n", &r),
       ERR_INVALID); /* not theirs */
    EQ(bring(c, HEAD ",papers\nB-0001,1.004873,2026-11-23T09:00,ca_nhan,Tran Mau,1\n", &r), ERR_INVALID);
    EQ_STR(r.at[0].field, "papers");
}

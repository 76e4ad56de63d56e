/* services.c - the list of services: a folder and its line here are all there is to one. */
#include "app/services.h"
#include "account/account.h"
#include "app/house.h"
#include "app/setup.h"
#include "casework/casework.h"
#include "directive/directive.h"
#include "document/batch.h"
#include "document/book.h"
#include "document/document.h"
#include "document/pdf.h"
#include "exchange/exchange.h"
#include "figures/statistics.h"
#include "find/find.h"
#include "intake/intake.h"
#include "ledger/ledger.h"
#include "mail/mail.h"
#include "media/media.h"
#include "media/picture.h"
#include "movement/criteria.h"
#include "movement/lineage.h"
#include "movement/model.h"
#include "movement/proposal.h"
#include "news/article.h"
#include "onestop/onestop.h"
#include "onestop/rating.h"
#include "paperwork/paperwork.h"
#include "performance/performance.h"
#include "portal/portal.h"
#include "procedure/procedure.h"
#include "report/report.h"
#include "search/search.h"
#include "store/store.h"
#include "unit/unit.h"
#include <assert.h>

// clang-format off
const Slice *const slices[] = { /* of two that match an address the first answers: /phong-trao/WORD before /phong-trao/:code */
    &house_slice,
    &setup_slice,
    &unit_slice,
    &account_slice,
    &ledger,
    &mail_slice,
    &media_slice, /* its pages of a casefile before the acts of any */
    &casework,
    &movement_proposals,
    &movement_figures,
    &movement_criteria,
    &movement_lineage,
    &movement_intake,
    &movement_models,
    &directive_slice,
    &document_slice,
    &procedures,
    &onestop,
    &paperwork,
    &performance,
    &exchange_slice,
    &report_slice,
    &news,
    &find_slice,
    &portal,
    NULL,
};
// clang-format on

enum { FLOWS_MAX = 16 };
static const Flow *flows[FLOWS_MAX + 1]; /* of all slices, in their order */

// clang-format off
static const MenuItem menu[] = {
    {"/tra-cuu",             MSG_menu_look_up,    0},
    {"/mot-cua",             MSG_menu_onestop,    0},
    {"/phong-trao",          MSG_menu_movement,   0},
    {"/phong-trao/thong-ke", MSG_menu_figures,    0},
    {"/bao-cao",             MSG_menu_reports,    0},
    {"/lich",                MSG_menu_calendar,   0},
    {"/tin",                 MSG_menu_news,       0},
};
static const MenuItem staff[] = {
    {"/can-bo",              MSG_menu_work,       0},
    {"/can-bo/mot-cua",      MSG_onestop_desk,    ONESTOP_CLERK | OFFICER | UNIT_HEAD | PROVINCE_MONITOR | AUDITOR},
    {"/can-bo/phong-trao",   MSG_model_menu,      MODEL_READERS},
    {"/can-bo/chi-thi",      MSG_directive_menu,  DIRECTIVE_READERS},
    {"/can-bo/viec-duoc-giao", MSG_directive_own_tasks, TASK_DOERS},
    {"/can-bo/tin",          MSG_news_desk_title, ARTICLE_READERS},
    {"/can-bo/phan-hoi",     MSG_feedback_heading, EDITOR | CHIEF_EDITOR | MODERATOR | AUDITOR},
    {"/can-bo/bao-cao",      MSG_report_desk_title, REPORT_READERS},
    {"/can-bo/in",           MSG_document_batches, BOOK_READERS},
    {"/can-bo/so-van-ban",   MSG_document_books,  BOOK_READERS},
    {"/can-bo/bang",         MSG_exchange_title,  ONESTOP_CLERK | UNIT_HEAD | UNIT_ADMIN},
    {"/can-bo/nguoi-dung",   MSG_account_people_title, UNIT_ADMIN | SYS_ADMIN},
    {"/can-bo/don-vi/phan-dinh", MSG_casework_belong_title, UNIT_HEAD | PROVINCE_MONITOR | UNIT_ADMIN},
    {"/can-bo/don-vi/sap-nhap", MSG_casework_merge_title, SYS_ADMIN},
    {"/can-bo/tin-nhan",     MSG_mail_hand_title, ONESTOP_CLERK | OFFICER | UNIT_HEAD},
    {"/quan-tri/thu",        MSG_mail_setting_title, SYS_ADMIN},
    {"/can-bo/nhat-ky",      MSG_audit_title,     UNIT_ADMIN | SYS_ADMIN | AUDITOR},
};
// clang-format on

static Err search_checked(Ctx *c, Buf *faults, int64_t *n)
{
    return search_verify(c, search_shelves, faults, n);
}

const CheckRow checks[] = {
    {"casework",    casework_verify},
    {"movement",    movement_verify},
    {"onestop",     rating_verify  },
    {"performance", results_verify },
    {"ledger",      ledger_verify  },
    {"document",    book_verify    },
    {"mail",        mail_verify    },
    {"report",      report_verify  },
    {"media",       media_verify   },
    {"search",      search_checked },
    {NULL,          NULL           },
};

static const WorkKind *const kinds[] = {&picture_work, &share_work, &document_work, &join_work, NULL};

void services_work(void)
{
    work_kinds = kinds;
}

enum { SHELVES_MAX = 48 };
static Shelving of_flows[2 * FLOWS_MAX];
static const Shelving *shelves[SHELVES_MAX + 1]; /* of all slices and their flows */

static void shelves_gather(void)
{
    size_t n = 0, made = 0;
    for (const Slice *const *s = slices; *s; s++)
        for (size_t i = 0; i < (*s)->shelves.len && n < SHELVES_MAX; i++)
            shelves[n++] = (*s)->shelves.at[i];
    for (const Flow *const *f = casework_flows; *f; f++) {
        const size_t more = casework_shelves(*f, of_flows + made);
        for (size_t i = 0; i < more; i++) {
            assert(n < SHELVES_MAX);
            shelves[n++] = &of_flows[made++];
        }
    }
    shelves[n] = NULL;
    search_shelves = shelves;
}

static void flows_gather(void)
{
    size_t n = 0;
    for (const Slice *const *s = slices; *s; s++)
        for (size_t i = 0; i < (*s)->flows.len; i++) {
            assert(n < FLOWS_MAX);
            flows[n++] = (*s)->flows.at[i];
        }
    flows[n] = NULL;
    casework_flows = flows;
}

static Err tree_changed(Ctx *c)
{
    TRY(casework_roll_up(c));
    return casework_follow(c);
}

void services_set(void)
{
    flows_gather();
    batch_printables = dossier_printables, dossier_forms = form_links, mail_papers = dossier_mail_papers;
    shelves_gather();
    unit_moved = tree_changed, unit_work = casework_open_work;
    store_seal = ledger_seal;
    web.slices = slices;
    web.who = account_who;
    web.menu = menu, web.menu_len = LEN(menu);
    web.staff = staff, web.staff_len = LEN(staff);
}
